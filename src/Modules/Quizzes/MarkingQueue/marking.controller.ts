import { Controller } from "@hotwired/stimulus";

/** Marking by the keyboard: j and k go to the next answer and to the one before, p to the points, Ctrl and Enter save and go on. Everything is a link or a button without it. */
export default class extends Controller<HTMLElement> {
  static targets = ["previous", "next", "send"];
  declare readonly previousTarget: HTMLAnchorElement;
  declare readonly nextTarget: HTMLAnchorElement;
  declare readonly hasPreviousTarget: boolean;
  declare readonly hasNextTarget: boolean;
  declare readonly sendTarget: HTMLButtonElement;

  connect(): void {
    document.addEventListener("keydown", this.pressed);
  }

  disconnect(): void {
    document.removeEventListener("keydown", this.pressed);
  }

  send(event: Event): void {
    event.preventDefault();
    this.sendTarget.click();
  }

  /** The draft on the server is this page's own now: the next save doesn't take it for somebody else's. */
  kept(event: CustomEvent<{ told: { revision?: number } | null }>): void {
    const revision = this.element.querySelector<HTMLInputElement>("[name=revision]");
    if (revision && event.detail.told?.revision !== undefined) revision.value = String(event.detail.told.revision);
  }

  private readonly pressed = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.isContentEditable || target.matches("input, textarea, select")) return;
    if (event.key === "j" && this.hasNextTarget) this.nextTarget.click();
    else if (event.key === "k" && this.hasPreviousTarget) this.previousTarget.click();
    else if (event.key === "p") this.element.querySelector<HTMLInputElement>("[name=points]")?.focus();
    else return;
    event.preventDefault();
  };
}
