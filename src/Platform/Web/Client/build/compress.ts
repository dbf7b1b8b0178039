import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { filesUnder } from "./folders.ts";

/** Compresses once, at build time and as small as it gets, what the server would otherwise compress at every request. */
export function compress(): Plugin {
  return {
    name: "lectern:compress",
    apply: "build",
    writeBundle: {
      order: "post",
      sequential: true,
      handler({ dir }) {
        for (const file of filesUnder(dir!, [".js", ".mjs", ".css", ".svg", ".wasm"])) {
          const bytes = readFileSync(file);
          if (bytes.length < 512) continue;
          writeFileSync(file + ".gz", gzipSync(bytes, { level: 9 }));
          const hint = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_QUALITY]: bytes.length > 1_000_000 ? 9 : 11 };
          writeFileSync(file + ".br", brotliCompressSync(bytes, { params: hint }));
        }
      },
    },
  };
}
