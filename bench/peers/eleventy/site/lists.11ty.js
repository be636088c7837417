import { searchHead } from "../parts/common.js";
import { frame } from "../parts/frame.js";
import { lists } from "../parts/lists.js";

export const data = {
  pagination: { data: "city.pages", size: 1, alias: "page_data" },
  eleventyExcludeFromCollections: true,
  permalink: ({ page_data: page }) => (page.path ? `/${page.path}/index.html` : "/index.html"),
};

export function render({ city, page_data: page }) {
  const head = ["home", "streets"].includes(page.kind) ? searchHead(city.site) : "";
  return frame(city.site, page, lists[page.kind](city.site, page), head);
}
