import { Controller } from "@hotwired/stimulus";

/** A GET form that submits itself: at once when a choice changes, after a pause while somebody types. */
export default class extends Controller<HTMLFormElement> {
  static values = { delay: { type: Number, default: 350 } };
  declare readonly delayValue: number;
  private timer?: ReturnType<typeof setTimeout>;

  connect(): void {
    this.element.addEventListener("change", this.now);
    this.element.addEventListener("input", this.soon);
  }

  disconnect(): void {
    clearTimeout(this.timer);
    this.element.removeEventListener("change", this.now);
    this.element.removeEventListener("input", this.soon);
  }

  private readonly now = (event: Event) => {
    if (isText(event.target)) return;
    clearTimeout(this.timer);
    this.element.requestSubmit();
  };

  private readonly soon = (event: Event) => {
    if (!isText(event.target)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.element.requestSubmit(), this.delayValue);
  };
}

const isText = (target: EventTarget | null) => target instanceof HTMLInputElement && ["text", "search", "email", "number"].includes(target.type);
