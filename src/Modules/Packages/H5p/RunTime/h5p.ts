import "./before";
import "h5p-standalone/dist/frame.bundle.js";
import { tellActivity } from "../../Playing/RunTime/activity";
import { openJournal } from "../../Playing/RunTime/journal";
import { Reporter, type News } from "../../Playing/RunTime/reporter";
import { start, integration } from "./before";

/** What is used of the core's own objects. */
interface Statement {
  actor?: unknown;
  verb?: { id?: string };
  result?: object;
}
interface Instance {
  contentId?: number;
  getMaxScore?(): number;
  getCurrentState?(): unknown;
}
interface Core {
  instances: Instance[];
  init(target: Element): void;
  trigger(instance: Instance, event: string): void;
  externalDispatcher: { on(event: "xAPI", listener: (event: { data: { statement: Statement } }) => void): void };
  setUserData(contentId: number, name: string, data: unknown, extras?: { subContentId?: string; errorCallback?: unknown }): void;
  deleteUserData(contentId: number, name: string, subContentId?: string): void;
}

const core = (window as unknown as { H5P: Core }).H5P;
const tell = (news: News) => parent.postMessage({ lectern: "package", news }, start.outer);
const begunAt = performance.now();
const statements: string[] = [];
const played = integration.contents["cid-1"]!;
const named = new Set(Object.keys(start.states).map((name) => `state/${name}`));

const journal = openJournal(start.journal);
const reporter = new Reporter(start.report, Object.fromEntries(Object.entries(start.states).map(([name, value]) => [`state/${name}`, value])), said, tell);

// What says how it went; that something was looked at or touched is not kept.
const telling = /\/(answered|completed|consumed?|passed|failed|mastered)$/;

core.externalDispatcher.on("xAPI", ({ data: { statement } }) => {
  if (!telling.test(statement.verb?.id ?? "")) return;
  statements.push(JSON.stringify({ ...statement, actor: undefined })); // who it is, the server knows
  reporter.changed();
});

// The core has no address to save to: it keeps the states in its memory, from where they are read. It offers one every few seconds.
const keep = core.setUserData.bind(core);
core.setUserData = (contentId, name, data, extras) => {
  const before = stateOf(extras?.subContentId, name);
  keep(contentId, name, data, { ...extras, errorCallback: undefined });
  if (stateOf(extras?.subContentId, name) !== before) reporter.changed();
};
const remove = core.deleteUserData.bind(core);
core.deleteUserData = (contentId, name, subContentId) => {
  remove(contentId, name, subContentId);
  reporter.changed();
};

tellActivity(start.outer);
addEventListener("DOMContentLoaded", () => void begin());

async function begin(): Promise<void> {
  const [content] = await Promise.all([fetch(`${start.files}/content/content.json`, { credentials: "omit" }), journal.flush()]);
  played.jsonContent = await content.text();
  core.init(document.body);
  if (core.instances.length === 0) document.body.textContent = start.words.broken!;
  addEventListener("resize", () => core.instances.forEach((instance) => core.trigger(instance, "resize")));
  reporter.now();
}

/** Everything there is to say, by names: the server keeps each under its own. */
function said(): Record<string, string> {
  const values: Record<string, string> = { time: String(Math.floor((performance.now() - begunAt) / 1000)), score: core.instances.some(givesScore) ? "1" : "0" };
  for (const [part, states] of Object.entries(played.contentUserData))
    for (const [name, value] of Object.entries(states)) {
      values[`state/${part}/${name}`] = value;
      named.add(`state/${part}/${name}`);
    }
  for (const name of named) values[name] ??= ""; // the content took it away
  statements.forEach((statement, number) => (values[`statement/${number}`] = statement));
  return values;
}

function stateOf(part: string | undefined, name: string): string | undefined {
  return played.contentUserData[part || "0"]?.[name];
}

function givesScore(instance: Instance): boolean {
  try {
    return (instance.getMaxScore?.() ?? 0) > 0;
  } catch {
    return false; // some can only say so later
  }
}

function close(): void {
  for (const instance of core.instances) {
    try {
      const state = instance.getCurrentState?.();
      if (state !== undefined) core.setUserData(1, "state", state);
    } catch {
      // It has none to give; what it said before is sent all the same.
    }
  }
  reporter.end(true);
}

addEventListener("message", (event) => {
  if (event.source !== parent || event.origin !== start.outer || (event.data as { lectern?: string } | null)?.lectern !== "leave") return;
  close();
  void reporter.settled().then((saved) => tell(saved ? "left" : "waiting"));
});
addEventListener("pagehide", () => {
  close();
  reporter.lastChance();
});
addEventListener("pageshow", (event) => event.persisted && location.reload()); // it would go on in a launch that has ended
