import { Controller } from "@hotwired/stimulus";

/** Copies a text to the clipboard and says so in the words that the page supplies. */
export default class extends Controller<HTMLElement> {
  static targets = ["source", "said"];
  static values = { text: String, done: String, failed: String };
  declare readonly sourceTarget: HTMLInputElement | HTMLElement;
  declare readonly hasSourceTarget: boolean;
  declare readonly saidTarget: HTMLElement;
  declare readonly hasSaidTarget: boolean;
  declare readonly textValue: string;
  declare readonly doneValue: string;
  declare readonly failedValue: string;

  async copy(): Promise<void> {
    const source = this.hasSourceTarget ? this.sourceTarget : null;
    const text = this.textValue || (source instanceof HTMLInputElement ? source.value : source?.textContent?.trim()) || "";
    try {
      await navigator.clipboard.writeText(text);
      this.say(this.doneValue);
    } catch {
      if (source instanceof HTMLInputElement) source.select(); // no permission: leave it one keystroke away
      this.say(this.failedValue);
    }
  }

  private say(words: string): void {
    if (this.hasSaidTarget) this.saidTarget.textContent = words;
  }
}
