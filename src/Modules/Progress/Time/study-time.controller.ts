import { Controller } from "@hotwired/stimulus";
import { watchSigns } from "./signs";

/** In milliseconds since the sitting began. */
type Stretch = [from: number, to: number];
type Told = { isNews: boolean; sitting: string | null };

const most = 200; // stretches that wait; a page that can't report for so long doesn't measure on
const leap = 3000; // by which clocks of a device differ only when it slept, or when one was set
const refusals = [400, 404];
const channelName = "lectern.study-time";

/**
 * Measures how long the learner is at this page: while it is visible, from one sign of them to the next (signs.ts), unless
 * the pause between is too long (TimeRule.cs). The page of this browser that was used last has the time. Tells the server every
 * half minute, and when the page is left; what could not be told waits on this device.
 */
export default class extends Controller<HTMLFormElement> {
  static values = { sitting: String, learner: String, patience: Number, foreign: Number, every: Number, asked: Boolean, stale: Boolean, done: String };
  declare sittingValue: string;
  declare staleValue: boolean;
  declare readonly learnerValue: string;
  declare readonly patienceValue: number;
  declare readonly foreignValue: number;
  declare readonly everyValue: number;
  declare readonly askedValue: boolean;
  declare readonly doneValue: string;

  private stretches: Stretch[] = []; // not told yet
  private open: Stretch | null = null; // the last of them, while it can grow
  private began = 0; // when the sitting began, by performance.now()
  private wall = 0;
  private steady = 0;
  private anchored = false; // it is known where in the sitting we are
  private holds = false; // of the pages of this browser, this one was used last
  private inForeign = false; // the person went into a frame that doesn't tell of them
  private readonly telling = new Set<MessageEventSource>(); // frames that do
  private sending = false;
  private over = false; // the server takes no more of this page
  private channel?: BroadcastChannel;
  private timer?: ReturnType<typeof setInterval>;
  private signal?: AbortController;

