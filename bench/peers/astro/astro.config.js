// Astro with its own components; pages are made by one route over the JSON.
import { join } from "node:path";

import { defineConfig, passthroughImageService } from "astro/config";

const { argv, env } = process;

export default defineConfig({
  build: { concurrency: 4 },
  // The cache is beside the output, so that a new folder means a cold build.
  cacheDir: join(argv[argv.indexOf("--outDir") + 1], "../cache"),
  experimental: { incrementalBuild: Boolean(env.INCREMENTAL) },
  image: { service: passthroughImageService() },
  site: "https://chat.example.ru",
  trailingSlash: "always",
});
