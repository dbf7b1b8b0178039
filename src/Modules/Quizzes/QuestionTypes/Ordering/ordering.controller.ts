import { Controller } from "@hotwired/stimulus";

/** A list whose order is the answer: dragging (the reorder controller around the same element) sets the place of every item, and choosing a place moves the item there. */
export default class extends Controller<HTMLElement> {
  static targets = ["list", "handle", "place"];
  declare readonly listTarget: HTMLElement;
  declare readonly handleTargets: HTMLElement[];
  declare readonly placeTargets: HTMLSelectElement[];

  connect(): void {
    for (const handle of this.handleTargets) handle.hidden = false;
  }

  disconnect(): void {
    for (const handle of this.handleTargets) handle.hidden = true;
  }

  dropped(event: Event): void {
    this.number();
    (event.target as HTMLElement).querySelector<HTMLElement>(".drag")?.focus();
  }

  chosen(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const item = select.closest("li")!;
    if (select.value === "") return;
    const others = [...this.listTarget.children].filter((other) => other !== item);
    const next = others[Number(select.value) - 1];
    if (next) next.before(item);
    else this.listTarget.append(item);
    this.number();
    select.focus();
  }

  /** Every item has a place now: the one that it stands at. */
  private number(): void {
    this.placeTargets.forEach((place, index) => (place.value = String(index + 1)));
    this.placeTargets[0]?.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
