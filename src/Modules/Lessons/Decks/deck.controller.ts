import { Controller } from "@hotwired/stimulus";

/** Turns cards by swiping and by the arrow keys; the links do the turning. */
export default class extends Controller<HTMLElement> {
  static targets = ["card", "previous", "next"];
  declare readonly cardTarget: HTMLElement;
  declare readonly hasPreviousTarget: boolean;
  declare readonly previousTarget: HTMLAnchorElement;
  declare readonly hasNextTarget: boolean;
  declare readonly nextTarget: HTMLAnchorElement;

  private from: { x: number; y: number } | null = null;
  private signal?: AbortController;

  connect(): void {
    const { signal } = (this.signal = new AbortController());
    document.addEventListener("keydown", (event) => this.key(event), { signal });
    this.cardTarget.addEventListener("pointerdown", (event) => (this.from = event.pointerType === "touch" ? { x: event.clientX, y: event.clientY } : null), { signal });
    this.cardTarget.addEventListener("pointerup", (event) => this.swipe(event), { signal });
    this.cardTarget.addEventListener("pointercancel", () => (this.from = null), { signal });
    this.element.dataset.ready = "";
  }

  disconnect(): void {
    this.signal?.abort();
  }

  private key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || (event.target as HTMLElement).closest("input, textarea, select, summary, [contenteditable]")) return;
    const rightToLeft = getComputedStyle(this.element).direction === "rtl";
    if (event.key === "ArrowRight") this.turn(rightToLeft ? -1 : 1);
    else if (event.key === "ArrowLeft") this.turn(rightToLeft ? 1 : -1);
  }

  private swipe(event: PointerEvent): void {
    if (!this.from) return;
    const [x, y] = [event.clientX - this.from.x, event.clientY - this.from.y];
    this.from = null;
    if (Math.abs(x) < 48 || Math.abs(x) < 2 * Math.abs(y)) return;
    const rightToLeft = getComputedStyle(this.element).direction === "rtl";
    this.turn(x < 0 !== rightToLeft ? 1 : -1);
  }

  private turn(by: 1 | -1): void {
    if (by === 1 && this.hasNextTarget) this.nextTarget.click();
    if (by === -1 && this.hasPreviousTarget) this.previousTarget.click();
  }
}
