// Eleventy with JavaScript templates, its fastest kind; pages are made by pagination over the JSON.
import { readCity } from "../content.mjs";

export default function (config) {
  config.addGlobalData("city", () => readCity(process.env.PEER_DATA));
  config.addGlobalData("layout", null);
  config.setQuietMode(true);
  return { dir: { input: "site" }, templateFormats: ["11ty.js"] };
}
