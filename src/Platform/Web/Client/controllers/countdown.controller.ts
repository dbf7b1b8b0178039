import { Controller } from "@hotwired/stimulus";

/** Counts down to an instant. The server's clock stays the authority; this only shows it. */
export default class extends Controller<HTMLElement> {
  static values = { until: String, seconds: Number, paused: Boolean };
  static targets = ["warning"];
  declare readonly untilValue: string;
  declare readonly secondsValue: number;
  declare readonly pausedValue: boolean;
  private end = 0;
  private timer?: ReturnType<typeof setInterval>;

  connect(): void {
    this.begin();
  }

  /** The server said anew how long it is: the time was extended, or this device had slept. */
  secondsValueChanged(): void {
    if (this.end) this.begin();
  }

  private begin(): void {
    clearInterval(this.timer);
    // From the seconds that the server counted: a wrong clock in the browser then does no harm.
    this.end = this.secondsValue ? performance.now() + this.secondsValue * 1000 : performance.now() + Date.parse(this.untilValue) - Date.now();
    if (this.pausedValue || Number.isNaN(this.end)) return;
    this.timer = setInterval(() => this.tick(), 1000);
    this.tick();
  }

  disconnect(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const left = Math.max(0, Math.round((this.end - performance.now()) / 1000));
    const [h, m, s] = [Math.floor(left / 3600), Math.floor((left % 3600) / 60), left % 60];
    const two = (n: number) => String(n).padStart(2, "0");
    this.element.textContent = h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
    if (left > 0) return;
    clearInterval(this.timer);
    this.dispatch("over"); // the form may listen: data-action="countdown:over->quiz#handIn"
  }
}
