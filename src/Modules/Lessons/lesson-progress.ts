/** What the server answers to a report of progress. */
export type Told = { percent: number; isDone: boolean; sentence: string };

/** What the server will never take, however often it is sent. Anything else (too many at once, a broken server, a session that has ended) may pass: reports wait. */
const refusals = [400, 404, 409, 422];
/** Refusals of this moment: time passes, and a page that is loaded anew has a form of its own person. */
const passing = ["/read-too-fast", "/watched-too-fast", "/stale-form", "/changed-meanwhile"];

/** Sends a report. Null when it has to wait; else what the server says, or why it will never take it. */
export async function report(address: string, body: FormData): Promise<{ told: Told } | { refused: string | undefined } | null> {
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.ok) return { told: (await answer.json()) as Told };
    if (!refusals.includes(answer.status)) return null;
    const problem = (await answer.json().catch(() => null)) as { type?: string; title?: string } | null;
    // Without words it comes from the gate that looks at forms, or there is nothing at the address any more.
    return (answer.status === 400 && !problem) || passing.some((code) => problem?.type?.endsWith(code)) ? null : { refused: problem?.title };
  } catch {
    return null;
  }
}

/** Shows how far the learner is. Screen readers hear it when it matters: done, at rest, or another twentieth. */
export function show({ percent, isDone, sentence }: Told, atRest: boolean): void {
  const box = document.querySelector("#how-far");
  const bar = box?.querySelector<HTMLElement>(".bar");
  bar?.querySelector("i")?.style.setProperty("--v", `${percent}%`);
  bar?.setAttribute("aria-label", sentence);
  const words = box?.querySelector("#how-far-state");
  if (words && words.textContent !== sentence && (isDone || atRest || percent % 5 === 0)) words.textContent = sentence;
}

/** Writes into the place that says whether the work is saved. */
export function say(words: string): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-saved-state]")) place.textContent = words;
}

const prefix = "lectern.lesson";
type Kept<T> = { items: T[]; fields: Record<string, string> };

/**
 * What could not be told yet waits on this device, also over a reload: by learner, so that on a shared computer nobody is credited
 * with what somebody else has seen, and by the address that it goes to, which names the enrolment. Whichever lesson the learner
 * opens next sends all of it: also what is another lesson's, and what is of a cycle that has ended since.
 */
export class Waiting<T> {
  private readonly own: string; // what waits of all lessons of this learner begins so
  private readonly key: string;

  /**
   * @param learner Whose it is.
   * @param form Where it goes; its token goes with what is sent.
   */
  constructor(learner: string, private readonly form: HTMLFormElement) {
    this.own = `${prefix} ${learner} `;
    const { pathname, search } = new URL(form.action, location.href);
    this.key = this.own + pathname + search;
  }

  /**
   * @param items What isn't told yet; nothing waits without.
   * @param fields What the report of them says.
   */
  keep(items: T[], fields: Record<string, string>): void {
    try {
      if (items.length) localStorage.setItem(this.key, JSON.stringify({ items, fields } satisfies Kept<T>));
      else localStorage.removeItem(this.key);
    } catch {
      // private windows may forbid it; then only what was told is kept
    }
  }

  kept(): T[] {
    return this.read(this.key)?.items ?? [];
  }

  /** Sends what other pages have left: what the server takes, or never will, waits no more. */
  async sendOthers(): Promise<void> {
    for (const key of this.others()) {
      const text = localStorage.getItem(key);
      const kept = this.read(key);
      if (kept && !(await report(key.slice(this.own.length), body(this.form, kept.fields)))) continue; // waits on
      if (localStorage.getItem(key) === text) localStorage.removeItem(key); // else its page is open, and has seen more
    }
  }

  private others(): string[] {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(this.own) && key !== this.key);
    } catch {
      return []; // as in keep()
    }
  }

  private read(key: string): Kept<T> | null {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "null") as Kept<T> | null;
    } catch {
      return null;
    }
  }
}

/** A report: the form's own fields, its token, and what is said. */
export function body(form: HTMLFormElement, fields: Record<string, string>): FormData {
  const data = new FormData(form);
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const glance = 1000; // milliseconds for which most of something must be on screen to count as seen

/**
 * Which numbered things (pages of a document, paragraphs of a page) were really on screen, told to the address of a form; what
 * could not be told waits on this device.
 */
export class Seen {
  private readonly waiting: Waiting<number>;
  private readonly pending: Set<number>; // on screen long enough, not told yet
  private readonly told = new Set<number>();
  private readonly since = new Map<number, number>(); // on screen since
  private toldPosition = 0;
  private sending = false;

  /**
   * @param learner Whose it is.
   * @param position Where the reader is now.
   * @param words What is said when it was told, and when it waits; nothing without.
   */
  constructor(learner: string, private readonly form: HTMLFormElement, private readonly position: () => number, private readonly all: () => number, private readonly words?: { saved: string; waiting: string }) {
    this.waiting = new Waiting(learner, form);
    this.pending = new Set(this.waiting.kept());
  }

  /**
   * From here on another position is worth telling.
   * @param known What the server knows to be seen, as "1-3;7".
   */
  begin(known = ""): void {
    this.toldPosition = this.position();
    for (const stretch of known.split(";").filter(Boolean)) {
      const [from = 0, to = from] = stretch.split("-").map(Number);
      for (let number = from; number <= to; number++) this.told.add(number);
    }
  }

  /** A thing counts when half of it, or half of the window on it, was on screen for a moment while somebody could look. */
  look(things: Iterable<[number, Element]>, top: number, bottom: number): void {
    if (document.visibilityState !== "visible") return this.since.clear();
    const now = performance.now();
    for (const [number, thing] of things) {
      const box = thing.getBoundingClientRect();
      const shown = Math.min(box.bottom, bottom) - Math.max(box.top, top);
      if (shown <= 0 || shown < Math.min(box.height, bottom - top) / 2) this.since.delete(number);
      else if (!this.since.has(number)) this.since.set(number, now);
      else if (now - this.since.get(number)! >= glance && !this.told.has(number)) this.pending.add(number);
    }
  }

  async tell(): Promise<void> {
    const position = this.position();
    if (this.sending || (this.pending.size === 0 && position === this.toldPosition)) return;
    this.sending = true;
    const sent = [...this.pending];
    this.waiting.keep(sent, this.fields());
    const answer = await report(this.form.action, body(this.form, this.fields()));
    if (answer && "told" in answer) {
      sent.forEach((number) => (this.pending.delete(number), this.told.add(number)));
      this.toldPosition = position;
      this.waiting.keep([...this.pending], this.fields());
      show(answer.told, true);
      this.say(this.words?.saved);
    } else if (answer) {
      this.pending.clear();
      this.waiting.keep([], {});
      this.say(answer.refused ?? this.words?.waiting);
    } else this.say(this.words?.waiting);
    this.sending = false;
  }

  /** What other pages couldn't tell. */
  tellOthers(): void {
    void this.waiting.sendOthers();
  }

  /** When the page is left: what is not told yet goes with it. */
  leave(): void {
    if (this.all() === 0 || (this.pending.size === 0 && this.position() === this.toldPosition)) return;
    this.waiting.keep([...this.pending], this.fields());
    navigator.sendBeacon(this.form.action, body(this.form, this.fields()));
  }

  private fields(): Record<string, string> {
    return { seen: [...this.pending].join(";"), page: String(this.position()), pages: String(this.all()) };
  }

  private say(words: string | undefined): void {
    if (words) say(words);
  }
}
