import { Controller } from "@hotwired/stimulus";

/** Marks a question to come back to. A checkbox inside, when there is one, carries the mark to the server. */
export default class extends Controller<HTMLElement> {
  toggle(): void {
    const flagged = this.element.getAttribute("aria-pressed") !== "true";
    this.element.setAttribute("aria-pressed", String(flagged));
    this.element.querySelector(".icon")?.classList.toggle("icon-fill", flagged);
    this.dispatch("changed", { detail: { flagged } });
  }
}
