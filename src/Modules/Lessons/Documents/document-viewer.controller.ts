import { Controller } from "@hotwired/stimulus";
import { AnnotationMode, GlobalWorkerOptions, getDocument, type PDFDocumentLoadingTask } from "pdfjs-dist/legacy/build/pdf.mjs";
import { EventBus, LinkTarget, PDFFindController, PDFLinkService, PDFViewer } from "pdfjs-dist/legacy/web/pdf_viewer.mjs";
import worker from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import "pdfjs-dist/legacy/web/pdf_viewer.css";
import { refusals, say, show, Waiting, type Told } from "../lesson-progress";
import "./document-viewer.css";

GlobalWorkerOptions.workerSrc = worker;

/** Where the build puts what some PDFs need: character maps, the standard fonts, decoders of pictures (build/pdfjs.ts). */
const resources = `/build/pdfjs-${__PDFJS__}/`;
const glance = 1000; // milliseconds for which most of a page must be on screen to count as seen

/** Scrolls to what was found inside the viewer only: the page around it stays where it is. */
class Finder extends PDFFindController {
  override scrollMatchIntoView(match: Parameters<PDFFindController["scrollMatchIntoView"]>[0]): void {
    const { scrollX, scrollY } = window;
    super.scrollMatchIntoView(match);
    scrollTo(scrollX, scrollY);
  }
}

/**
 * A PDF in the page, drawn by pdf.js: pages, zoom, selection, search and links, and none of its scripts or forms. Notes which
 * pages were really on screen and tells the server; what could not be told waits on this device. Goes on at the learner's page.
 */
export default class extends Controller<HTMLFormElement> {
  static targets = ["bar", "number", "all", "words", "found", "pages", "viewer", "note"];
  static values = { file: String, enrolment: String, page: Number, reports: Boolean, saved: String, waiting: String, of: String, found: String, none: String, failed: String };
  declare readonly barTarget: HTMLElement;
  declare readonly numberTarget: HTMLInputElement;
  declare readonly allTarget: HTMLElement;
  declare readonly wordsTarget: HTMLInputElement;
  declare readonly foundTarget: HTMLElement;
  declare readonly pagesTarget: HTMLDivElement;
  declare readonly viewerTarget: HTMLDivElement;
  declare readonly noteTarget: HTMLElement;
  declare readonly fileValue: string;
  declare readonly enrolmentValue: string;
  declare readonly pageValue: number;
  declare readonly reportsValue: boolean;
  declare readonly savedValue: string;
  declare readonly waitingValue: string;
  declare readonly ofValue: string;
  declare readonly foundValue: string;
  declare readonly noneValue: string;
  declare readonly failedValue: string;

  private bus = new EventBus();
  private viewer: PDFViewer | null = null;
  private task: PDFDocumentLoadingTask | null = null;
  private waiting!: Waiting<number>;
  private pending = new Set<number>(); // on screen long enough, not told yet
  private told = new Set<number>();
  private toldPage = 0;
  private since = new Map<number, number>(); // on screen since
  private sending = false;
  private timers: ReturnType<typeof setInterval>[] = [];
  private signal?: AbortController;
  private resized?: ResizeObserver;

