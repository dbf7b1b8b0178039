import { Controller } from "@hotwired/stimulus";

/** A key that moves the focus here, such as "/" for the search, unless somebody is writing. */
export default class extends Controller<HTMLElement> {
  static values = { key: String };
  declare readonly keyValue: string;

  connect(): void {
    document.addEventListener("keydown", this.pressed);
  }

  disconnect(): void {
    document.removeEventListener("keydown", this.pressed);
  }

  private readonly pressed = (event: KeyboardEvent) => {
    if (event.key !== this.keyValue || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target as HTMLElement;
    if (at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName)) return;
    event.preventDefault();
    this.element.focus();
  };
}
