import { Controller } from "@hotwired/stimulus";
import { wordsIn } from "./words";

/** Counts the words of a text area while somebody writes, as the server will (WordCount.cs). */
export default class extends Controller<HTMLElement> {
  static targets = ["number", "over"];
  static values = { formatted: Boolean, most: Number };
  declare readonly numberTarget: HTMLElement;
  declare readonly hasOverTarget: boolean;
  declare readonly overTarget: HTMLElement;
  declare readonly formattedValue: boolean;
  declare readonly hasMostValue: boolean;
  declare readonly mostValue: number;

  count(event: Event): void {
    if (!(event.target instanceof HTMLTextAreaElement) || !event.target.name) return;
    const words = wordsIn(event.target.value, this.formattedValue);
    this.numberTarget.textContent = words.toLocaleString(document.documentElement.lang, { useGrouping: false });
    if (this.hasOverTarget) this.overTarget.hidden = !(this.hasMostValue && this.mostValue > 0 && words > this.mostValue);
  }
}
