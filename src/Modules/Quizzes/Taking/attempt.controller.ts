import { Controller } from "@hotwired/stimulus";

/** Keeps the navigator and the counts in step with what is being answered, and hands in when the clock runs out. Saving is autosave's. */
export default class extends Controller<HTMLFormElement> {
  static targets = ["question", "signedOut", "handIn"];
  static values = { answeredElsewhere: Number, flaggedElsewhere: Number, total: Number, answeredWord: String, openWord: String, flaggedWord: String };
  declare readonly questionTargets: HTMLElement[];
  declare readonly signedOutTarget: HTMLElement;
  declare readonly handInTarget: HTMLButtonElement;
  declare readonly answeredElsewhereValue: number;
  declare readonly flaggedElsewhereValue: number;
  declare readonly totalValue: number;
  declare readonly answeredWordValue: string;
  declare readonly openWordValue: string;
  declare readonly flaggedWordValue: string;

  changed(event: Event): void {
    // Touched here: what this tab shows of it counts, also when it is what the page was drawn with.
    for (const drawn of (event.target as Element).closest("[data-id]")?.querySelectorAll<HTMLInputElement>("[data-drawn]") ?? []) drawn.disabled = true;
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

  /** The server has what this tab showed: sent again unchanged, it must not overwrite what another tab says later. */
  heard(event: CustomEvent<{ told: { drawn?: Record<string, string> } | null }>): void {
    for (const [name, value] of Object.entries(event.detail.told?.drawn ?? {})) {
      const drawn = this.element.elements.namedItem(name);
      if (!(drawn instanceof HTMLInputElement)) continue;
      drawn.value = value;
      drawn.disabled = false;
    }
  }

  /** A redirect to the sign-in page arrives as status 0; a refusal by the domain brings its own words. */
  refused(event: CustomEvent<{ status: number }>): void {
    if (event.detail.status === 0) this.signedOutTarget.hidden = false;
  }

  /** What is on the page goes with it; the server takes it for half a minute longer. */
  over(): void {
    this.element.requestSubmit(this.handInTarget);
  }
}

const mark = (cell: HTMLElement, name: string, on: boolean) => {
  if (on) cell.dataset[name] = "true";
  else delete cell.dataset[name];
};

const show = (name: string, count: number) => document.querySelectorAll(`[data-attempt-${name}]`).forEach((place) => (place.textContent = String(count)));

const isAnswered = (question: HTMLElement) =>
  [...question.querySelectorAll<HTMLInputElement>("input[name]:not([type=hidden]):not([type=file]):not([data-flag]), textarea[name], select[name]")].some((field) =>
    field.type === "radio" || field.type === "checkbox" ? field.checked : field.value.trim() !== (field.dataset["blank"] ?? "").trim(),
  );
