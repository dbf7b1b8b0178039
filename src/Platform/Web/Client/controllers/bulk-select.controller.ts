import { Controller } from "@hotwired/stimulus";

/** Rows with checkboxes: a box for all, a live count, and a bar that shows while something is selected. */
export default class extends Controller<HTMLElement> {
  static targets = ["all", "row", "bar", "count"];
  declare readonly allTarget: HTMLInputElement;
  declare readonly hasAllTarget: boolean;
  declare readonly rowTargets: HTMLInputElement[];
  declare readonly barTarget: HTMLElement;
  declare readonly hasBarTarget: boolean;
  declare readonly countTargets: HTMLElement[];

  connect(): void {
    this.refresh();
  }

  toggleAll(): void {
    this.set(this.allTarget.checked);
  }

  clear(): void {
    this.set(false);
  }

  refresh(): void {
    const selected = this.rowTargets.filter((row) => row.checked).length;
    if (this.hasAllTarget) {
      this.allTarget.checked = selected > 0 && selected === this.rowTargets.length;
      this.allTarget.indeterminate = selected > 0 && selected < this.rowTargets.length;
    }
    for (const count of this.countTargets) count.textContent = selected.toLocaleString(document.documentElement.lang);
    if (this.hasBarTarget) this.barTarget.hidden = selected === 0;
    for (const row of this.rowTargets) row.closest("tr")?.setAttribute("aria-selected", String(row.checked));
  }

  private set(checked: boolean): void {
    for (const row of this.rowTargets) row.checked = checked;
    this.refresh();
  }
}
