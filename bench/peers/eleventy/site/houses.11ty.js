import { frame } from "../parts/frame.js";
import { house } from "../parts/house.js";

export const data = {
  pagination: { data: "city.houses", size: 1, alias: "page_data", addAllPagesToCollections: false },
  eleventyExcludeFromCollections: true,
  permalink: ({ page_data: page }) => `/${page.path}/index.html`,
};

export const render = ({ city, page_data: page }) => frame(city.site, page, house(city.site, page, city.organizations));
