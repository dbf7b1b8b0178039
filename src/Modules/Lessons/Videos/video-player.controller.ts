import { Controller } from "@hotwired/stimulus";
import { refusals, say, show, Waiting, type Told } from "../lesson-progress";
import "./video-player.css";

type Part = [from: number, to: number];

/**
 * Notes which parts of a video were really played and tells the server every few seconds, when it stops and when the page is
 * left. What could not be told waits on this device, also over a reload. Jumping is not watching: only time that passed while
 * playing counts. Goes on where the learner was, and makes the captions a transcript to jump by.
 */
export default class extends Controller<HTMLFormElement> {
  static targets = ["video", "note"];
  static values = { enrolment: String, position: Number, reports: Boolean, saved: String, waiting: String, resumed: String };
  declare readonly videoTarget: HTMLVideoElement;
  declare readonly noteTarget: HTMLElement;
  declare readonly enrolmentValue: string;
  declare readonly positionValue: number;
  declare readonly reportsValue: boolean;
  declare readonly savedValue: string;
  declare readonly waitingValue: string;
  declare readonly resumedValue: string;

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
    this.waiting = new Waiting("watched", this.enrolmentValue, this.element.action);
    this.parts = this.waiting.kept();
    on("loadedmetadata", () => this.resume());
    on("play", () => (this.last = video.currentTime));
    on("timeupdate", () => this.tick());
    on("seeking", () => (this.last = null));
    on("seeked", () => (this.last = video.paused ? null : video.currentTime));
    on("pause", () => this.stop());
    on("ended", () => this.stop());
    addEventListener("pagehide", () => this.leave(), { signal });
    addEventListener("online", () => void this.tell(), { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.leave(), { signal });
    for (const track of video.querySelectorAll("track")) track.addEventListener("load", () => this.transcribe(track.track), { signal });
    this.timer = setInterval(() => void this.tell(), 8000);
    if (video.readyState >= 1) this.resume();
    for (const track of video.textTracks) if (track.cues?.length) this.transcribe(track);
    if (this.parts.length) void this.tell();
  }

  disconnect(): void {
    clearInterval(this.timer);
    this.leave();
    this.signal?.abort();
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
    this.waiting.keep(this.parts);
    try {
      const answer = await fetch(this.element.action, { method: "POST", body: this.report(told), headers: { Accept: "application/json" } });
      if (answer.ok) {
        const state = (await answer.json()) as Told;
        const sent = new Set(told.map(String));
        // the last part may have grown meanwhile
        this.parts = this.parts.filter((part) => !sent.has(String(part)));
        this.waiting.keep(this.parts);
        show(state, this.videoTarget.paused);
        say(this.savedValue);
      } else if (!refusals.includes(answer.status)) say(this.waitingValue);
      else {
        this.parts = [];
        this.waiting.keep(this.parts);
        const problem = (await answer.json().catch(() => null)) as { title?: string } | null;
        say(problem?.title ?? this.waitingValue);
      }
    } catch {
      say(this.waitingValue);
    } finally {
      this.sending = false;
    }
  }

  private leave(): void {
    if (!this.reportsValue || this.parts.length === 0) return;
    this.waiting.keep(this.parts);
    navigator.sendBeacon(this.element.action, this.report(this.parts));
  }

  private report(parts: Part[]): FormData {
    const body = new FormData(this.element);
    body.set("watched", parts.map(([from, to]) => `${from.toFixed(2)}-${to.toFixed(2)}`).join(";"));
    body.set("position", this.videoTarget.currentTime.toFixed(2));
    body.set("duration", Number.isFinite(this.videoTarget.duration) ? this.videoTarget.duration.toFixed(2) : "0");
    return body;
  }

  private transcribe(track: TextTrack): void {
    const list = document.querySelector<HTMLOListElement>("#transcript");
    if (!list || !track.cues || (list.dataset["language"] && track.mode !== "showing")) return;
    list.dataset["language"] = track.language;
    list.lang = track.language;
    list.dir = "auto";
    document.querySelector<HTMLElement>("#transcript-empty")!.hidden = true;
    const cues = [...track.cues] as VTTCue[];
    const rows = cues.map((cue) => {
      const button = document.createElement("button");
      button.type = "button";
      const time = document.createElement("time");
      time.textContent = clock(cue.startTime);
      const words = document.createElement("span");
      words.textContent = cue.getCueAsHTML().textContent;
      button.append(time, words);
      button.addEventListener("click", () => (this.videoTarget.currentTime = cue.startTime + 0.01));
      const row = document.createElement("li");
      row.append(button);
      return row;
    });
    list.replaceChildren(...rows);
    track.addEventListener(
      "cuechange",
      () => {
        const active = new Set(track.activeCues ?? []);
        cues.forEach((cue, index) => {
          const button = rows[index]!.firstElementChild!;
          if (active.has(cue)) button.setAttribute("aria-current", "true");
          else button.removeAttribute("aria-current");
        });
      },
      { signal: this.signal!.signal },
    );
  }
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return h ? `${h}:${String(m).padStart(2, "0")}:${String(s).padStart(2, "0")}` : `${m}:${String(s).padStart(2, "0")}`;
}
