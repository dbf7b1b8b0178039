import { tellActivity } from "./activity";
import { openJournal, journal, type JournalKey } from "./journal";
import type { Store } from "./model-2004";
import { Reporter, type News, type Values } from "./reporter";

/** Which navigation requests would be followed (Sequencer.Valid); the server says it anew with each report's answer. */
export interface ValidRequests {
  continue: boolean;
  previous: boolean;
  choices: string[];
  jumps: string[];
}

/** What the server begins the part with (BeginPart.cs). */
export interface Start {
  kind: "sco" | "asset";
  content: string;
  model: Values;
  commit: string | null; // null: a preview, in which nothing is recorded
  valid: ValidRequests | null; // null: nothing is sequenced
  stores: Store[]; // what of adl.data may be read and written, by index
}

/** What scorm-again's two run-times have in common, as far as it is used here (besides the functions for content, calls.ts). */
export interface RunTime {
  isInitialized(): boolean;
  isTerminated(): boolean;
  on(event: string, listener: (...args: unknown[]) => void): void;
}

export interface Edition {
  /** The property of the window in which content looks for the run-time. */
  global: "API" | "API_1484_11";
  initialize: string;
  sessionTime: string;
  formatTime(milliseconds: number): string;
  create(settings: object): RunTime;
  /** What content finds there; it says when a value changes, and when an interaction gets another type. */
  expose(api: RunTime, start: Start, changed: () => void, retyped: (interaction: string) => void): Exposed;
}

export interface Exposed {
  object: object;
  /** What content has said through it: the values to report. */
  said(): Values;
  /** Where it wants to go at its end, when nobody sequences it. */
  wish?(): "next" | "previous" | null;
}

const pause = 2000; // before the server is asked once more to begin

/** Puts the run-time into this window, opens the content in the frame below it, and brings what it says to the server. */
export async function run(edition: Edition): Promise<void> {
  const outer = document.documentElement.dataset.outer!;
  const tell = (news: News) => parent.postMessage({ lectern: "package", news }, outer);
  tellActivity(outer);
  openJournal(JSON.parse(document.documentElement.dataset.journal!) as JournalKey);
  delete document.documentElement.dataset.journal; // content can look at this page
  const start = await begin(tell);
  if (!start) return;

  const frame = document.getElementById("content") as HTMLIFrameElement;
  let begunAt = 0;
  let endedAt = 0;
  let leaving = false; // then the learner's own wish counts, and the content's does not (SCORM 2004 4th Ed. SN 5.6.3)
  const api = start.kind === "sco" ? edition.create(settings(() => !endedAt && reporter.commit())) : null;
  const exposed = api && edition.expose(api, start, () => reporter.changed(), (interaction) => reporter.retype(interaction));
  const read = (): Values => {
    if (!exposed || !begunAt) return {};
    const values = exposed.said();
    if (leaving) delete values["adl.nav.request"];
    // Much content never says how long it was open.
    const said = values[edition.sessionTime];
    if (!said || /^(P(T?0H?0M?0S?)?|0*:?0*:?0*(\.0*)?)$/.test(said)) values[edition.sessionTime] = edition.formatTime((endedAt || performance.now()) - begunAt);
    return values;
  };
  const reporter = new Reporter(start.commit, start.valid ? {} : { ...start.model }, read, tell, (valid) => start.valid && valid && Object.assign(start.valid, valid));

  if (api && exposed) {
    api.on(edition.initialize, () => {
      begunAt = performance.now();
      reporter.now();
    });
    api.on("BeforeTerminate", () => {
      endedAt = performance.now();
      reporter.end();
      const wish = start.valid ? null : exposed.wish?.();
      if (wish) tell(wish);
    });
    (window as unknown as Record<string, object>)[edition.global] = exposed.object;
  } else {
    frame.addEventListener("load", () => reporter.end(), { once: true }); // an asset is done once it was shown
  }

  // Taking the frame away lets the content say goodbye (its unload handlers run), whatever it does there.
  const close = () => {
    leaving = true;
    frame.remove();
    if (api?.isInitialized()) {
      endedAt = performance.now();
      reporter.end(true);
    }
  };

  addEventListener("message", (event) => {
    if (event.source !== parent || event.origin !== outer || (event.data as { lectern?: string } | null)?.lectern !== "leave") return;
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

/** Opens the part, after what earlier pages left to say; null when it can't be, which the outer page is told. */
async function begin(tell: (news: News) => void): Promise<Start | null> {
  for (;;) {
    try {
      await journal().flush();
      const answer = await fetch(location.href, { method: "POST", credentials: "omit" });
      if (answer.ok) return (await answer.json()) as Start;
      if (answer.status < 500 && answer.status !== 429) {
        tell(answer.status === 409 ? "on" : "refused");
        return null;
      }
    } catch {
      // No connection: it is tried again.
    }
    tell("waiting");
    await new Promise((later) => setTimeout(later, pause));
  }
}

/** The run-time keeps the states of the session; bringing what was said to the server is ours, and so is what it means. */
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
