// Which icons the pages and modules name. Imported by the sprite; run by the build (node icons-in-use.mjs LIST) to find out
// cheaply whether a change in C# needs the client built again: LIST is written only when it differs.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const client = resolve(import.meta.dirname, "..");
const sources = resolve(client, "../../..");
const lucide = join(client, "node_modules/lucide-static/icons");
const skipped = new Set(["node_modules", "wwwroot", "artifacts", "bin", "obj", "Migrations"]);

function* pagesAndCode(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name)) yield* pagesAndCode(join(folder, entry.name));
    } else if (/\.(razor|cs)$/.test(entry.name)) yield join(folder, entry.name);
  }
}

/** Name of each icon in use, with the file that says it must exist; undefined where the literal may be an ordinary word. */
export function iconsInUse() {
  const known = new Set(readdirSync(lucide).filter((file) => file.endsWith(".svg")).map((file) => file.slice(0, -4)));
  const used = new Map();
  for (const line of readFileSync(join(client, "icons.txt"), "utf8").split("\n")) {
    const name = line.replace(/#.*/, "").trim();
    if (name) used.set(name, "icons.txt");
  }
  for (const file of pagesAndCode(sources)) {
    const text = readFileSync(file, "utf8");
    // <Icon Name="x"/>, Client.Icon("x"), Icon="x", StateIcon="x", Icon: "x", IconEnd = "x": an icon for certain.
    for (const match of text.matchAll(/(?:<Icon\s+Name|\b\w*Icon(?:End)?|\bicon)\s*[=:(]\s*"([a-z][a-z0-9-]*)"/g)) used.set(match[1], file);
    // Any other literal that is the name of an icon, such as new Fact("clock", …) or done ? "check" : "circle"; not HTML attributes.
    for (const match of text.matchAll(/([\w-]+=)?"([a-z][a-z0-9-]*)"/g))
      if ((!match[1] || match[2].includes("-")) && known.has(match[2]) && !used.has(match[2])) used.set(match[2], undefined);
  }
  return new Map([...used].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const list = process.argv[2];
if (list && process.argv[1] === import.meta.filename) {
  const names = [...iconsInUse().keys()].join("\n") + "\n";
  mkdirSync(dirname(list), { recursive: true });
  if (!existsSync(list) || readFileSync(list, "utf8") !== names) writeFileSync(list, names);
}
