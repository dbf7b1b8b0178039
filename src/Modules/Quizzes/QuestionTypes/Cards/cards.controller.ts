import { Controller } from "@hotwired/stimulus";
import "./cards.css";

/**
 * Cards beside lists to choose from: what is dragged (by the reorder controller around the same element) is chosen in the list of
 * its place, and what is chosen is shown as a card there. The lists are the truth; the cards are drawn from them after every change.
 */
export default class extends Controller<HTMLElement> {
  static targets = ["slot", "bank", "card"];
  declare readonly slotTargets: HTMLElement[];
  declare readonly bankTarget: HTMLElement;
  declare readonly cardTargets: HTMLElement[];

  private cards: HTMLElement[] = [];

  connect(): void {
    this.cards = this.cardTargets.filter((card) => this.bankTarget.contains(card));
    this.bankTarget.hidden = false;
    this.element.dataset["cardsReady"] = "true";
    this.draw();
  }

  /** Before Turbo keeps a copy of the page: as the server sent it. */
  disconnect(): void {
    this.bankTarget.hidden = true;
    delete this.element.dataset["cardsReady"];
    for (const slot of this.slotTargets) placeOf(slot).replaceChildren();
    this.bankList.replaceChildren(...this.cards);
  }

  chosen(): void {
    this.draw();
  }

  /** What lay where the card was put goes to where the card came from. */
  dropped(event: CustomEvent<{ item: string; list: string }>): void {
    const { item, list } = event.detail;
    const from = (event.target as HTMLElement).dataset["from"] ?? "";
    const [source, goal] = [this.slotOf(from), this.slotOf(list)];
    const before = goal ? listOf(goal).value : "";
    if (source && source !== goal) listOf(source).value = goal && has(listOf(source), before) ? before : "";
    if (goal) listOf(goal).value = item;
    for (const slot of new Set([source, goal])) if (slot) listOf(slot).dispatchEvent(new Event("change", { bubbles: true }));
    this.draw();
    const place = goal ? placeOf(goal) : this.bankList;
    place.querySelector<HTMLElement>(`[data-id="${CSS.escape(item)}"] .drag`)?.focus();
  }

  private draw(): void {
    const used = new Set<string>();
    for (const slot of this.slotTargets) {
      const id = listOf(slot).value;
      const card = this.cards.find((one) => one.dataset["id"] === id);
      if (!card) placeOf(slot).replaceChildren();
      else {
        used.add(id);
        const copy = card.cloneNode(true) as HTMLElement;
        copy.removeAttribute("data-cards-target");
        copy.dataset["from"] = placeOf(slot).dataset["id"];
        placeOf(slot).replaceChildren(copy);
      }
      slot.toggleAttribute("data-filled", card !== undefined);
    }
    this.bankList.replaceChildren(...this.cards.filter((card) => card.dataset["stays"] || !used.has(card.dataset["id"] ?? "")));
  }

  private slotOf(part: string): HTMLElement | undefined {
    return part === "" ? undefined : this.slotTargets.find((slot) => placeOf(slot).dataset["id"] === part);
  }

  private get bankList(): HTMLElement {
    return placeOf(this.bankTarget);
  }
}

const placeOf = (element: HTMLElement) => element.querySelector<HTMLElement>("[data-reorder-target~=list]")!;
const listOf = (slot: HTMLElement) => slot.querySelector("select")!;
const has = (list: HTMLSelectElement, value: string) => [...list.options].some((option) => option.value === value);
