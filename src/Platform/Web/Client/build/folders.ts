import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

export const client = resolve(import.meta.dirname, "..");
export const sources = resolve(client, "../../.."); // src/

const skipped = new Set(["node_modules", "wwwroot", "artifacts", "bin", "obj", ".git"]);

/** Every file under a folder whose name ends in one of the endings. */
export function* filesUnder(folder: string, endings: string[]): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name)) yield* filesUnder(join(folder, entry.name), endings);
    } else if (endings.some((ending) => entry.name.endsWith(ending))) {
      yield join(folder, entry.name);
    }
  }
}
