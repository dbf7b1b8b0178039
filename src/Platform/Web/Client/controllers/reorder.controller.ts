import { Controller } from "@hotwired/stimulus";

/**
 * Puts items in order, by keyboard and by pointer. Space lifts, arrows move, Space drops, Escape puts back; every step
 * is said in the status line in the page's words. A drop sends the new order: reorder:dropped with the item's
 * id, its list's id and its position; with a form target, the form is filled (item, list, position) and submitted.
 * With places set, every list is a place for a thing rather than an order: steps go from list to list.
 */
export default class extends Controller<HTMLElement> {
  static targets = ["item", "list", "status", "form"];
  static values = { places: Boolean, lifted: String, moved: String, dropped: String, cancelled: String };
  declare readonly listTargets: HTMLElement[];
  declare readonly statusTarget: HTMLElement;
  declare readonly hasStatusTarget: boolean;
  declare readonly formTarget: HTMLFormElement;
  declare readonly hasFormTarget: boolean;
  declare readonly placesValue: boolean;
  declare readonly liftedValue: string;
  declare readonly movedValue: string;
  declare readonly droppedValue: string;
  declare readonly cancelledValue: string;

  private item: HTMLElement | null = null;
  private handle: HTMLElement | null = null;
  private home: { list: HTMLElement; before: Element | null } | null = null;

  connect(): void {
    this.element.addEventListener("pointerdown", this.press);
  }

  disconnect(): void {
    this.element.removeEventListener("pointerdown", this.press);
    this.release();
  }

  keydown(event: KeyboardEvent): void {
    const handle = (event.target as HTMLElement).closest<HTMLElement>(".drag");
    if (!handle) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (this.item) this.drop();
      else this.lift(handle);
    } else if (this.item && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.step(event.key === "ArrowUp" ? -1 : 1);
    } else if (this.item && (event.key === "Escape" || event.key === "Tab")) {
      if (event.key === "Escape") event.preventDefault();
      this.cancel();
    }
  }

  private lift(handle: HTMLElement): void {
    const item = handle.closest<HTMLElement>("[data-reorder-target~=item]");
    if (!item?.parentElement) return;
    this.item = item;
    this.handle = handle;
    this.home = { list: item.parentElement, before: item.nextElementSibling };
    item.classList.add("dragging");
    handle.setAttribute("aria-pressed", "true");
    this.say(this.liftedValue);
  }

  /** One place up or down; past the end of a list, into the neighbouring one. */
  private step(by: 1 | -1): void {
    const item = this.item!;
    const next = this.placesValue ? null : by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (next) by < 0 ? next.before(item) : next.after(item);
    else {
      const lists = this.listsFor(item);
      const list = lists[lists.indexOf(item.parentElement!) + by];
      if (!list) return;
      list.closest("details")?.setAttribute("open", "");
      by < 0 ? list.append(item) : list.prepend(item);
    }
    this.handle?.focus();
    this.say(this.movedValue);
  }

  private drop(): void {
    const { item, home } = this;
    if (!item || !home) return;
    const moved = item.parentElement !== home.list || item.nextElementSibling !== home.before;
    this.release();
    this.say(this.droppedValue, item);
    if (!moved) return;
    const list = item.parentElement!;
    const detail = { item: item.dataset.id ?? "", list: list.dataset.id ?? "", position: this.placesIn(list).indexOf(item) };
    this.dispatch("dropped", { target: item, detail });
    if (!this.hasFormTarget) return;
    for (const [name, value] of Object.entries(detail)) {
      const field = this.formTarget.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = String(value);
    }
    this.formTarget.requestSubmit();
  }

  private cancel(): void {
    const { item, home, handle } = this;
    if (!item || !home) return;
    home.list.insertBefore(item, home.before);
    this.release();
    handle?.focus();
    this.say(this.cancelledValue, item);
  }

  private release(): void {
    this.item?.classList.remove("dragging");
    this.handle?.setAttribute("aria-pressed", "false");
    this.item = this.handle = this.home = null;
    document.removeEventListener("pointermove", this.drag);
    document.removeEventListener("pointerup", this.letGo);
    document.removeEventListener("pointercancel", this.giveUp);
  }

  private readonly press = (event: PointerEvent) => {
    const handle = (event.target as HTMLElement).closest<HTMLElement>(".drag");
    if (!handle || event.button !== 0) return;
    this.lift(handle);
    document.addEventListener("pointermove", this.drag);
    document.addEventListener("pointerup", this.letGo);
    document.addEventListener("pointercancel", this.giveUp);
  };

  private readonly drag = (event: PointerEvent) => {
    const item = this.item;
    if (!item) return;
    event.preventDefault();
    item.style.pointerEvents = "none";
    const under = document.elementFromPoint(event.clientX, event.clientY);
    item.style.pointerEvents = "";
    const lists = this.listsFor(item);
    const other = under?.closest<HTMLElement>("[data-reorder-target~=item]");
    if (!this.placesValue && other && other !== item && !item.contains(other) && lists.includes(other.parentElement!)) {
      const { top, height } = other.getBoundingClientRect();
      event.clientY < top + height / 2 ? other.before(item) : other.after(item);
      return;
    }
    const list = under?.closest<HTMLElement>("[data-reorder-target~=list]");
    if (list && lists.includes(list) && list !== item.parentElement && (this.placesValue || this.placesIn(list).length === 0)) list.append(item);
  };

  private readonly letGo = () => this.drop();
  private readonly giveUp = () => this.cancel();

  /** Lessons move between the modules' lists, modules within their own: lists of the same kind, and never its own inside. */
  private listsFor(item: HTMLElement): HTMLElement[] {
    const kind = item.dataset.kind ?? "";
    const lists = this.listTargets.filter((list) => (list.dataset.accepts ?? "").split(" ").includes(kind) && !item.contains(list));
    return lists.length ? lists : [item.parentElement!];
  }

  private placesIn(list: HTMLElement): Element[] {
    return [...list.children].filter((child) => child.matches("[data-reorder-target~=item]"));
  }

  /** Sentences come from the page with {name}, {position}, {count} and {list} in them. */
  private say(sentence: string, item = this.item): void {
    if (!this.hasStatusTarget || !item) return;
    const places = this.placesIn(item.parentElement!);
    const words: Record<string, string> = { name: item.dataset.name ?? "", position: String(places.indexOf(item) + 1), count: String(places.length), list: item.parentElement!.dataset.name ?? "" };
    this.statusTarget.textContent = sentence.replace(/\{(name|position|count|list)\}/g, (_, key: string) => words[key] ?? "");
  }
}
