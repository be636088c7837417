import { sitemap } from "../../content.mjs";

export const data = { permalink: "/sitemap.xml", eleventyExcludeFromCollections: true };

export const render = ({ city }) => sitemap(city);
