import { Controller } from "@hotwired/stimulus";

type Told = { summary?: string; tests?: { name: string; passed: boolean; words: string; output: string }[]; title?: string; detail?: string };

/** Keeps the indentation of a program's lines, and runs it with the visible tests without leaving the page. */
export default class extends Controller<HTMLElement> {
  static targets = ["code", "run", "results"];
  static values = { url: String, running: String, failed: String };
  declare readonly codeTarget: HTMLTextAreaElement;
  declare readonly runTarget: HTMLButtonElement;
  declare readonly resultsTarget: HTMLElement;
  declare readonly urlValue: string;
  declare readonly runningValue: string;
  declare readonly failedValue: string;

  /** Enter begins the next line where this one does. Tab stays the way out of the field. */
  indent(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const { value, selectionStart } = this.codeTarget;
    const line = value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
    const space = /^[ \t]*/.exec(line)![0] + (/[:{]\s*$/.test(line) ? "    " : "");
    if (!space) return;
    event.preventDefault();
    this.codeTarget.setRangeText(`\n${space}`, selectionStart, this.codeTarget.selectionEnd, "end");
    this.codeTarget.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async run(event: Event): Promise<void> {
    event.preventDefault();
    const question = this.element.closest<HTMLElement>("[data-id]")!;
    const body = new FormData();
    body.append("__RequestVerificationToken", this.codeTarget.form!.querySelector<HTMLInputElement>('[name="__RequestVerificationToken"]')!.value);
    body.append("question", question.dataset["id"]!);
    for (const field of question.querySelectorAll<HTMLInputElement>("textarea[name], input[name]:checked")) body.append(field.name, field.value);
    this.runTarget.disabled = true;
    this.say(this.runningValue);
    try {
      const answer = await fetch(this.urlValue, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = (await answer.json().catch(() => ({}))) as Told;
      this.say(told.summary ?? told.detail ?? told.title ?? this.failedValue);
      for (const test of told.tests ?? []) this.resultsTarget.append(this.row(test));
    } catch {
      this.say(this.failedValue);
    } finally {
      this.runTarget.disabled = false;
    }
  }

  private row(test: { name: string; passed: boolean; words: string; output: string }): HTMLElement {
    const row = document.createElement("div");
    row.className = "grid gap-1.5 rounded-field border border-line p-3 text-sm";
    const head = document.createElement("p");
    head.className = test.passed ? "font-medium text-success-ink" : "font-medium text-warning-ink";
    head.dir = "auto";
    head.textContent = `${test.passed ? "✓" : "✗"} ${test.name}: ${test.words}`;
    row.append(head);
    if (test.output) {
      const output = document.createElement("pre");
      output.className = "max-h-60 overflow-auto rounded-field bg-base-200 p-3 font-mono text-xs";
      output.dir = "ltr";
      output.textContent = test.output;
      row.append(output);
    }
    return row;
  }

  private say(words: string): void {
    const line = document.createElement("p");
    line.className = "text-sm font-medium";
    line.textContent = words;
    this.resultsTarget.replaceChildren(line);
  }
}
