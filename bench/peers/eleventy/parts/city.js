// The bench's JSON, with the organisations in their places.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export function readCity(folder) {
  const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const organizations = read("organizations.json");
  const houses = readdirSync(join(folder, "houses")).sort().flatMap((name) => read(join("houses", name)));
  const pages = read("pages.json");
  for (const page of pages) {
    if (page.kind === "organization") page.organization = organizations[page.organization];
  }
  const all = [...pages, ...houses];
  const redirects = all.flatMap((page) =>
    (page.redirects ?? []).map((old) => ({ old, target: `/${page.path}/`, text: page.title, head: page.head })));
  return { site: read("site.json"), organizations, houses, pages, redirects, paths: all.map((page) => page.path ?? "").sort() };
}
