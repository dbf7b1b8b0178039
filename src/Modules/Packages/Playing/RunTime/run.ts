import { Reporter, type News } from "./reporter";

/** What the server wrote into the page (RunPart.cs). */
interface Start {
  kind: "sco" | "asset";
  content: string;
  model: Record<string, string>;
  commit: string | null; // null: a preview, in which nothing is recorded
  outer: string;
}

/** What scorm-again's two run-times have in common, as far as it is used here. */
export interface RunTime {
  setCMIValue(element: string, value: unknown): unknown;
  getFlattenedCMI(): Record<string, unknown>;
  isInitialized(): boolean;
  isTerminated(): boolean;
  on(event: string, listener: (...args: unknown[]) => void): void;
}

export interface Edition {
  /** The property of the window in which content looks for the run-time. */
  global: "API" | "API_1484_11";
  initialize: string;
  setValue: string;
  sessionTime: string;
  formatTime(milliseconds: number): string;
  create(settings: object): RunTime;
}

/** Puts the run-time into this window, opens the content in the frame below it, and brings what it says to the server. */
export function run(edition: Edition): void {
  const start = JSON.parse(document.getElementById("start")!.textContent!) as Start;
  const frame = document.getElementById("content") as HTMLIFrameElement;
  const tell = (news: News) => parent.postMessage({ lectern: "package", news }, start.outer);
  let begunAt = 0;
  let endedAt = 0;

  const api = start.kind === "sco" ? edition.create(settings(() => reporter.now())) : null;
  const reporter = new Reporter(start.commit, { ...start.model }, () => (api && begunAt ? snapshot(api, edition, (endedAt || performance.now()) - begunAt) : {}), tell);

  if (api) {
    load(api, start.model);
    api.on(edition.initialize, () => {
      begunAt = performance.now();
      reporter.now();
    });
    api.on(edition.setValue, () => reporter.changed());
    api.on("BeforeTerminate", () => {
      endedAt = performance.now();
      reporter.end();
    });
    api.on("SequenceNext", () => tell("next"));
    api.on("SequencePrevious", () => tell("previous"));
    (window as unknown as Record<string, RunTime>)[edition.global] = api;
  } else {
    frame.addEventListener("load", () => reporter.end(), { once: true }); // an asset is done once it was shown
  }

  // Taking the frame away lets the content say goodbye (its unload handlers run), whatever it does there.
  const close = () => {
    frame.remove();
    if (api?.isInitialized()) {
      endedAt = performance.now();
      reporter.end(true);
    }
  };

  addEventListener("message", (event) => {
    if (event.source !== parent || event.origin !== start.outer || (event.data as { lectern?: string } | null)?.lectern !== "leave") return;
    close();
    void (api && !begunAt ? Promise.resolve(true) : reporter.settled()).then((saved) => tell(saved ? "left" : "waiting"));
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload()); // the content is gone from a page that comes back
  addEventListener("pagehide", () => {
    close();
    if (!api || begunAt) reporter.lastChance();
  });

  frame.src = start.content;
}

/** The run-time keeps the data model and checks it; bringing it to the server is ours, and so is what it means. */
function settings(commit: () => void): object {
  return {
    lmsCommitUrl: "by-reporter",
    autocommit: false,
    mastery_override: false,
    autoCompleteLessonStatus: false,
    logLevel: 5,
    httpService: {
      updateSettings() {},
      processHttpRequest(_url: string, _params: unknown, _immediate: boolean, _log: unknown, listeners: (name: string) => void) {
        commit();
        listeners("CommitSuccess");
        return { result: "true", errorCode: 0 };
      },
    },
  };
}

/** In the order in which content itself would have to fill it: by number, an id before what it identifies. */
function load(api: RunTime, model: Record<string, string>): void {
  const rank = (element: string) => (element.endsWith(".id") ? 0 : element.endsWith(".type") ? 1 : 2);
  const collator = new Intl.Collator("en", { numeric: true });
  const depth = (element: string) => element.split(".").filter((part) => /^\d+$/.test(part)).length;
  const elements = Object.keys(model).sort((a, b) => depth(a) - depth(b) || rank(a) - rank(b) || collator.compare(a, b));
  for (const element of elements) {
    try {
      api.setCMIValue(element, model[element]);
    } catch {
      // A value that the run-time doesn't take stays with the server; the content starts without it.
    }
  }
}

function snapshot(api: RunTime, edition: Edition, open: number): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [element, value] of Object.entries(api.getFlattenedCMI()))
    // Names with an underscore (_version, _count, _children) are the run-time's own.
    if ((typeof value === "string" || typeof value === "number") && !/(^|\.)_/.test(element)) values[element] = String(value);
  // Much content never says how long it was open.
  const said = values[edition.sessionTime];
  if (!said || /^(P(T?0H?0?M?0?S?)?|0*:?0*:?0*(\.0*)?)$/.test(said)) values[edition.sessionTime] = edition.formatTime(open);
  return values;
}
