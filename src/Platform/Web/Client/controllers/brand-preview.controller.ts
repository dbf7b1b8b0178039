import { Controller } from "@hotwired/stimulus";

/** Shows a brand on the preview only: writes the brand contract's variables on the preview's elements. */
export default class extends Controller<HTMLElement> {
  static targets = ["surface", "value"];
  declare readonly surfaceTargets: HTMLElement[];
  declare readonly valueTarget: HTMLInputElement;
  declare readonly hasValueTarget: boolean;

  colour(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.set("--brand", value);
    if (this.hasValueTarget) this.valueTarget.value = value;
  }

  accent(event: Event): void {
    this.set("--brand-accent", (event.target as HTMLInputElement).value);
  }

  radius(event: Event): void {
    this.set("--brand-radius", (event.target as HTMLInputElement).value);
  }

  private set(name: string, value: string): void {
    for (const surface of this.surfaceTargets) surface.style.setProperty(name, value);
  }
}
