import { Controller } from "@hotwired/stimulus";

/** A passing message: gone after six seconds, kept while a pointer or the focus rests on it. With no seconds it stays until it is closed. */
export default class extends Controller<HTMLElement> {
  static values = { seconds: { type: Number, default: 6 } };
  declare readonly secondsValue: number;
  private timer?: ReturnType<typeof setTimeout>;

  connect(): void {
    for (const event of ["mouseenter", "focusin"]) this.element.addEventListener(event, this.keep);
    for (const event of ["mouseleave", "focusout"]) this.element.addEventListener(event, this.leave);
    this.leave();
  }

  disconnect(): void {
    clearTimeout(this.timer);
  }

  close(): void {
    this.element.remove();
  }

  private readonly keep = () => clearTimeout(this.timer);
  private readonly leave = () => {
    clearTimeout(this.timer);
    if (this.secondsValue > 0) this.timer = setTimeout(() => this.element.remove(), this.secondsValue * 1000);
  };
}
