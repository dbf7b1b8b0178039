import { Controller } from "@hotwired/stimulus";

/** Opens a native dialog in place of the page that its trigger links to. Escape and the return of focus are the browser's. */
export default class extends Controller<HTMLElement> {
  static targets = ["panel"];
  static values = { open: Boolean };
  declare readonly panelTarget: HTMLDialogElement;
  declare readonly openValue: boolean;

  connect(): void {
    if (this.openValue) this.open();
  }

  disconnect(): void {
    if (this.panelTarget.open) this.panelTarget.close(); // Turbo's snapshot must not keep a page that cannot be used
  }

  open(): void {
    if (!this.panelTarget.open) this.panelTarget.showModal();
  }

  close(): void {
    this.panelTarget.close();
  }

  /** A press on the backdrop lands on the dialog element itself. */
  backdrop(event: MouseEvent): void {
    if (event.target === this.panelTarget) this.panelTarget.close();
  }
}
