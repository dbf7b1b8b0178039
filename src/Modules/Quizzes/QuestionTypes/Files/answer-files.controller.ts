import { Controller } from "@hotwired/stimulus";

type Told = { files?: { file: { name: string; length: number }; address: string }[]; title?: string; detail?: string };

/** Sends files as soon as they are chosen, or recorded, and lists them as a part of the answer. Without it the page's form does. */
export default class extends Controller<HTMLElement> {
  static targets = ["list", "row", "input", "send", "progress", "status"];
  static values = { url: String, field: String, most: Number, limit: Number, sending: String, sent: String, failed: String, tooLarge: String, full: String };
  declare readonly listTarget: HTMLElement;
  declare readonly rowTarget: HTMLTemplateElement;
  declare readonly hasSendTarget: boolean;
  declare readonly inputTarget: HTMLInputElement;
  declare readonly sendTarget: HTMLButtonElement;
  declare readonly progressTarget: HTMLProgressElement;
  declare readonly statusTarget: HTMLElement;
  declare readonly urlValue: string;
  declare readonly mostValue: number;
  declare readonly limitValue: number;
  declare readonly sendingValue: string;
  declare readonly sentValue: string;
  declare readonly failedValue: string;
  declare readonly tooLargeValue: string;
  declare readonly fullValue: string;

  private request: XMLHttpRequest | null = null;

  connect(): void {
    if (this.hasSendTarget) this.sendTarget.hidden = true;
    addEventListener("beforeunload", this.warn);
  }

  disconnect(): void {
    this.request?.abort();
    removeEventListener("beforeunload", this.warn);
  }

  chosen(event: Event): void {
    event.stopPropagation(); // what is chosen is no answer yet: it is one when it has arrived
    this.send([...(this.inputTarget.files ?? [])]);
  }

  take(event: CustomEvent<{ file: File }>): void {
    // A new recording takes the place of the one before.
    if (this.mostValue === 1) for (const tick of this.listTarget.querySelectorAll<HTMLInputElement>("input")) tick.checked = false;
    this.send([event.detail.file]);
  }

  private send(files: File[]): void {
    if (files.length === 0 || this.request) return;
    for (const row of [...this.listTarget.children]) if (!row.querySelector<HTMLInputElement>("input")!.checked) row.remove();
    if (files.some((file) => file.size > this.limitValue)) return this.say(this.tooLargeValue);
    if (this.listTarget.children.length + files.length > this.mostValue) return this.say(this.fullValue);
    const form = this.inputTarget.form!;
    const body = new FormData();
    body.append("__RequestVerificationToken", form.querySelector<HTMLInputElement>('[name="__RequestVerificationToken"]')!.value);
    // What this page shows of the question goes along: ticks that were taken away count.
    const question = this.element.closest<HTMLElement>("[data-id]")!;
    body.append("question", question.dataset["id"]!);
    for (const field of question.querySelectorAll<HTMLInputElement>("input[name]:checked")) body.append(field.name, field.value);
    for (const file of files) body.append(this.inputTarget.name, file, file.name);
    const request = (this.request = new XMLHttpRequest());
    const finished = (words: string) => {
      this.request = null;
      this.progressTarget.hidden = true;
      this.inputTarget.value = "";
      this.say(words);
    };
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (!lengthComputable) return;
      this.progressTarget.max = total;
      this.progressTarget.value = loaded;
      this.statusTarget.textContent = this.sendingValue.replace("{percent}", String(Math.floor((100 * loaded) / total)));
    };
    request.onload = () => {
      const told = (request.response ?? {}) as Told;
      if (request.status >= 300 || !told.files) return finished(told.detail ?? told.title ?? this.failedValue);
      for (const { file, address } of told.files) this.add(file, address);
      finished(this.sentValue);
      this.listTarget.dispatchEvent(new Event("change", { bubbles: true }));
    };
    request.onerror = () => finished(this.failedValue);
    request.open("POST", this.urlValue);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    this.progressTarget.hidden = false;
    request.send(body);
  }

  private add(file: { name: string; length: number }, address: string): void {
    const row = (this.rowTarget.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
    row.querySelector("input")!.value = JSON.stringify(file);
    row.querySelector("[data-name]")!.textContent = file.name;
    row.querySelector("[data-size]")!.textContent = size(file.length);
    const player = row.querySelector("audio");
    if (player) {
      player.src = address;
      player.setAttribute("aria-label", file.name);
    }
    this.listTarget.append(row);
  }

  private say(words: string): void {
    this.statusTarget.textContent = words;
  }

  private readonly warn = (event: BeforeUnloadEvent) => {
    if (this.request) event.preventDefault();
  };
}

function size(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1000)));
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: units[power]!, unitDisplay: "short", maximumFractionDigits: 1 }).format(bytes / 1000 ** power);
}
