import { Controller } from "@hotwired/stimulus";
import type { Latecomer } from "../../../Platform/Web/Client/controllers/loader";
import { unsavedFields } from "../../../Platform/Web/Client/forms/saved-fields";

/** Keeps the navigator and the counts in step with what is being answered, and hands in when the clock runs out. Saving is autosave's. */
export default class extends Controller<HTMLFormElement> implements Latecomer {
  static targets = ["question", "signedOut", "handIn", "waiting", "waitingWords", "stranded", "over", "ended", "endedWords", "result"];
  static values = { answeredElsewhere: Number, flaggedElsewhere: Number, total: Number, answeredWord: String, openWord: String, flaggedWord: String, waitingWords: Object };
  declare readonly questionTargets: HTMLElement[];
  declare readonly signedOutTarget: HTMLElement;
  declare readonly handInTarget: HTMLButtonElement;
  declare readonly waitingTarget: HTMLElement;
  declare readonly waitingWordsTarget: HTMLElement;
  declare readonly strandedTarget: HTMLElement;
  declare readonly overTarget: HTMLElement;
  declare readonly endedTarget: HTMLElement;
  declare readonly endedWordsTarget: HTMLElement;
  declare readonly resultTarget: HTMLElement;
  declare readonly answeredElsewhereValue: number;
  declare readonly flaggedElsewhereValue: number;
  declare readonly totalValue: number;
  declare readonly answeredWordValue: string;
  declare readonly openWordValue: string;
  declare readonly flaggedWordValue: string;
  declare readonly waitingWordsValue: Record<string, string>; // by plural form

  private unsaved = new Set<Element>(); // questions that were touched and aren't on their way
  private onTheWay = new Set<Element>();
  private isOver = false;
  private handsInLater = false;

  connect(): void {
    for (const field of unsavedFields(this.element)) this.touch(field); // before the first script was there
  }

  /** What was answered before this controller was there. */
  missed(event: Event): void {
    this.changed(event);
  }

  changed(event: Event): void {
    this.touch(event.target as Element);
  }

  private touch(field: Element): void {
    const touched = field.closest("[data-attempt-target~=question]");
    if (touched) this.unsaved.add(touched);
    this.strandedTarget.hidden = true;
    // Touched here: what this tab shows of it counts, also when it is what the page was drawn with.
    for (const drawn of touched?.querySelectorAll<HTMLInputElement>("[data-drawn]") ?? []) drawn.disabled = true;
    let answered = this.answeredElsewhereValue;
    let flagged = this.flaggedElsewhereValue;
    for (const question of this.questionTargets) {
      const has = isAnswered(question);
      const flag = question.querySelector<HTMLInputElement>("[data-flag]")?.checked ?? false;
      if (has) answered++;
      if (flag) flagged++;
      const cell = document.querySelector<HTMLElement>(`[data-attempt-cell="${question.dataset.id}"]`);
      if (!cell) continue;
      mark(cell, "answered", has);
      mark(cell, "flagged", flag);
      const separator = document.documentElement.lang === "ar" ? "، " : ", ";
      cell.setAttribute("aria-label", [cell.dataset.name, has ? this.answeredWordValue : this.openWordValue, ...(flag ? [this.flaggedWordValue] : [])].join(separator));
    }
    show("answered", answered);
    show("open", this.totalValue - answered);
    show("flagged", flagged);
    document.querySelector<HTMLElement>("[data-attempt-bar] > i")?.style.setProperty("--v", `${this.totalValue ? (answered * 100) / this.totalValue : 0}%`);
  }

  sending(): void {
    this.onTheWay = new Set([...this.onTheWay, ...this.unsaved]);
    this.unsaved.clear();
  }

  /** The server has what this tab showed: sent again unchanged, it must not overwrite what another tab says later. */
  heard(event: CustomEvent<{ told: { drawn?: Record<string, string>; secondsLeft?: number } | null }>): void {
    this.onTheWay.clear();
    const clock = document.querySelector<HTMLElement>("[data-countdown-seconds-value]");
    if (clock && event.detail.told?.secondsLeft) clock.dataset.countdownSecondsValue = String(event.detail.told.secondsLeft);
    for (const notice of [this.waitingTarget, this.strandedTarget, this.overTarget, this.endedTarget, this.signedOutTarget]) notice.hidden = true;
    for (const [name, value] of Object.entries(event.detail.told?.drawn ?? {})) {
      const drawn = this.element.elements.namedItem(name);
      if (!(drawn instanceof HTMLInputElement) || this.unsaved.has(drawn.closest("[data-id]")!)) continue; // touched again since
      drawn.value = value;
      drawn.disabled = false;
    }
    this.back();
  }

  /** The connection is there again. */
  back(): void {
    this.strandedTarget.hidden = true;
    if (this.handsInLater) this.over();
  }

  /** Nothing comes through: how much of this page no server has. */
  waits(): void {
    const count = new Set([...this.onTheWay, ...this.unsaved]).size;
    if (count === 0) return;
    const { [new Intl.PluralRules(document.documentElement.lang).select(count)]: words, other } = this.waitingWordsValue;
    this.waitingWordsTarget.textContent = (words ?? other!).replace("{0}", String(count));
    this.waitingTarget.hidden = !this.strandedTarget.hidden || !this.overTarget.hidden;
  }

  /** Where a button leads can't be loaded. */
  stranded(): void {
    const notice = this.isOver ? this.overTarget : this.strandedTarget;
    notice.hidden = false;
    this.waitingTarget.hidden = true;
    this.handsInLater = this.isOver;
    notice.scrollIntoView({ block: "nearest" });
  }

  /** A redirect to the sign-in page arrives as status 0; a refusal by the domain brings its own words. */
  refused(event: CustomEvent<{ status: number; problem?: string; words?: string }>): void {
    const { status, problem, words } = event.detail;
    this.waitingTarget.hidden = this.overTarget.hidden = true;
    if (status === 0) this.signedOutTarget.hidden = false;
    else {
      this.resultTarget.hidden = problem !== "attempt-over" && problem !== "attempt-finished";
      this.ends(words);
    }
  }

  /** What an earlier page had left came too late, or can't be taken. */
  late(event: CustomEvent<{ words: string }>): void {
    this.ends(event.detail.words);
  }

  private ends(words = ""): void {
    this.endedWordsTarget.textContent = words;
    this.endedTarget.hidden = false;
    this.endedTarget.scrollIntoView({ block: "nearest" });
  }

  /** What is on the page goes with it; the server takes it for half a minute longer. */
  over(): void {
    this.isOver = true;
    this.handsInLater = false;
    this.element.requestSubmit(this.handInTarget);
  }
}

const mark = (cell: HTMLElement, name: string, on: boolean) => {
  if (on) cell.dataset[name] = "true";
  else delete cell.dataset[name];
};

const show = (name: string, count: number) => document.querySelectorAll(`[data-attempt-${name}]`).forEach((place) => (place.textContent = String(count)));

const isAnswered = (question: HTMLElement) =>
  [...question.querySelectorAll<HTMLInputElement>("input[name]:not([type=hidden]):not([type=file]):not([data-flag]):not([data-sure]), textarea[name], select[name]")].some((field) =>
    field.type === "radio" || field.type === "checkbox" ? field.checked : field.value.trim() !== (field.dataset["blank"] ?? "").trim(),
  );
