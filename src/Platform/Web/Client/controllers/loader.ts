import type { Application, ControllerConstructor } from "@hotwired/stimulus";

type Loaded = { default: ControllerConstructor };

// The core is on nearly every page and small, so it comes with the first script. All others are loaded when an
// element on the page names them: <div data-controller="name"> loads name.controller.ts, wherever in src/ it lies.
const core = import.meta.glob<Loaded>("./core/*.controller.ts", { eager: true });
const others = import.meta.glob<Loaded>(["./*.controller.ts", "../../**/*.controller.ts", "../../../../Modules/**/*.controller.ts", "!../**/core/*", "!**/node_modules/**"]);

const nameOf = (path: string) => path.split("/").pop()!.replace(".controller.ts", "");

const longestWait = 30_000; // before a controller that couldn't be fetched is asked for again

/** What a controller may have to be told about the time before it arrived: what was changed inside its element. */
export interface Latecomer {
  missed(event: Event): void;
}

/**
 * Registers the core and fetches every other controller the first time that an element names it; again and again where there is no
 * connection. People don't wait for that: what they change meanwhile is kept, and told to the controller when it has come.
 */
export function startControllers(application: Application): void {
  for (const [path, module] of Object.entries(core)) application.register(nameOf(path), module.default);

  const awaited = new Map<string, { load: () => Promise<Loaded>; isLoading: boolean; failures: number }>();
  for (const [path, load] of Object.entries(others)) {
    const name = nameOf(path);
    if (awaited.has(name)) console.error(`Two controllers are called "${name}"; one of them is ${path}`);
    awaited.set(name, { load, isLoading: false, failures: 0 });
  }

  let missed: Event[] = [];
  const isAwaited = (element: Element): boolean => {
    const owner = element.closest("[data-controller]");
    return owner !== null && (namesOf(owner).some((name) => awaited.has(name)) || (owner.parentElement !== null && isAwaited(owner.parentElement)));
  };
  const note = (event: Event) => {
    if (event.target instanceof Element && isAwaited(event.target)) missed.push(event);
  };
  addEventListener("input", note, true);
  addEventListener("change", note, true);

  const arrive = (name: string, controller: ControllerConstructor) => {
    awaited.delete(name);
    application.register(name, controller);
    for (const event of missed) {
      const element = (event.target as Element).closest(`[data-controller~="${name}"]`);
      const latecomer = element && (application.getControllerForElementAndIdentifier(element, name) as Partial<Latecomer> | null);
      latecomer?.missed?.(event);
    }
    missed = missed.filter((event) => (event.target as Element).isConnected && isAwaited(event.target as Element));
  };

  const fetchController = (name: string) => {
    const controller = awaited.get(name);
    if (!controller || controller.isLoading) return;
    controller.isLoading = true;
    controller.load().then(
      (module) => arrive(name, module.default),
      () => {
        setTimeout(() => {
          controller.isLoading = false;
          if (document.querySelector(`[data-controller~="${name}"]`)) fetchController(name);
        }, Math.min(longestWait, 1000 * 2 ** controller.failures++));
      },
    );
  };
  const meet = (element: Element) => namesOf(element).forEach(fetchController);
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

const namesOf = (element: Element) => element.getAttribute("data-controller")?.split(/\s+/) ?? [];
