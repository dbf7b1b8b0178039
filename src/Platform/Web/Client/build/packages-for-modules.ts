import { join } from "node:path";
import type { Plugin } from "vite";
import { client } from "./folders.ts";

/** Controllers live beside their pages, outside this folder; the packages they import are found in this folder. */
export function packagesForModules(): Plugin {
  return {
    name: "lectern:packages-for-modules",
    enforce: "pre",
    async resolveId(source, importer) {
      const bare = /^[@a-z]/i.test(source) && !source.includes("\0");
      if (!bare || !importer || importer.startsWith(client) || importer.includes("node_modules")) return null;
      return this.resolve(source, join(client, "app.ts"), { skipSelf: true });
    },
  };
}
