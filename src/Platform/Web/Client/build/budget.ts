import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Manifest, Plugin } from "vite";

/** What a first page may cost, in KiB on the wire (gzip, the worse of the two encodings). Over it, the build fails. */
export function budget(limits: { script: number; style: number }): Plugin {
  return {
    name: "lectern:budget",
    apply: "build",
    writeBundle: {
      order: "post",
      sequential: true,
      handler({ dir }) {
        const manifest = JSON.parse(readFileSync(join(dir!, ".vite/manifest.json"), "utf8")) as Manifest;
        const first = new Set<string>();
        const follow = (key: string) => {
          const chunk = manifest[key]!;
          first.add(chunk.file);
          chunk.css?.forEach((file) => first.add(file));
          chunk.imports?.forEach(follow); // not dynamicImports: those load where a page asks for them
        };
        follow("app.ts");
        follow("theme/theme.css");
        const onTheWire = (file: string, suffix: string) => statSync(existsSync(join(dir!, file + suffix)) ? join(dir!, file + suffix) : join(dir!, file)).size;
        for (const [kind, ending, limit] of [["script", ".js", limits.script], ["style", ".css", limits.style]] as const) {
          const files = [...first].filter((file) => file.endsWith(ending));
          const kib = (suffix: string) => files.reduce((sum, file) => sum + onTheWire(file, suffix), 0) / 1024;
          const report = `first page ${kind}: ${kib(".gz").toFixed(1)} KiB gzip, ${kib(".br").toFixed(1)} KiB brotli, limit ${limit}`;
          if (kib(".gz") > limit) this.error(`Over budget. ${report}`);
          console.log(report);
        }
      },
    },
  };
}
