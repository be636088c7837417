import { sitemap } from "../../../content.mjs";
import { city } from "../city.js";

export const GET = () => new Response(sitemap(city));
