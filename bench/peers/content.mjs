// The bench's JSON as the peers in JavaScript read it, with the organisations in their places; and what both draw.
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

export const sitemap = ({ site, paths }) => `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${paths.map((path) => `<url><loc>${site.base_url}${path}${path && "/"}</loc></url>`).join("\n")}
</urlset>
`;

export const capitalize = (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

// What the package `qr` is told: the raw rows are drawn below.
export const CODE = ["raw", { ecc: "high", border: 4 }];

// Rows of modules and the address they lead to → inline SVG: one path, a stroke for each run of dark modules.
export function draw(rows, address) {
  let path = "";
  for (let y = 0; y < rows.length; y += 1) {
    for (let x = 0; x < rows.length; x += 1) {
      if (!rows[y][x]) continue;
      const start = x;
      while (rows[y][x]) x += 1;
      path += `M${start} ${y}.5h${x - start}`;
    }
  }
  return `<svg viewBox="0 0 ${rows.length} ${rows.length}" role="img" aria-label="Код этой страницы: ${address}"><path d="${path}"/></svg>`;
}
