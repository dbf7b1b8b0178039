import type { Plugin } from "vite";

/** Takes out what only Internet Explorer understood ("*width: 100%"): our minifier refuses it, and should where it is ours. */
export function oldStyles(packageName: string): Plugin {
  return {
    name: "lectern:old-styles",
    enforce: "pre",
    transform: {
      filter: { id: new RegExp(`/node_modules/${packageName}/.*\\.css$`) },
      handler: (code) => ({ code: code.replace(/^\s*\*[a-z-]+:[^;]*;/gm, ""), map: null }),
    },
  };
}
