// The city, and all its paths in the form Astro needs.
import { createHash } from "node:crypto";

import { readCity } from "../../content.mjs";

export const city = readCity(process.env.PEER_DATA);

const digest = (value) => createHash("sha1").update(JSON.stringify(value)).digest("base64");

// Values that every page may show besides its own.
const shared = digest([city.site, city.organizations, process.env.NO_CODES]);

const address = (path, kind, page) => ({
  params: { path: path || undefined },
  props: { kind, page },
  cacheKey: shared + digest(page),
});

export const addresses = () => [
  ...city.pages.map((page) => address(page.path, page.kind, page)),
  ...city.houses.map((page) => address(page.path, "house", page)),
  ...city.redirects.map((page) => address(page.old.slice(1, -1), "redirect", page)),
];
