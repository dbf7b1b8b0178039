import { Controller } from "@hotwired/stimulus";
import { AnnotationMode, GlobalWorkerOptions, getDocument, type PDFDocumentLoadingTask } from "pdfjs-dist/legacy/build/pdf.mjs";
import { EventBus, LinkTarget, PDFFindController, PDFLinkService, PDFViewer } from "pdfjs-dist/legacy/web/pdf_viewer.mjs";
import worker from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import "pdfjs-dist/legacy/web/pdf_viewer.css";
import { Seen } from "../lesson-progress";
import "./document-viewer.css";

GlobalWorkerOptions.workerSrc = worker;

/** Where the build puts what some PDFs need: character maps, the standard fonts, decoders of pictures (build/pdfjs.ts). */
const resources = `/build/pdfjs-${__PDFJS__}/`;

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
  static values = { file: String, seen: String, learner: String, page: Number, reports: Boolean, saved: String, waiting: String, of: String, found: String, none: String, failed: String };
  declare readonly barTarget: HTMLElement;
  declare readonly numberTarget: HTMLInputElement;
  declare readonly allTarget: HTMLElement;
  declare readonly wordsTarget: HTMLInputElement;
  declare readonly foundTarget: HTMLElement;
  declare readonly pagesTarget: HTMLDivElement;
  declare readonly viewerTarget: HTMLDivElement;
  declare readonly noteTarget: HTMLElement;
  declare readonly fileValue: string;
  declare readonly learnerValue: string;
  declare readonly seenValue: string;
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
  private seen!: Seen;
  private timers: ReturnType<typeof setInterval>[] = [];
  private signal?: AbortController;
  private resized?: ResizeObserver;

  connect(): void {
    const { signal } = (this.signal = new AbortController());
    this.seen = new Seen(this.learnerValue, this.element, () => this.viewer?.currentPageNumber ?? 1, () => this.viewer?.pagesCount ?? 0, { saved: this.savedValue, waiting: this.waitingValue });
    addEventListener("pagehide", () => this.leave(), { signal });
    addEventListener("online", () => (this.tell(), this.tellOthers()), { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.leave(), { signal });
    this.element.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.tellOthers();
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
    this.seen.begin(this.seenValue);
    this.allTarget.textContent = this.ofValue.replace("{all}", String(viewer.pagesCount));
    this.showPage();
    this.resized = new ResizeObserver(() => {
      const scale = viewer.currentScaleValue;
      if (scale === "auto" || scale === "page-width") viewer.currentScaleValue = scale;
    });
    this.resized.observe(this.pagesTarget);
    this.timers = [setInterval(() => this.look(), 250), setInterval(() => this.tell(), 3000)];
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

  private look(): void {
    const frame = this.pagesTarget.getBoundingClientRect();
    const pages = [...this.viewerTarget.querySelectorAll<HTMLElement>(".page[data-loaded]")];
    this.seen.look(pages.map((page) => [Number(page.dataset["pageNumber"]), page]), Math.max(frame.top, 0), Math.min(frame.bottom, innerHeight));
  }

  private tell(): void {
    if (this.reportsValue) void this.seen.tell();
  }

  private tellOthers(): void {
    if (this.reportsValue) this.seen.tellOthers();
  }

  private leave(): void {
    if (this.reportsValue && this.viewer) this.seen.leave();
  }
}
