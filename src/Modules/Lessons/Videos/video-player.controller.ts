import { Controller } from "@hotwired/stimulus";
import { body, report, say, show, Waiting } from "../lesson-progress";

type Part = [from: number, to: number];

/**
 * Notes which parts of a video were really played and tells the server every few seconds, when it stops and when the page is
 * left. What could not be told waits on this device, also over a reload. Jumping is not watching: only time that passed while
 * playing counts. Goes on where the learner was; chapters, the transcript and notes jump.
 */
export default class extends Controller<HTMLFormElement> {
  static targets = ["video", "note", "bar", "speed"];
  static values = { learner: String, position: Number, reports: Boolean, saved: String, waiting: String, resumed: String, note: String, none: String };
  declare readonly videoTarget: HTMLVideoElement;
  declare readonly noteTarget: HTMLElement;
  declare readonly barTarget: HTMLElement;
  declare readonly speedTarget: HTMLSelectElement;
  declare readonly learnerValue: string;
  declare readonly positionValue: number;
  declare readonly reportsValue: boolean;
  declare readonly savedValue: string;
  declare readonly waitingValue: string;
  declare readonly resumedValue: string;
  declare readonly noteValue: string;
  declare readonly noneValue: string;

  private waiting!: Waiting<Part>;
  private parts: Part[] = []; // seen, not told yet
  private last: number | null = null; // where the playing part stands
  private sending = false;
  private timer?: ReturnType<typeof setInterval>;
  private signal?: AbortController;

