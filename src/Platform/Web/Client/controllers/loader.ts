import type { Application, ControllerConstructor } from "@hotwired/stimulus";

type Loaded = { default: ControllerConstructor };

// The core is on nearly every page and small, so it comes with the first script. All others are loaded when an
// element on the page names them: <div data-controller="name"> loads name.controller.ts, wherever in src/ it lies.
const core = import.meta.glob<Loaded>("./core/*.controller.ts", { eager: true });
const others = import.meta.glob<Loaded>(["./*.controller.ts", "../../**/*.controller.ts", "../../../../Modules/**/*.controller.ts", "!../**/core/*", "!**/node_modules/**"]);

const nameOf = (path: string) => path.split("/").pop()!.replace(".controller.ts", "");

/** Registers the core and fetches every other controller the first time that an element names it. */
export function startControllers(application: Application): void {
  for (const [path, module] of Object.entries(core)) application.register(nameOf(path), module.default);

  const waiting = new Map<string, () => Promise<Loaded>>();
  for (const [path, load] of Object.entries(others)) {
    const name = nameOf(path);
    if (waiting.has(name)) console.error(`Two controllers are called "${name}"; one of them is ${path}`);
    waiting.set(name, load);
  }

  const meet = (element: Element) => {
    for (const name of element.getAttribute("data-controller")?.split(/\s+/) ?? []) {
      const load = waiting.get(name);
      if (!load) continue;
      waiting.delete(name);
      load().then(
        (module) => application.register(name, module.default),
        () => waiting.set(name, load), // offline, say: the next element that names it tries again
      );
    }
  };
  const search = (root: ParentNode) => root.querySelectorAll("[data-controller]").forEach(meet);

  search(document);
  new MutationObserver((changes) => {
    for (const { target, type, addedNodes } of changes) {
      if (type === "attributes") meet(target as Element);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        meet(node);
        search(node);
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["data-controller"] });
}
