// Astro with its own components; pages come by one route over the bench's JSON.
import { join } from "node:path";

import { defineConfig, passthroughImageService } from "astro/config";

const { argv, env } = process;

export default defineConfig({
  build: { concurrency: 4 },
  // What it remembers goes with what it made, so that a new folder is a build from nothing.
  cacheDir: join(argv[argv.indexOf("--outDir") + 1], "../cache"),
  experimental: { incrementalBuild: Boolean(env.INCREMENTAL) },
  image: { service: passthroughImageService() },
  site: "https://chat.example.ru",
  trailingSlash: "always",
});
