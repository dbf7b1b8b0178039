import { Controller } from "@hotwired/stimulus";

type Message = { lectern?: string; news?: string };

const patience = 8000; // for the content to say goodbye and the server to confirm, when the learner leaves
const silence = 6000; // after which content that hasn't spoken probably never will

/**
 * The page around a running package. The package itself is on another origin; it says by messages what the server has
 * confirmed, and is asked to finish before the page goes elsewhere.
 */
export default class extends Controller<HTMLElement> {
  static targets = ["frame", "state", "stage", "trouble"];
  static values = { origin: String, course: String, saving: String, saved: String, dropped: String, waiting: String, elsewhere: String, refused: String };
  declare readonly frameTarget: HTMLIFrameElement;
  declare readonly hasFrameTarget: boolean;
  declare readonly stateTarget: HTMLElement & { reload: () => Promise<void> };
  declare readonly stageTarget: HTMLElement;
  declare readonly troubleTarget: HTMLElement;
  declare readonly originValue: string;
  declare readonly courseValue: string;
  declare readonly savingValue: string;
  declare readonly savedValue: string;
  declare readonly droppedValue: string;
  declare readonly waitingValue: string;
  declare readonly elsewhereValue: string;
  declare readonly refusedValue: string;

  private leaving: (() => void) | null = null; // where to, as soon as the content has finished
  private left = false;
  private lost = false; // something that the package set was not kept
  private refreshing?: ReturnType<typeof setTimeout>;
  private silent?: ReturnType<typeof setTimeout>;
  private giveUp?: ReturnType<typeof setTimeout>;

  connect(): void {
    addEventListener("message", this.hear);
    document.addEventListener("turbo:before-visit", this.beforeVisit);
    document.addEventListener("submit", this.beforeSubmit, true);
    this.stateTarget.addEventListener("turbo:before-morph-attribute", this.keepOpen);
    this.silent = setTimeout(() => this.refresh(), silence);
  }

  disconnect(): void {
    removeEventListener("message", this.hear);
    document.removeEventListener("turbo:before-visit", this.beforeVisit);
    document.removeEventListener("submit", this.beforeSubmit, true);
    for (const timer of [this.refreshing, this.silent, this.giveUp]) clearTimeout(timer);
  }

  fullscreen(): void {
    void (document.fullscreenElement ? document.exitFullscreen() : this.stageTarget.requestFullscreen());
  }

  private readonly hear = (event: MessageEvent<Message>) => {
    if (!this.hasFrameTarget || event.origin !== this.originValue || event.source !== this.frameTarget.contentWindow || event.data?.lectern !== "package") return;
    switch (event.data.news) {
      case "begun":
        clearTimeout(this.silent);
        break;
      case "saving":
        this.say(this.savingValue);
        break;
      case "saved":
        this.trouble(this.lost ? this.droppedValue : "");
        this.say(this.savedValue.replace("{time}", new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "medium", hourCycle: "h23" }).format(new Date())));
        this.soon();
        break;
      case "dropped":
        this.lost = true;
        this.trouble(this.droppedValue);
        break;
      case "waiting":
        this.say("");
        this.trouble(this.waitingValue);
        break;
      case "elsewhere":
        this.trouble(this.elsewhereValue);
        break;
      case "refused":
        this.trouble(this.refusedValue);
        break;
      case "left":
        this.go();
        break;
      case "on":
        this.move(location.pathname);
        break;
      case "out":
        this.move(this.courseValue);
        break;
      case "next":
      case "previous":
        void this.step(event.data.news);
        break;
    }
  };

  /** The parts and the facts, as the server sees them now; a little later, because news come in bursts. */
  private soon(): void {
    clearTimeout(this.refreshing);
    this.refreshing = setTimeout(() => this.refresh(), 400);
  }

  private refresh(): void {
    if (!this.left && !this.leaving) void this.stateTarget.reload();
  }

  /** The list of parts stays open, or closed, as the learner has it. */
  private readonly keepOpen = (event: Event) => {
    if ((event as CustomEvent<{ attributeName: string }>).detail.attributeName === "open") event.preventDefault();
  };

  /** The content asks for the next or the previous part. */
  private async step(direction: "next" | "previous"): Promise<void> {
    await this.stateTarget.reload();
    this.stateTarget.querySelector<HTMLAnchorElement>(`a[data-${direction}]`)?.click();
  }

  /** Leaving: first the content finishes and the server confirms, then the page goes where the learner wanted. */
  private readonly beforeVisit = (event: Event) => {
    if (this.left || !this.hasFrameTarget) return;
    event.preventDefault();
    const { url } = (event as CustomEvent<{ url: string }>).detail;
    this.leave(() => location.assign(url));
  };

  /** The same for a form that leads on. */
  private readonly beforeSubmit = (event: SubmitEvent) => {
    const form = event.target as HTMLFormElement;
    if (this.left || !this.hasFrameTarget || !("goes" in form.dataset)) return;
    event.preventDefault();
    this.leave(() => form.requestSubmit(event.submitter));
  };

  private leave(then: () => void): void {
    if (this.leaving) return;
    this.leaving = then;
    this.say(this.savingValue);
    this.frameTarget.contentWindow?.postMessage({ lectern: "leave" }, this.originValue);
    this.giveUp = setTimeout(() => this.go(), patience);
  }

  private go(): void {
    if (!this.leaving) return;
    this.left = true;
    this.leaving();
  }

  /** Another part is open now, because the content asked for it, and the page shows which; or it asked to leave. */
  private move(address: string): void {
    if (this.left || this.leaving) return;
    this.left = true;
    location.replace(address);
  }

  private say(words: string): void {
    for (const target of document.querySelectorAll<HTMLElement>("[data-saved-state]")) target.textContent = words;
  }

  private trouble(words: string): void {
    this.troubleTarget.textContent = words;
    this.troubleTarget.hidden = words === "";
  }
}
