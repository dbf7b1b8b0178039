import { Controller } from "@hotwired/stimulus";
import { Seen } from "../lesson-progress";

/** Notes which paragraphs of a page were on screen and tells the server, which keeps how far the learner has read; offers to go on where they left off. */
export default class extends Controller<HTMLFormElement> {
  static targets = ["text", "onward"];
  static values = { learner: String, position: Number, seen: String };
  declare readonly textTarget: HTMLElement;
  declare readonly onwardTarget: HTMLElement;
  declare readonly learnerValue: string;
  declare readonly positionValue: number;
  declare readonly seenValue: string;

  private seen!: Seen;
  private timers: ReturnType<typeof setInterval>[] = [];
  private signal?: AbortController;

  connect(): void {
    const { signal } = (this.signal = new AbortController());
    this.seen = new Seen(this.learnerValue, this.element, () => this.position(), () => this.blocks.length);
    this.seen.begin(this.seenValue);
    this.seen.tellOthers();
    const left = this.blocks[this.positionValue - 1];
    this.onwardTarget.hidden = !left || left.getBoundingClientRect().top < innerHeight;
    addEventListener("pagehide", () => this.seen.leave(), { signal });
    addEventListener("online", () => (void this.seen.tell(), this.seen.tellOthers()), { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.seen.leave(), { signal });
    this.element.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.timers = [
      setInterval(() => this.seen.look(this.blocks.map((block, index) => [index + 1, block]), this.top, innerHeight), 250),
      setInterval(() => void this.seen.tell(), 3000),
    ];
  }

  disconnect(): void {
    this.timers.forEach(clearInterval);
    this.seen.leave();
    this.signal?.abort();
  }

  goOn(): void {
    const block = this.blocks[this.positionValue - 1] as HTMLElement | undefined;
    if (!block) return;
    block.style.scrollMarginTop = `${this.top + 16}px`;
    block.scrollIntoView();
    block.tabIndex = -1;
    block.focus({ preventScroll: true });
    this.onwardTarget.hidden = true;
  }

  private get blocks(): Element[] {
    return [...this.textTarget.children];
  }

  /** Below what stands fixed at the top of the window. */
  private get top(): number {
    return document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
  }

  /** The first paragraph that isn't above the window, or where they had come before when that is further down. */
  private position(): number {
    const index = this.blocks.findIndex((block) => block.getBoundingClientRect().bottom > this.top);
    return Math.max(index < 0 ? this.blocks.length : index + 1, Math.min(this.positionValue, this.blocks.length));
  }
}
