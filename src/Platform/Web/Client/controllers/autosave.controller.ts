import { Controller } from "@hotwired/stimulus";
import type { FormJournal } from "../journal/form-journal";
import type { Latecomer } from "./loader";
import { unsavedFields, takeAsSaved } from "../forms/saved-fields";
import type { JournalKey } from "../journal/journal";

const longestSending = 20_000; // a network that swallows a request is none
const patience = 8000; // for a page that the form leads to
const keptAfter = 250; // what is written, in the journal
const mostCharacters = 1_000_000; // a field has at most 4 MB, and a character up to three bytes
const keepaliveCharacters = 15_000; // browsers hold 64 KiB for all such requests together, and a character has up to three bytes

/**
 * Saves a form while it is being filled in: a pause after the last change, or every few seconds where there is no pause; one request at a time;
 * at once when the page is hidden or left. The state is in words (aria-live, from the page). A failed save is tried again, sooner when the
 * connection comes back; leaving with something unsaved asks first. The form's own buttons work without this.
 *
 * With a journal, what isn't saved yet is kept in the browser, survives the page, and is brought to the server by the next page that has this form.
 *
 * <form data-controller="autosave" data-autosave-url-value="/quizzes/attempts/…/answers"
 *       data-autosave-saving-value="Saving" data-autosave-saved-value="Saved {time}" data-autosave-waiting-value="Not saved yet…">
 */
export default class extends Controller<HTMLFormElement> implements Latecomer {
  static targets = ["state"];
  static values = { url: String, method: { type: String, default: "POST" }, delay: { type: Number, default: 800 }, longest: { type: Number, default: 4000 }, journal: Object, saving: String, saved: String, waiting: String, refused: String, tooLong: String };
  declare readonly stateTargets: HTMLElement[];
  declare readonly urlValue: string;
  declare readonly methodValue: string;
  declare readonly delayValue: number;
  declare readonly longestValue: number;
  declare readonly journalValue: JournalKey;
  declare readonly hasJournalValue: boolean;
  declare readonly savingValue: string;
  declare readonly savedValue: string;
  declare readonly waitingValue: string;
  declare readonly refusedValue: string;
  declare readonly tooLongValue: string;

  private changes = 0; // made by the person
  private kept = 0; // told by the server to be saved
  private since = 0; // the oldest change that wasn't sent yet
  private sending = false;
  private outliving = 0; // what is on its way by a request that outlives the page
  private failures = 0;
  private isStranded = false; // nothing came through lately
  private leaving = false;
  private timer?: ReturnType<typeof setTimeout>;
  private journal?: FormJournal;
  private opening?: Promise<void>;
  private isFlushed = false; // what earlier pages left is with the server
  private isStale = false; // and was news to it: the page is drawn anew as soon as what is written here is saved
  private keeping?: ReturnType<typeof setTimeout>;
  private turning?: ReturnType<typeof setTimeout>;

  connect(): void {
    this.element.addEventListener("input", this.changed);
    this.element.addEventListener("change", this.changed);
    this.element.addEventListener("submit", this.submitted);
    this.element.addEventListener("turbo:before-fetch-response", this.answered);
    this.element.addEventListener("turbo:submit-end", this.turned);
    addEventListener("beforeunload", this.warn);
    addEventListener("pagehide", this.lastChance);
    addEventListener("online", this.again);
    document.addEventListener("visibilitychange", this.seen);
    document.addEventListener("turbo:before-visit", this.beforeVisit);
    void this.openJournal();
    if (unsavedFields(this.element).length) this.changed(); // before the first script was there
  }

  /** What was written before this controller was there. */
  missed(): void {
    this.changed();
  }

  disconnect(): void {
    for (const timer of [this.timer, this.keeping, this.turning]) clearTimeout(timer);
    this.element.removeEventListener("input", this.changed);
    this.element.removeEventListener("change", this.changed);
    this.element.removeEventListener("submit", this.submitted);
    this.element.removeEventListener("turbo:before-fetch-response", this.answered);
    this.element.removeEventListener("turbo:submit-end", this.turned);
    removeEventListener("beforeunload", this.warn);
    removeEventListener("pagehide", this.lastChance);
    removeEventListener("online", this.again);
    document.removeEventListener("visibilitychange", this.seen);
    document.removeEventListener("turbo:before-visit", this.beforeVisit);
    this.journal?.close();
    this.journal = this.opening = undefined;
  }

