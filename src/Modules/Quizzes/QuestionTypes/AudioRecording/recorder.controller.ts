import { Controller } from "@hotwired/stimulus";

/** Records the microphone and hands the recording on as a file ("recorder:made"). Where a browser can't, its tools stay hidden. */
export default class extends Controller<HTMLElement> {
  static targets = ["tools", "start", "stop", "time", "status"];
  declare readonly hasToolsTarget: boolean;
  declare readonly toolsTarget: HTMLElement;
  declare readonly startTarget: HTMLButtonElement;
  declare readonly stopTarget: HTMLButtonElement;
  declare readonly timeTarget: HTMLElement;
  declare readonly statusTarget: HTMLElement;

  private recorder: MediaRecorder | null = null;
  private clock?: ReturnType<typeof setInterval>;

  connect(): void {
    // Only where the page is served safely do browsers offer the microphone (W3C, Media Capture and Streams, 9.2).
    if (this.hasToolsTarget) this.toolsTarget.hidden = !(navigator.mediaDevices && "MediaRecorder" in window);
  }

  disconnect(): void {
    clearInterval(this.clock);
    this.recorder?.stream.getTracks().forEach((track) => track.stop());
    this.recorder = null;
  }

  async start(): Promise<void> {
    this.startTarget.disabled = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const parts: Blob[] = [];
      const recorder = (this.recorder = new MediaRecorder(stream));
      recorder.ondataavailable = ({ data }) => void parts.push(data);
      recorder.onstop = () => {
        stream.getTracks().forEach((track) => track.stop());
        this.rest();
        const type = recorder.mimeType.split(";")[0]!;
        const ending = type.includes("ogg") ? "ogg" : type.includes("mp4") ? "m4a" : "webm";
        if (parts.length > 0) this.dispatch("made", { detail: { file: new File(parts, `recording.${ending}`, { type }) } });
      };
      recorder.start(1000);
      const most = Number(this.toolsTarget.dataset["recorderSecondsValue"]);
      const began = performance.now();
      const tick = () => {
        const seconds = Math.floor((performance.now() - began) / 1000);
        this.timeTarget.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
        if (seconds >= most) this.stop();
      };
      this.clock = setInterval(tick, 250);
      tick();
      this.startTarget.hidden = true;
      this.stopTarget.hidden = false;
      this.stopTarget.focus();
      this.statusTarget.textContent = this.statusTarget.dataset["recording"]!;
    } catch {
      this.rest();
      this.statusTarget.textContent = this.statusTarget.dataset["refused"]!;
    }
  }

  stop(): void {
    if (this.recorder?.state === "recording") this.recorder.stop();
  }

  private rest(): void {
    clearInterval(this.clock);
    this.recorder = null;
    this.timeTarget.textContent = this.statusTarget.textContent = "";
    this.stopTarget.hidden = true;
    this.startTarget.hidden = this.startTarget.disabled = false;
  }
}
