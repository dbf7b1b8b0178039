import { Controller } from "@hotwired/stimulus";

/**
 * Saves a form while it is being filled in: a pause after the last change, then one request at a time. The state is in
 * words (aria-live, from the page). A failed save is tried again, sooner when the connection comes back; leaving with
 * something unsaved asks first. The form's own buttons work without this.
 *
 * <form data-controller="autosave" data-autosave-url-value="/quizzes/attempts/…/answers"
 *       data-autosave-saving-value="Saving" data-autosave-saved-value="Saved {time}" data-autosave-waiting-value="Not saved yet…">
 */
export default class extends Controller<HTMLFormElement> {
  static targets = ["state"];
  static values = { url: String, method: { type: String, default: "POST" }, delay: { type: Number, default: 800 }, saving: String, saved: String, waiting: String, refused: String };
  declare readonly stateTargets: HTMLElement[];
  declare readonly urlValue: string;
  declare readonly methodValue: string;
  declare readonly delayValue: number;
  declare readonly savingValue: string;
  declare readonly savedValue: string;
  declare readonly waitingValue: string;
  declare readonly refusedValue: string;

  private changes = 0; // made by the person
  private kept = 0; // told by the server to be saved
  private sending = false;
  private failures = 0;
  private leaving = false;
  private timer?: ReturnType<typeof setTimeout>;

  connect(): void {
    this.element.addEventListener("input", this.changed);
    this.element.addEventListener("change", this.changed);
    this.element.addEventListener("submit", this.submitted);
    addEventListener("beforeunload", this.warn);
    addEventListener("pagehide", this.lastChance);
    addEventListener("online", this.again);
    document.addEventListener("turbo:before-visit", this.beforeVisit);
  }

  disconnect(): void {
    clearTimeout(this.timer);
    this.element.removeEventListener("input", this.changed);
    this.element.removeEventListener("change", this.changed);
    this.element.removeEventListener("submit", this.submitted);
    removeEventListener("beforeunload", this.warn);
    removeEventListener("pagehide", this.lastChance);
    removeEventListener("online", this.again);
    document.removeEventListener("turbo:before-visit", this.beforeVisit);
  }

  /** Saves now, for a button or another controller. */
  async save(): Promise<void> {
    clearTimeout(this.timer);
    if (this.sending || this.kept === this.changes) return;
    this.sending = true;
    const upTo = this.changes;
    this.say(this.savingValue);
    try {
      const answer = await fetch(this.address, { method: this.methodValue, body: this.body, headers: { Accept: "application/json", "X-Autosave": "1" }, credentials: "same-origin", redirect: "manual" });
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
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "medium", hourCycle: "h23" }).format(new Date());
    this.say(this.savedValue.replace("{time}", time));
    this.dispatch("saved", { detail: { told: (await answer.json().catch(() => null)) as unknown } });
  }

  /** The server said no (too late, signed out): repeating would not help, so the person is told what it said. */
  private async refused(answer: Response): Promise<void> {
    const problem = (await answer.json().catch(() => null)) as { detail?: string; title?: string } | null;
    this.say(problem?.detail ?? problem?.title ?? this.refusedValue, "error");
    this.failures = 1;
    this.dispatch("refused", { detail: { status: answer.status } });
  }

  private failed(): void {
    this.failures++;
    this.say(this.waitingValue, "waiting");
    this.schedule(Math.min(30_000, 1000 * 2 ** this.failures));
  }

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), wait);
  }

  private say(words: string, state = ""): void {
    this.element.dataset.autosaveState = state;
    for (const target of this.stateTargets.length ? this.stateTargets : document.querySelectorAll<HTMLElement>("[data-saved-state]")) target.textContent = words;
  }

  private get address(): string {
    return this.urlValue || this.element.action;
  }

  private get body(): FormData {
    return new FormData(this.element);
  }

  private get unsaved(): boolean {
    return this.kept !== this.changes && !this.leaving;
  }

  private readonly changed = () => {
    this.changes++;
    this.leaving = false; // the form was sent and the same page came back: there is more to save
    this.failures = 0;
    this.schedule(this.delayValue);
  };

  private readonly again = () => {
    if (this.kept !== this.changes) void this.save();
  };

  private readonly submitted = () => {
    this.leaving = true; // the form itself carries everything now
    clearTimeout(this.timer);
  };

  private readonly warn = (event: BeforeUnloadEvent) => {
    if (!this.unsaved) return;
    void this.save();
    event.preventDefault();
  };

  private readonly lastChance = () => {
    if (this.unsaved && this.methodValue === "POST") navigator.sendBeacon(this.address, this.body);
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
