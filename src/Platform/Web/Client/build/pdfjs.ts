import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Plugin } from "vite";
import { client, filesUnder } from "./folders.ts";

const folder = join(client, "node_modules/pdfjs-dist");
const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };

/**
 * Puts what pdf.js fetches by name into pdfjs-VERSION/: character maps, the standard fonts, decoders of pictures. The version
 * in the address lets them be cached for ever. __PDFJS__ is that version.
 */
export function pdfjs(): Plugin {
  return {
    name: "lectern:pdfjs",
    apply: "build",
    config: () => ({ define: { __PDFJS__: JSON.stringify(version) } }),
    buildStart() {
      for (const part of ["cmaps", "standard_fonts", "wasm", "iccs"])
        for (const file of filesUnder(join(folder, part), [".bcmap", ".pfb", ".ttf", ".wasm", ".js", ".icc"]))
          if (!basename(file).startsWith("quickjs")) // runs scripts of PDFs, which we don't
            this.emitFile({ type: "asset", fileName: `pdfjs-${version}/${basename(dirname(file))}/${basename(file)}`, source: readFileSync(file) });
    },
  };
}