  /** Saves now, for a button or another controller. */
  async save(keepalive = false): Promise<void> {
    clearTimeout(this.timer);
    if (this.sending || this.kept === this.changes) return;
    this.sending = true;
    if (!this.isStranded) this.say(this.savingValue);
    try {
      if (this.hasJournalValue && !this.isFlushed) await this.bringLeft();
      const upTo = this.changes;
      this.journal?.keep(); // before what is sent is numbered: once that was heard, what is kept is old
      const body = this.body;
      if (this.tooLongValue && charactersIn(body) > mostCharacters) return this.refuse(413, this.tooLongValue);
      this.since = 0;
      this.dispatch("sending");
      const outlives = keepalive && charactersIn(body) < keepaliveCharacters;
      this.outliving = outlives ? upTo : 0;
      const answer = await fetch(this.address, {
        method: this.methodValue, body, keepalive: outlives, headers: { Accept: "application/json", "X-Autosave": "1" },
        credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(longestSending),
      });
      if (answer.ok || (answer.type === "opaqueredirect" && !this.urlValue)) await this.saved(upTo, answer);
      else if (answer.type === "opaqueredirect" || (answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429)) await this.refused(answer);
      else this.failed();
    } catch {
      this.failed();
    } finally {
      this.sending = false;
    }
    if (this.kept !== this.changes && this.failures === 0) this.schedule(this.delayValue);
  }

