import { Controller } from "@hotwired/stimulus";

/** A details element that acts as a menu: Escape, a press elsewhere and leaving it with Tab close it. */
export default class extends Controller<HTMLDetailsElement> {
  private readonly elsewhere = (event: Event) => {
    if (this.element.open && !this.element.contains(event.target as Node)) this.element.open = false;
  };

  connect(): void {
    document.addEventListener("click", this.elsewhere);
    document.addEventListener("focusin", this.elsewhere);
    this.element.addEventListener("keydown", this.escape);
  }

  disconnect(): void {
    document.removeEventListener("click", this.elsewhere);
    document.removeEventListener("focusin", this.elsewhere);
    this.element.removeEventListener("keydown", this.escape);
    this.element.open = false;
  }

  private readonly escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !this.element.open) return;
    event.stopPropagation();
    this.element.open = false;
    this.element.querySelector("summary")?.focus();
  };
}
