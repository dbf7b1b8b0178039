import { existsSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { Plugin } from "vite";
import { client, filesUnder, sources } from "./folders.ts";
import { iconsInUse } from "./icons-in-use.mjs";

const inner = (svg: string) => svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
const viewBox = (svg: string) => /viewBox="([^"]+)"/.exec(svg)?.[1] ?? "0 0 24 24";
const sprite = (symbols: string[]) => `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;

function iconSprite(): string {
  const symbols: string[] = [];
  for (const [name, file] of iconsInUse()) {
    const path = join(client, "node_modules/lucide-static/icons", `${name}.svg`);
    if (!existsSync(path)) throw new Error(`There is no Lucide icon called "${name}" (named in ${relative(sources, file ?? "")}). See lucide.dev/icons.`);
    symbols.push(`<symbol id="i-${name}" viewBox="0 0 24 24">${inner(readFileSync(path, "utf8"))}</symbol>`);
  }
  return sprite(symbols);
}

function artSprite(): string {
  const symbols = [...filesUnder(join(client, "art"), [".svg"])].sort().map((file) => {
    const svg = readFileSync(file, "utf8");
    const ratio = svg.slice(0, svg.indexOf(">")).includes("slice") ? ' preserveAspectRatio="xMidYMid slice"' : "";
    return `<symbol id="art-${basename(file, ".svg")}" viewBox="${viewBox(svg)}"${ratio}>${inner(svg)}</symbol>`;
  });
  return sprite(symbols);
}

// A browser's tab knows none of our variables: the mark in our own colours.
const favicon = () => readFileSync(join(client, "art/mark.svg"), "utf8").replaceAll("var(--color-primary)", "#2b4fd7").replaceAll("var(--color-primary-content)", "#fff");

/** Writes icons-HASH.svg (the icons in use, no others), art-HASH.svg (covers, badges, the mark) and favicon-HASH.svg. */
export function sprites(): Plugin {
  return {
    name: "lectern:sprites",
    apply: "build",
    buildStart() {
      for (const [name, source] of [["icons.svg", iconSprite()], ["art.svg", artSprite()], ["favicon.svg", favicon()]] as const)
        this.emitFile({ type: "asset", name, originalFileName: name, source });
    },
  };
}