  private async saved(upTo: number, answer: Response): Promise<void> {
    this.kept = upTo;
    this.failures = 0;
    this.isStranded = false;
    if (this.kept === this.changes) {
      this.forget();
      takeAsSaved(this.element);
    }
    const told = (await answer.json().catch(() => null)) as { time?: string } | null;
    const time = told?.time ?? new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "medium", hourCycle: "h23" }).format(new Date());
    this.say(this.savedValue.replace("{time}", time));
    this.dispatch("saved", { detail: { told } });
    if (this.isStale && this.kept === this.changes) location.reload();
  }

  /** The server said no (too late, signed out): repeating would not help, so the person is told what it said. */
  private async refused(answer: Response): Promise<void> {
    const problem = (await answer.json().catch(() => null)) as { detail?: string; title?: string; type?: string } | null;
    if (answer.status === 404 || answer.status === 409) this.forget(); // nobody will ever take it
    this.refuse(answer.status, problem?.detail ?? problem?.title ?? this.refusedValue, problem?.type?.split("/").pop());
  }

  private refuse(status: number, words: string, problem?: string): void {
    this.say(words, "error");
    this.failures = 1;
    this.dispatch("refused", { detail: { status, problem, words } });
  }

  private failed(): void {
    this.failures++;
    this.isStranded = true;
    this.say(this.waitingValue, "waiting");
    this.schedule(Math.min(30_000, 1000 * 2 ** this.failures));
    this.dispatch("waiting");
  }

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), wait);
  }

  private say(words: string, state = ""): void {
    this.element.dataset.autosaveState = state;
    for (const target of this.stateTargets.length ? this.stateTargets : document.querySelectorAll<HTMLElement>("[data-saved-state]")) {
      target.textContent = words;
      target.dataset.savedState = state;
    }
  }

  private openJournal(): Promise<void> {
    if (!this.hasJournalValue) return Promise.resolve();
    return (this.opening ??= this.makeJournal().catch(() => {
      this.opening = undefined; // no connection: the next change tries again
    }));
  }

  private async makeJournal(): Promise<void> {
    const { FormJournal } = await import("../journal/form-journal");
    if (!this.opening) return; // the page went away meanwhile
    this.journal = new FormJournal(this.element, this.address, this.journalValue);
    if (this.unsaved) this.journal.keep();
    if (!this.sending) await this.bringLeft();
  }

  /** What earlier pages left goes first: nothing older may come after what is written here. Throws while it can't go. */
  private async bringLeft(): Promise<void> {
    if (!this.journal) return;
    const { goesOn, isNews, refusals } = await this.journal.flush();
    this.isFlushed = goesOn;
    if (refusals.length) this.dispatch("late", { detail: { words: refusals.join(" ") } });
    if (isNews) this.isStale = true;
    if (this.isStale && !this.sending && this.kept === this.changes) location.reload();
    if (!goesOn) throw new Error("Something is still to be brought.");
  }

  private forget(): void {
    clearTimeout(this.keeping);
    this.keeping = undefined;
    this.journal?.drop();
  }

  private get address(): string {
    return this.urlValue || this.element.action;
  }

  /** Without files: what takes them sends them by itself. */
  private get body(): FormData {
    const body = new FormData(this.element);
    for (const [name, value] of [...body]) if (typeof value !== "string") body.delete(name);
    return body;
  }

  private get unsaved(): boolean {
    return this.kept !== this.changes && !this.leaving;
  }

  private readonly changed = () => {
    this.changes++;
    this.leaving = false; // the form was sent and the same page came back: there is more to save
    this.failures = 0;
    this.since ||= performance.now();
    this.schedule(Math.max(0, Math.min(this.delayValue, this.since + this.longestValue - performance.now())));
    if (this.hasJournalValue && !this.journal) void this.openJournal();
    this.keeping ??= setTimeout(() => {
      this.keeping = undefined;
      if (this.kept !== this.changes) this.journal?.keep();
    }, keptAfter);
  };

  private readonly again = () => {
    if (this.unsaved) void this.save();
  };

  private readonly seen = () => {
    if (this.unsaved) void this.save(document.hidden);
  };

  private readonly submitted = () => {
    if (this.unsaved) this.journal?.keep();
    this.leaving = true; // the form itself carries everything now
    clearTimeout(this.timer);
    clearTimeout(this.turning);
    if (this.journal) this.turning = setTimeout(this.stranded, patience);
  };

  /** An answer that is none: the page that is here is worth more than one that says so. */
  private readonly answered = (event: Event) => {
    if (this.journal && (event as CustomEvent<{ fetchResponse: { response: Response } }>).detail.fetchResponse.response.status >= 500) event.preventDefault();
  };

  private readonly turned = (event: Event) => {
    clearTimeout(this.turning);
    const { success, fetchResponse } = (event as CustomEvent<{ success: boolean; fetchResponse?: { response: Response } }>).detail;
    if (!fetchResponse || fetchResponse.response.status >= 500) this.stranded();
    else if (success && !this.unsaved && !isUnsavedAt(new URL(fetchResponse.response.url))) this.forget();
  };

  /** Where the form leads can't be reached: the person goes on here. */
  private readonly stranded = () => {
    if (!this.journal) return;
    this.leaving = false;
    if (this.unsaved) this.failed();
    this.dispatch("stranded");
  };

  private readonly warn = (event: BeforeUnloadEvent) => {
    if (!this.unsaved) return;
    void this.save(true);
    if (!this.journal || this.isStranded) event.preventDefault();
  };

  private readonly lastChance = () => {
    if (!this.unsaved) return;
    this.journal?.keep();
    if (this.methodValue === "POST" && !(this.sending && this.outliving === this.changes)) navigator.sendBeacon(this.address, this.body);
  };

  /** Turbo leaves without unloading: save first, then go where the person wanted. */
  private readonly beforeVisit = (event: Event) => {
    if (!this.unsaved || this.failures > 0) return;
    const { url } = (event as CustomEvent<{ url: string }>).detail;
    event.preventDefault();
    void this.save().then(() => {
      this.leaving = this.kept === this.changes;
      if (this.leaving) location.assign(url);
    });
  };
}

/** The form led here without being taken: the person is signed out, or nothing counts for a while. */
const isUnsavedAt = (address: URL) => address.pathname.startsWith("/sign-in") || address.searchParams.has("unsaved");

const charactersIn = (body: FormData) => [...body].reduce((sum, [name, value]) => sum + name.length + String(value).length + 50, 0);
