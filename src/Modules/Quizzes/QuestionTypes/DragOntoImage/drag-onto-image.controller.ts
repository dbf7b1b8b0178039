import { Controller } from "@hotwired/stimulus";

/** Puts labels onto places of a picture: dragged, or pressed one after the other. The selects are the answer. */
export default class extends Controller<HTMLElement> {
  static targets = ["board", "zone", "labels", "label", "select", "status"];
  static values = { reuses: Boolean, picked: String, put: String, empty: String };
  declare readonly zoneTargets: HTMLButtonElement[];
  declare readonly labelsTarget: HTMLElement;
  declare readonly labelTargets: HTMLButtonElement[];
  declare readonly selectTargets: HTMLSelectElement[];
  declare readonly statusTarget: HTMLElement;
  declare readonly reusesValue: boolean;
  declare readonly pickedValue: string;
  declare readonly putValue: string;
  declare readonly emptyValue: string;

  private picked: string | null = null;
  private flying: { label: HTMLButtonElement; ghost: HTMLElement | null; x: number; y: number } | null = null;

  connect(): void {
    this.labelsTarget.hidden = this.selectTargets.some((select) => select.disabled);
    this.element.addEventListener("pointerdown", this.down);
    addEventListener("pointermove", this.fly);
    addEventListener("pointerup", this.land);
    addEventListener("pointercancel", this.stop);
    this.draw();
  }

  disconnect(): void {
    this.stop();
    this.element.removeEventListener("pointerdown", this.down);
    removeEventListener("pointermove", this.fly);
    removeEventListener("pointerup", this.land);
    removeEventListener("pointercancel", this.stop);
  }

  pick({ currentTarget }: Event): void {
    const label = currentTarget as HTMLButtonElement;
    this.picked = this.picked === label.dataset["label"] ? null : label.dataset["label"]!;
    for (const other of this.labelTargets) other.setAttribute("aria-pressed", String(other.dataset["label"] === this.picked));
    this.statusTarget.textContent = this.picked ? this.pickedValue.replace("{label}", label.dataset["words"]!) : "";
  }

  /** With a label in hand it is put here; without one what is here is taken away. */
  place({ currentTarget }: Event): void {
    const zone = currentTarget as HTMLButtonElement;
    this.put(zone.dataset["zone"]!, this.picked ?? "");
  }

  chosen({ currentTarget }: Event): void {
    const select = currentTarget as HTMLSelectElement;
    this.free(select.value, select);
    this.draw();
  }

  private put(zone: string, label: string): void {
    const select = this.selectTargets.find((one) => one.dataset["zone"] === zone)!;
    this.free(label, select);
    select.value = label;
    this.picked = null;
    for (const one of this.labelTargets) one.setAttribute("aria-pressed", "false");
    this.draw();
    const place = this.zoneTargets.find((one) => one.dataset["zone"] === zone)!.dataset["name"]!;
    this.statusTarget.textContent = label ? this.putValue.replace("{label}", select.selectedOptions[0]!.textContent!.trim()).replace("{place}", place) : this.emptyValue.replace("{place}", place);
    select.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** A label that is there once leaves the place where it was. */
  private free(label: string, except: HTMLSelectElement): void {
    if (this.reusesValue || !label) return;
    for (const other of this.selectTargets) if (other !== except && other.value === label) other.value = "";
  }

  private draw(): void {
    const used = new Set(this.selectTargets.map((select) => select.value));
    for (const label of this.labelTargets) {
      const isUsed = !this.reusesValue && used.has(label.dataset["label"]!);
      label.classList.toggle("line-through", isUsed);
      label.classList.toggle("border-dashed", isUsed);
    }
    for (const zone of this.zoneTargets) {
      const id = this.selectTargets.find((select) => select.dataset["zone"] === zone.dataset["zone"])!.value;
      const label = this.labelTargets.find((one) => one.dataset["label"] === id);
      zone.toggleAttribute("data-filled", !!label);
      zone.innerHTML = label ? label.innerHTML : "";
      if (!label) zone.textContent = zone.dataset["number"]!;
      zone.setAttribute("aria-label", label ? `${zone.dataset["name"]}: ${label.dataset["words"]}` : zone.dataset["name"]!);
    }
  }

  private readonly down = (event: PointerEvent) => {
    const label = (event.target as Element).closest<HTMLButtonElement>("[data-label]");
    if (label && event.button === 0) this.flying = { label, ghost: null, x: event.clientX, y: event.clientY };
  };

  private readonly fly = (event: PointerEvent) => {
    const { flying } = this;
    if (!flying) return;
    if (!flying.ghost && Math.hypot(event.clientX - flying.x, event.clientY - flying.y) < 6) return;
    if (!flying.ghost) {
      flying.ghost = flying.label.cloneNode(true) as HTMLElement;
      flying.ghost.removeAttribute("data-drag-onto-image-target");
      flying.ghost.setAttribute("aria-hidden", "true");
      flying.ghost.style.cssText = "position: fixed; z-index: 50; pointer-events: none; translate: -50% -50%;";
      document.body.append(flying.ghost);
    }
    flying.ghost.style.left = `${event.clientX}px`;
    flying.ghost.style.top = `${event.clientY}px`;
  };

  private readonly land = (event: PointerEvent) => {
    const { flying } = this;
    if (!flying?.ghost) return void (this.flying = null);
    const zone = document.elementsFromPoint(event.clientX, event.clientY).find((element) => this.zoneTargets.includes(element as HTMLButtonElement)) as HTMLButtonElement | undefined;
    this.stop();
    flying.label.addEventListener("click", swallow, { once: true, capture: true }); // the click that follows is no press
    setTimeout(() => flying.label.removeEventListener("click", swallow, { capture: true }));
    if (zone) this.put(zone.dataset["zone"]!, flying.label.dataset["label"]!);
  };

  private readonly stop = () => {
    this.flying?.ghost?.remove();
    this.flying = null;
  };
}

const swallow = (event: Event) => {
  event.stopImmediatePropagation();
  event.preventDefault();
};