  connect(): void {
    if (document.documentElement.hasAttribute("data-turbo-preview")) return; // the page itself comes in a moment
    const { signal } = (this.signal = new AbortController());
    watchSigns(window, (playing) => this.sign(playing), signal);
    addEventListener("message", this.hear, { signal });
    addEventListener("blur", () => this.leaveForFrame(), { signal });
    addEventListener("focus", () => this.sign(), { signal });
    document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? this.sign() : this.leave()), { signal });
    addEventListener("pagehide", () => this.leave(), { signal });
    addEventListener("pageshow", (event) => event.persisted && this.sign(), { signal });
    addEventListener("online", () => void this.flush(), { signal });
    document.addEventListener("turbo:before-cache", () => (this.staleValue = true), { signal });
    this.stretches = [];
    this.channel = new BroadcastChannel(channelName);
    this.channel.onmessage = () => this.yield();
    this.timer = setInterval(() => void this.tell(), this.everyValue);
    if (this.staleValue) void this.renew();
    else this.begin();
    void this.flush();
  }

  disconnect(): void {
    if (!this.signal) return;
    this.leave();
    this.staleValue = true; // whenever it is connected again, time has passed
    clearInterval(this.timer);
    this.signal.abort();
    this.channel?.close();
  }

  /** The page was refreshed in place: what was measured so far belongs to the sitting before. */
  sittingValueChanged(_now: string, before: string): void {
    if (!this.signal || !before) return;
    this.pause();
    this.keep(before);
    this.stretches = [];
    this.begin();
    void this.flush();
  }

  private begin(): void {
    [this.began, this.wall, this.steady] = [performance.now(), Date.now(), performance.now()];
    this.staleValue = false;
    this.anchored = true;
    this.sign();
  }

  private get now(): number {
    return Math.floor(performance.now() - this.began);
  }

  /** The person is there. That something plays says so only where they were before. */
  private sign(playing = false): void {
    if (this.over || document.visibilityState !== "visible" || this.leapt() || !this.anchored) return;
    if (!this.holds) {
      if (playing) return;
      this.holds = true;
      this.channel?.postMessage("here");
    }
    this.grow();
    if (!this.open && this.stretches.length < most) this.stretches.push((this.open = [this.now, this.now]));
    if (!playing) this.inForeign = false;
  }

  /** The time since the last sign counts, unless it was too long. */
  private grow(): void {
    if (!this.open) return;
    if (this.now - this.open[1] <= (this.inForeign ? this.foreignValue : this.patienceValue)) this.open[1] = this.now;
    else this.open = null;
  }

  private pause(): void {
    if (this.anchored && !this.leapt()) this.grow();
    this.open = null;
  }

  /** Another page of this browser is used now. */
  private yield(): void {
    if (!this.holds) return;
    this.pause();
    this.holds = false;
  }

  private leave(): void {
    this.pause();
    this.holds = false;
    void this.tell();
  }

  private leaveForFrame(): void {
    const frame = document.activeElement;
    if (!(frame instanceof HTMLIFrameElement)) return;
    this.sign();
    this.inForeign = !!frame.contentWindow && !this.telling.has(frame.contentWindow);
  }

  /** Players on the content origin say that the person is active in them; we can't see it. */
  private readonly hear = ({ data, source }: MessageEvent<{ lectern?: string; playing?: boolean } | null>) => {
    if (!data?.lectern || !source || ![...document.querySelectorAll("iframe")].some((frame) => frame.contentWindow === source)) return;
    this.telling.add(source);
    if (data.lectern === "active") this.sign(data.playing);
  };

  /** One clock goes on while a device sleeps and the other may not: from then on it isn't known where in the sitting we are. */
  private leapt(): boolean {
    const [wall, steady] = [Date.now(), performance.now()];
    const leapt = this.anchored && Math.abs(wall - this.wall - (steady - this.steady)) > leap;
    [this.wall, this.steady] = [wall, steady];
    if (!leapt) return false;
    this.open = null;
    this.anchored = false;
    void this.renew();
    return true;
  }

  private async renew(): Promise<void> {
    const told = await this.send(this.sittingValue, [], true);
    if (told === "refused") this.over = true;
    else if (told?.sitting) {
      this.sittingValue = told.sitting; // goes on in sittingValueChanged
    } // else at the next report
  }

  private async tell(): Promise<void> {
    if (this.over) return;
    if (!this.anchored) return this.renew();
    const [sitting, told] = [this.sittingValue, this.stretches.filter(([from, to]) => to > from).map<Stretch>((stretch) => [...stretch])];
    if (!told.length) return;
    this.keep(sitting);
    if (this.sending) return;
    this.sending = true;
    const answer = await this.send(sitting, told);
    this.sending = false;
    if (!answer || sitting !== this.sittingValue) return; // the sitting ended meanwhile; what waits of it is brought by itself
    if (answer === "refused") {
      this.over = true;
      this.stretches = [];
    } else {
      for (const [from, to] of told) this.stretches.filter((stretch) => stretch[0] === from).forEach((stretch) => (stretch[0] = to));
      this.stretches = this.stretches.filter((stretch) => stretch === this.open || stretch[1] > stretch[0]);
    }
    this.keep(sitting);
    if (answer !== "refused" && answer.isNews && this.askedValue) void this.showClauses();
  }

  /** Brings what earlier pages left. */
  private async flush(): Promise<void> {
    for (const key of this.keys()) {
      const sitting = key.slice(this.prefix.length);
      if (sitting === this.sittingValue) continue;
      const stretches = JSON.parse(localStorage.getItem(key) ?? "[]") as Stretch[];
      if (!(await this.send(sitting, stretches))) return; // no connection
      localStorage.removeItem(key);
    }
  }

  /** What the server says; "refused" when it will never take it; null when it may take it later. */
  private async send(sitting: string, stretches: Stretch[], renew = false): Promise<Told | "refused" | null> {
    const body = new FormData(this.element);
    body.set("sitting", sitting);
    body.set("spent", stretches.map(([from, to]) => `${from}-${to}`).join(";"));
    if (renew) body.set("renew", "true");
    try {
      const answer = await fetch(this.element.action, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true });
      if (answer.ok && !answer.redirected) return (await answer.json()) as Told;
      return refusals.includes(answer.status) ? "refused" : null;
    } catch {
      return null;
    }
  }

  private get prefix(): string {
    return `lectern.study-time ${this.learnerValue} `;
  }

  private keys(): string[] {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
    } catch {
      return []; // private windows may forbid it; then only what was told is kept
    }
  }

  private keep(sitting: string): void {
    const waiting = this.stretches.filter(([from, to]) => to > from);
    try {
      if (waiting.length) localStorage.setItem(this.prefix + sitting, JSON.stringify(waiting));
      else localStorage.removeItem(this.prefix + sitting);
    } catch {
      // as in keys()
    }
  }

  /** The lesson asks for time: what it asks for stands differently now. */
  private async showClauses(): Promise<void> {
    const shown = document.getElementById("done-when");
    if (!shown) return;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("done-when");
    if (now) shown.replaceWith(now);
    else {
      shown.textContent = this.doneValue;
      shown.setAttribute("role", "status");
      shown.removeAttribute("aria-label");
    }
  }
}