  connect(): void {
    const { signal } = (this.signal = new AbortController());
    this.waiting = new Waiting("pages", this.enrolmentValue, this.element.action);
    this.pending = new Set(this.waiting.kept());
    addEventListener("pagehide", () => this.leave(), { signal });
    addEventListener("online", () => void this.tell(), { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.leave(), { signal });
    this.element.addEventListener("submit", (event) => event.preventDefault(), { signal });
    void this.open();
  }

  disconnect(): void {
    this.timers.forEach(clearInterval);
    this.leave();
    this.signal?.abort();
    this.resized?.disconnect();
    void this.task?.destroy();
    this.viewer = this.task = null;
    this.viewerTarget.replaceChildren();
    this.barTarget.hidden = true;
  }

  previous(): void {
    this.viewer?.previousPage();
  }

  next(): void {
    this.viewer?.nextPage();
  }

  go(): void {
    const number = Number(this.numberTarget.value);
    if (this.viewer && Number.isInteger(number) && number >= 1 && number <= this.viewer.pagesCount) this.viewer.currentPageNumber = number;
    this.showPage();
  }

  smaller(): void {
    this.viewer?.decreaseScale();
  }

  larger(): void {
    this.viewer?.increaseScale();
  }

  fit(): void {
    if (this.viewer) this.viewer.currentScaleValue = "page-width";
  }

  search(): void {
    this.find("");
  }

  findNext(): void {
    this.find("again", false);
  }

  findPrevious(): void {
    this.find("again", true);
  }

  private async open(): Promise<void> {
    const links = new PDFLinkService({ eventBus: this.bus, externalLinkTarget: LinkTarget.BLANK, externalLinkRel: "noopener noreferrer" });
    const finder = new Finder({ linkService: links, eventBus: this.bus });
    this.bus.on("pagesinit", () => this.begin());
    this.bus.on("pagechanging", () => this.showPage());
    this.bus.on("updatefindmatchescount", ({ matchesCount }: { matchesCount: { current: number; total: number } }) => this.count(matchesCount));
    this.bus.on("updatefindcontrolstate", ({ matchesCount, state }: { matchesCount: { current: number; total: number }; state: number }) => state === 1 ? (this.foundTarget.textContent = this.noneValue) : this.count(matchesCount));
    // No scripting manager: scripts inside the PDF are never run. Fields of forms are drawn, not offered.
    const viewer = (this.viewer = new PDFViewer({ container: this.pagesTarget, viewer: this.viewerTarget, eventBus: this.bus, linkService: links, findController: finder, annotationMode: AnnotationMode.ENABLE, annotationEditorMode: -1 }));
    links.setViewer(viewer);
    try {
      this.task = getDocument({
        url: this.fileValue, withCredentials: true, enableXfa: false, maxImageSize: 100_000_000,
        cMapUrl: `${resources}cmaps/`, standardFontDataUrl: `${resources}standard_fonts/`, wasmUrl: `${resources}wasm/`, iccUrl: `${resources}iccs/`,
      });
      const pdf = await this.task.promise;
      if (this.viewer !== viewer) return;
      viewer.setDocument(pdf);
      links.setDocument(pdf);
    } catch (problem) {
      if (this.viewer !== viewer) return;
      console.warn(problem);
      this.noteTarget.textContent = this.failedValue;
      this.noteTarget.setAttribute("role", "alert");
    }
  }

  private begin(): void {
    const viewer = this.viewer!;
    this.noteTarget.hidden = true;
    this.barTarget.hidden = false;
    viewer.currentScaleValue = "auto"; // the whole width on a phone, a readable size on a wide screen
    if (this.pageValue > 1 && this.pageValue <= viewer.pagesCount) viewer.currentPageNumber = this.pageValue;
    this.toldPage = viewer.currentPageNumber;
    this.allTarget.textContent = this.ofValue.replace("{all}", String(viewer.pagesCount));
    this.showPage();
    this.resized = new ResizeObserver(() => {
      const scale = viewer.currentScaleValue;
      if (scale === "auto" || scale === "page-width") viewer.currentScaleValue = scale;
    });
    this.resized.observe(this.pagesTarget);
    this.timers = [setInterval(() => this.look(), 250), setInterval(() => void this.tell(), 3000)];
  }

  private showPage(): void {
    if (this.viewer) this.numberTarget.value = String(this.viewer.currentPageNumber);
  }

  private find(type: string, findPrevious = false): void {
    this.foundTarget.textContent = "";
    this.bus.dispatch("find", { source: this, type, query: this.wordsTarget.value, caseSensitive: false, entireWord: false, highlightAll: true, findPrevious, matchDiacritics: false });
  }

  private count({ current, total }: { current: number; total: number }): void {
    if (total > 0) this.foundTarget.textContent = this.foundValue.replace("{number}", String(Math.max(1, current))).replace("{all}", String(total));
  }

  /** A page counts when half of it, or half of the window on it, was on screen for a moment while somebody could look. */
  private look(): void {
    if (document.visibilityState !== "visible") return this.since.clear();
    const now = performance.now();
    const frame = this.pagesTarget.getBoundingClientRect();
    const top = Math.max(frame.top, 0);
    const bottom = Math.min(frame.bottom, innerHeight);
    for (const page of this.viewerTarget.querySelectorAll<HTMLElement>(".page")) {
      const number = Number(page.dataset["pageNumber"]);
      const box = page.getBoundingClientRect();
      const shown = Math.min(box.bottom, bottom) - Math.max(box.top, top);
      if (shown < Math.min(box.height, bottom - top) / 2 || !page.dataset["loaded"]) this.since.delete(number);
      else if (!this.since.has(number)) this.since.set(number, now);
      else if (now - this.since.get(number)! >= glance && !this.told.has(number)) this.pending.add(number);
    }
  }

  private async tell(): Promise<void> {
    const page = this.viewer?.currentPageNumber ?? 1;
    if (!this.reportsValue || this.sending || (this.pending.size === 0 && page === this.toldPage)) return;
    this.sending = true;
    const sent = [...this.pending];
    this.waiting.keep(sent);
    try {
      const answer = await fetch(this.element.action, { method: "POST", body: this.report(), headers: { Accept: "application/json" } });
      if (answer.ok) {
        sent.forEach((number) => (this.pending.delete(number), this.told.add(number)));
        this.toldPage = page;
        this.waiting.keep([...this.pending]);
        show((await answer.json()) as Told, true);
        say(this.savedValue);
      } else if (!refusals.includes(answer.status)) say(this.waitingValue);
      else {
        this.pending.clear();
        this.waiting.keep([]);
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
    if (!this.reportsValue || !this.viewer?.pagesCount || (this.pending.size === 0 && this.viewer.currentPageNumber === this.toldPage)) return;
    this.waiting.keep([...this.pending]);
    navigator.sendBeacon(this.element.action, this.report());
  }

  private report(): FormData {
    const body = new FormData(this.element);
    body.set("seen", [...this.pending].join(";"));
    body.set("page", String(this.viewer?.currentPageNumber ?? 1));
    body.set("pages", String(this.viewer?.pagesCount ?? 0));
    return body;
  }
}
