import { Controller } from "@hotwired/stimulus";

const svg = "http://www.w3.org/2000/svg";

/**
 * Sends the picture of a question and draws regions on it. The fields of the rows hold the numbers; drawing writes them
 * into the row that was last gone to, or the first that has none.
 */
export default class extends Controller<HTMLElement> {
  static targets = ["file", "image", "alt", "status", "board", "drawing", "row"];
  static values = { images: String, working: String, failed: String };
  declare readonly fileTarget: HTMLInputElement;
  declare readonly imageTarget: HTMLInputElement;
  declare readonly statusTarget: HTMLElement;
  declare readonly boardTarget: HTMLElement;
  declare readonly drawingTarget: SVGElement;
  declare readonly rowTargets: HTMLElement[];
  declare readonly imagesValue: string;
  declare readonly workingValue: string;
  declare readonly failedValue: string;

  private row: HTMLElement | null = null;
  private from: [number, number] | null = null;

  connect(): void {
    this.element.addEventListener("focusin", this.gone);
    this.element.addEventListener("input", this.draw);
    this.element.addEventListener("change", this.draw);
    this.boardTarget.addEventListener("pointerdown", this.down);
    this.boardTarget.addEventListener("pointermove", this.drag);
    this.boardTarget.addEventListener("pointerup", this.up);
    this.draw();
  }

  disconnect(): void {
    this.element.removeEventListener("focusin", this.gone);
    this.element.removeEventListener("input", this.draw);
    this.element.removeEventListener("change", this.draw);
    this.boardTarget.removeEventListener("pointerdown", this.down);
    this.boardTarget.removeEventListener("pointermove", this.drag);
    this.boardTarget.removeEventListener("pointerup", this.up);
  }

  async send(event: Event): Promise<void> {
    event.stopPropagation();
    const file = this.fileTarget.files?.[0];
    if (!file) return;
    this.statusTarget.textContent = this.workingValue;
    const body = new FormData();
    body.append("__RequestVerificationToken", this.fileTarget.form!.querySelector<HTMLInputElement>('[name="__RequestVerificationToken"]')!.value);
    body.append("image", file, file.name);
    try {
      const answer = await fetch(this.imagesValue, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = (await answer.json().catch(() => ({}))) as { src?: string; title?: string; detail?: string };
      this.statusTarget.textContent = told.src ? "" : (told.detail ?? told.title ?? this.failedValue);
      if (!told.src) return;
      this.fileTarget.value = "";
      this.imageTarget.value = told.src;
      this.imageTarget.dispatchEvent(new Event("input", { bubbles: true }));
    } catch {
      this.statusTarget.textContent = this.failedValue;
    }
  }

  private readonly gone = (event: Event) => {
    this.row = this.rowTargets.find((row) => row.contains(event.target as Node)) ?? this.row;
    this.draw();
  };

  private readonly down = (event: PointerEvent) => {
    event.preventDefault();
    const row = this.current;
    if (!row) return;
    const at = this.place(event);
    if (shapeOf(row) === "polygon") {
      write(row, [...numbersOf(row), ...at]);
      return;
    }
    this.from = at;
    this.boardTarget.setPointerCapture(event.pointerId);
  };

  private readonly drag = (event: PointerEvent) => {
    if (!this.from || !this.current) return;
    const to = this.place(event);
    const [x, y] = this.from;
    if (Math.abs(to[0] - x) < 0.5 || Math.abs(to[1] - y) < 0.5) return;
    write(this.current, [Math.min(x, to[0]), Math.min(y, to[1]), Math.max(x, to[0]), Math.max(y, to[1])]);
  };

  private readonly up = () => (this.from = null);

  private get current(): HTMLElement | undefined {
    return this.row ?? this.rowTargets.find((row) => numbersOf(row).length === 0) ?? this.rowTargets[0];
  }

  private place(event: PointerEvent): [number, number] {
    const box = this.boardTarget.getBoundingClientRect();
    const within = (part: number) => Math.round(Math.min(100, Math.max(0, part * 100)) * 100) / 100;
    return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
  }

  private readonly draw = () => {
    const picture = this.boardTarget.querySelector("img")!;
    const src = this.imageTarget.value;
    this.boardTarget.hidden = src === "";
    if (src && picture.getAttribute("src") !== src) picture.src = src;
    for (const sign of this.boardTarget.querySelectorAll(".picture-sign")) sign.remove();
    this.drawingTarget.replaceChildren(
      ...this.rowTargets.flatMap((row, index) => {
        const n = numbersOf(row).map((number) => number * 100);
        if (n.length < 4) return [];
        const shape = shapeOf(row);
        const element = document.createElementNS(svg, shape);
        const [x1, y1, x2, y2] = n as [number, number, number, number];
        const set = (values: Record<string, number | string>) => Object.entries(values).forEach(([name, value]) => element.setAttribute(name, String(value)));
        if (shape === "rect") set({ x: x1, y: y1, width: Math.max(0, x2 - x1), height: Math.max(0, y2 - y1) });
        else if (shape === "ellipse") set({ cx: (x1 + x2) / 2, cy: (y1 + y2) / 2, rx: Math.abs(x2 - x1) / 2, ry: Math.abs(y2 - y1) / 2 });
        else set({ points: n.join(" ") });
        set({ class: row.querySelector<HTMLInputElement>('[name="right"]')?.checked === false ? "picture-area" : "picture-right", ...(row === this.row ? { "data-now": "" } : {}) });
        const sign = document.createElement("span");
        sign.className = "picture-sign";
        sign.textContent = String(index + 1);
        sign.style.left = `${mid(n.filter((_, i) => i % 2 === 0))}%`;
        sign.style.top = `${mid(n.filter((_, i) => i % 2 === 1))}%`;
        this.boardTarget.append(sign);
        return [element];
      }),
    );
  };
}

const mid = (numbers: number[]) => (Math.min(...numbers) + Math.max(...numbers)) / 200;
const areaOf = (row: HTMLElement) => row.querySelector<HTMLInputElement>('[name$="-area"]')!;
const shapeOf = (row: HTMLElement) => row.querySelector<HTMLSelectElement>('[name$="-shape"]')?.value ?? "rect";
const numbersOf = (row: HTMLElement) => areaOf(row).value.split(/[\s;]+/).filter(Boolean).map((part) => Number(part.replace(",", ".")));

function write(row: HTMLElement, numbers: number[]): void {
  const field = areaOf(row);
  field.value = numbers.map((number) => String(Math.round(number * 100) / 100)).join(" ");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
