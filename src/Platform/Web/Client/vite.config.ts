import { defineConfig } from "vite";
import tailwindcss from "@tailwindcss/vite";
import { sprites } from "./build/sprites.ts";
import { pdfjs } from "./build/pdfjs.ts";
import { packagesForModules } from "./build/packages-for-modules.ts";
import { oldStyles } from "./build/old-styles.ts";
import { budget } from "./build/budget.ts";
import { compress } from "./build/compress.ts";

// theme.css is a plain link in the head, app.ts a module script; the run-times of packages are for their players' own pages on
// the content origin. Everything is named by its content, so that it can be cached for ever; the server finds the names in
// .vite/manifest.json.
export default defineConfig({
  root: import.meta.dirname,
  base: "/build/",
  publicDir: false,
  plugins: [packagesForModules(), oldStyles("h5p-standalone"), tailwindcss(), sprites(), pdfjs(), compress(), budget({ script: 60, style: 40 })],
  // The style of a run-time is served once more on the content origin, and its fonts beside it.
  experimental: { renderBuiltUrl: (_file, { hostType }) => (hostType === "css" ? { relative: true } : undefined) },
  build: {
    outDir: "../wwwroot/build",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    assetsDir: "",
    assetsInlineLimit: 0, // data: addresses would need a hole in the content security policy
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        app: "app.ts",
        theme: "theme/theme.css",
        "scorm-1.2": "../../../Modules/Packages/Playing/RunTime/scorm-1.2.ts",
        "scorm-2004": "../../../Modules/Packages/Playing/RunTime/scorm-2004.ts",
        h5p: "../../../Modules/Packages/H5p/RunTime/h5p.ts",
        "h5p-style": "node_modules/h5p-standalone/dist/styles/h5p.css",
      },
    },
  },
});
