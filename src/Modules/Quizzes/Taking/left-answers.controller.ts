import { Controller } from "@hotwired/stimulus";
import { FormJournal } from "../../../Platform/Web/Client/journal/form-journal";

/** On the pages around an attempt: brings to the server what its own pages left in this browser, and draws the page anew when that was news. */
export default class extends Controller<HTMLFormElement> {
  static targets = ["late", "words"];
  static values = { keys: String };
  declare readonly lateTarget: HTMLElement;
  declare readonly wordsTarget: HTMLElement;
  declare readonly keysValue: string;

  connect(): void {
    void this.bring();
    addEventListener("online", this.bring);
  }

  disconnect(): void {
    removeEventListener("online", this.bring);
  }

  private readonly bring = async () => {
    const journal = new FormJournal(this.element, "", { key: "", ticket: "", keys: this.keysValue });
    const { isNews, refusals } = await journal.flush();
    journal.close();
    if (refusals.length) {
      this.wordsTarget.textContent = refusals.join(" ");
      this.lateTarget.hidden = false;
    } else if (isNews) location.reload();
  };
}