  connect(): void {
    const { signal } = (this.signal = new AbortController());
    const video = this.videoTarget;
    const on = (name: string, listener: () => void) => video.addEventListener(name, listener, { signal });
    this.waiting = new Waiting(this.learnerValue, this.element);
    this.parts = this.waiting.kept();
    on("loadedmetadata", () => this.resume());
    on("play", () => (this.last = video.currentTime));
    on("timeupdate", () => this.tick());
    on("seeking", () => (this.last = null));
    on("seeked", () => (this.last = video.paused ? null : video.currentTime));
    on("pause", () => this.stop());
    on("ended", () => this.stop());
    addEventListener("pagehide", () => this.leave(), { signal });
    addEventListener("online", () => (void this.tell(), this.tellOthers()), { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.leave(), { signal });
    on("timeupdate", () => this.mark());
    document.addEventListener("click", this.jump, { signal });
    document.addEventListener("focusin", this.noting, { signal });
    const search = document.querySelector<HTMLFormElement>("#transcript-search");
    search?.addEventListener("submit", (event) => event.preventDefault(), { signal });
    search?.addEventListener("input", (event) => this.search((event.target as HTMLInputElement).value), { signal });
    this.barTarget.hidden = false;
    this.speedTarget.value = this.speed;
    on("ratechange", () => ([...this.speedTarget.options].some((option) => option.value === String(video.playbackRate)) ? (this.speedTarget.value = String(video.playbackRate)) : undefined));
    this.hasten();
    this.timer = setInterval(() => void this.tell(), 8000);
    if (video.readyState >= 1) this.resume();
    if (this.parts.length) void this.tell();
    this.tellOthers();
  }

  disconnect(): void {
    clearInterval(this.timer);
    this.leave();
    this.signal?.abort();
  }

  /** Plays as fast as was chosen, also the next video. */
  hasten(): void {
    this.videoTarget.defaultPlaybackRate = this.videoTarget.playbackRate = Number(this.speedTarget.value);
    try {
      localStorage.setItem("lectern.speed", this.speedTarget.value);
    } catch {
      // private windows may forbid it; then it is chosen each time
    }
  }

  private get speed(): string {
    try {
      return localStorage.getItem("lectern.speed") ?? "1";
    } catch {
      return "1";
    }
  }

  private resume(): void {
    const video = this.videoTarget;
    if (this.positionValue < 3 || this.positionValue > video.duration - 3 || video.currentTime > 0) return;
    video.currentTime = this.positionValue;
    this.noteTarget.textContent = this.resumedValue.replace("{time}", clock(this.positionValue));
    this.noteTarget.hidden = false;
    video.addEventListener("play", () => (this.noteTarget.hidden = true), { once: true });
  }

  private tick(): void {
    const video = this.videoTarget;
    if (this.last === null || video.seeking || video.paused) return;
    const now = video.currentTime;
    const passed = now - this.last;
    // timeupdate comes at least four times a second; a larger step is a jump that "seeking" has not announced yet
    if (passed > 0 && passed < 1.5 * Math.max(1, video.playbackRate)) this.saw(this.last, now);
    this.last = now;
  }

  private saw(from: number, to: number): void {
    const open = this.parts.at(-1);
    if (open && from - open[1] < 0.1 && from >= open[0]) open[1] = Math.max(open[1], to);
    else this.parts.push([from, to]);
  }

  private stop(): void {
    this.tick();
    if (this.last !== null && this.videoTarget.ended && this.videoTarget.duration - this.last < 1) this.saw(this.last, this.videoTarget.duration);
    this.last = null;
    void this.tell();
  }

  private async tell(): Promise<void> {
    if (!this.reportsValue || this.sending || this.parts.length === 0) return;
    this.sending = true;
    const told = this.parts.map<Part>((part) => [...part]);
    this.waiting.keep(this.parts, this.fields(this.parts));
    const answer = await report(this.element.action, body(this.element, this.fields(told)));
    if (answer && "told" in answer) {
      const sent = new Set(told.map(String));
      // the last part may have grown meanwhile
      this.parts = this.parts.filter((part) => !sent.has(String(part)));
      this.waiting.keep(this.parts, this.fields(this.parts));
      show(answer.told, this.videoTarget.paused);
      say(this.savedValue);
    } else if (answer) {
      this.parts = [];
      this.waiting.keep(this.parts, this.fields(this.parts));
      say(answer.refused ?? this.waitingValue);
    } else say(this.waitingValue);
    this.sending = false;
  }

  private leave(): void {
    if (!this.reportsValue || this.parts.length === 0) return;
    this.waiting.keep(this.parts, this.fields(this.parts));
    navigator.sendBeacon(this.element.action, body(this.element, this.fields(this.parts)));
  }

  private tellOthers(): void {
    if (this.reportsValue) void this.waiting.sendOthers();
  }

  private fields(parts: Part[]): Record<string, string> {
    return {
      watched: parts.map(([from, to]) => `${from.toFixed(2)}-${to.toFixed(2)}`).join(";"),
      position: this.videoTarget.currentTime.toFixed(2),
      duration: Number.isFinite(this.videoTarget.duration) ? this.videoTarget.duration.toFixed(2) : "0",
    };
  }

  /** Chapters, lines of the transcript and notes are links to moments; on this page the video goes there instead. */
  private readonly jump = (event: MouseEvent) => {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>("a[data-from]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.videoTarget.currentTime = Number(link.dataset["from"]) + 0.01;
    void this.videoTarget.play().catch(() => {}); // where playing needs a press of its own button, it waits there
  };

  /** Marks the line that is spoken and the chapter that is shown. */
  private mark(): void {
    const now = this.videoTarget.currentTime;
    for (const list of document.querySelectorAll(".moments")) {
      let current: Element | null = null;
      for (const link of list.querySelectorAll<HTMLElement>("a[data-from]")) if (Number(link.dataset["from"]) <= now) current = link;
      const before = list.querySelector("[aria-current]");
      if (before === current) continue;
      before?.removeAttribute("aria-current");
      current?.setAttribute("aria-current", "true");
      const frame = current?.closest<HTMLElement>(".moments-scroll");
      if (frame && !frame.matches(":hover, :focus-within")) frame.scrollTop += current!.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 3;
    }
  }

  private search(words: string): void {
    const wanted = words.trim().toLocaleLowerCase();
    let found = 0;
    for (const row of document.querySelectorAll<HTMLElement>("#transcript > li")) {
      row.hidden = wanted !== "" && !row.textContent!.toLocaleLowerCase().includes(wanted);
      if (!row.hidden) found++;
    }
    document.querySelector("#transcript-found")!.textContent = wanted === "" ? "" : found ? String(found) : this.noneValue;
  }

  /** A note belongs to the moment at which somebody begins to write it. */
  private readonly noting = (event: Event) => {
    const words = event.target as HTMLElement;
    const form = words.closest?.<HTMLFormElement>("#note-form");
    if (!form || !words.matches("textarea") || (words as HTMLTextAreaElement).value !== "") return;
    const at = this.videoTarget.currentTime;
    form.querySelector<HTMLInputElement>('[name="at"]')!.value = at.toFixed(2);
    form.querySelector("label")!.textContent = this.noteValue.replace("{time}", clock(at));
  };

}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return h ? `${h}:${String(m).padStart(2, "0")}:${String(s).padStart(2, "0")}` : `${m}:${String(s).padStart(2, "0")}`;
}
