import { Controller } from "@hotwired/stimulus";

/** Shows or hides a password. The button appears only where this code runs. */
export default class extends Controller<HTMLElement> {
  static targets = ["input", "button"];
  declare readonly inputTarget: HTMLInputElement;
  declare readonly buttonTarget: HTMLButtonElement;

  connect(): void {
    this.buttonTarget.hidden = false;
    this.inputTarget.form?.addEventListener("submit", this.hide);
  }

  disconnect(): void {
    this.inputTarget.form?.removeEventListener("submit", this.hide);
    this.hide();
  }

  toggle(): void {
    const show = this.inputTarget.type === "password";
    this.inputTarget.type = show ? "text" : "password";
    this.buttonTarget.setAttribute("aria-pressed", String(show));
  }

  /** Sent as a password again, so that browsers offer to keep it and never list it among typed texts. */
  private readonly hide = () => {
    this.inputTarget.type = "password";
    this.buttonTarget.setAttribute("aria-pressed", "false");
  };
}
