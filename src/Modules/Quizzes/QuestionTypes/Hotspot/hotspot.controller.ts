import { Controller } from "@hotwired/stimulus";

/** Points at places on a picture, by pointer or with a crosshair that the arrow keys move; regions that are shown are pressed. The fields are the answer. */
export default class extends Controller<HTMLElement> {
  static targets = ["board", "cross", "pair", "status", "choice", "numbers"];
  static values = { place: String, set: String, removed: String };
  declare readonly boardTarget: HTMLElement;
  declare readonly hasCrossTarget: boolean;
  declare readonly crossTarget: HTMLButtonElement;
  declare readonly pairTargets: HTMLElement[];
  declare readonly choiceTargets: HTMLInputElement[];
  declare readonly statusTarget: HTMLElement;
  declare readonly placeValue: string;
  declare readonly setValue: string;
  declare readonly removedValue: string;

  private x = 50;
  private y = 50;

  connect(): void {
    this.boardTarget.addEventListener("click", this.click);
    this.element.addEventListener("input", this.draw);
    if (this.hasCrossTarget) this.crossTarget.hidden = false;
  }

  disconnect(): void {
    this.boardTarget.removeEventListener("click", this.click);
    this.element.removeEventListener("input", this.draw);
  }

  move(event: KeyboardEvent): void {
    const step = event.shiftKey ? 0.25 : 2;
    const by = ({ ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] } as Record<string, [number, number]>)[event.key];
    if (by) {
      event.preventDefault();
      this.to(this.x + by[0], this.y + by[1]);
      this.say(this.placeWords(this.x, this.y));
    } else if (event.key === "Backspace" || event.key === "Delete") {
      event.preventDefault();
      const last = this.pairs.filter((pair) => pair.isSet).pop();
      if (!last) return;
      last.set("", "");
      this.changed();
      this.say(this.removedValue);
    }
  }

  /** Enter or Space on the crosshair: a click without a place of its own. */
  press(event: MouseEvent): void {
    event.stopPropagation();
    if (event.detail === 0) this.mark(this.x, this.y);
    else this.click(event);
  }

  private readonly click = (event: MouseEvent) => {
    const box = this.boardTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 100;
    const y = ((event.clientY - box.top) / box.height) * 100;
    if (this.choiceTargets.length > 0) return this.choose(event.clientX, event.clientY);
    if (!this.hasCrossTarget || this.crossTarget.disabled) return;
    this.to(x, y);
    this.mark(this.x, this.y);
  };

  // The regions lie in the drawing in the order of the choices.
  private choose(clientX: number, clientY: number): void {
    const shapes = [...this.boardTarget.querySelectorAll<SVGGeometryElement>("svg > *")];
    const under = document.elementsFromPoint(clientX, clientY).find((element) => shapes.includes(element as SVGGeometryElement)) as SVGGeometryElement | undefined;
    if (under) this.choiceTargets[shapes.indexOf(under)]?.click();
  }

  private to(x: number, y: number): void {
    this.x = Math.min(100, Math.max(0, x));
    this.y = Math.min(100, Math.max(0, y));
    this.crossTarget.style.left = `${this.x}%`;
    this.crossTarget.style.top = `${this.y}%`;
  }

  /** In the first free pair of fields; when all are taken, the last one moves. */
  private mark(x: number, y: number): void {
    const pairs = this.pairs;
    const at = pairs.findIndex((pair) => !pair.isSet);
    const index = at < 0 ? pairs.length - 1 : at;
    pairs[index]!.set(x.toFixed(2), y.toFixed(2));
    this.changed();
    this.say(this.setValue.replace("{n}", String(index + 1)).replace("{place}", this.placeWords(x, y)));
  }

  private get pairs() {
    return this.pairTargets.map((pair) => {
      const [x, y] = [...pair.querySelectorAll("input")] as [HTMLInputElement, HTMLInputElement];
      return { x, y, isSet: x.value !== "" && y.value !== "", set: (left: string, top: string) => ((x.value = left), (y.value = top)) };
    });
  }

  private changed(): void {
    this.pairTargets[0]?.querySelector("input")?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private readonly draw = () => {
    for (const old of this.boardTarget.querySelectorAll(".picture-mark")) old.remove();
    for (const pair of this.pairs) {
      if (!pair.isSet) continue;
      const mark = document.createElement("span");
      mark.className = "picture-mark";
      mark.style.left = `${Number(pair.x.value)}%`;
      mark.style.top = `${Number(pair.y.value)}%`;
      this.boardTarget.append(mark);
    }
  };

  private placeWords(x: number, y: number): string {
    return this.placeValue.replace("{x}", x.toFixed(0)).replace("{y}", y.toFixed(0));
  }

  private say(words: string): void {
    this.statusTarget.textContent = words;
  }
}
