import { Controller } from "@hotwired/stimulus";

/**
 * A file input that also takes dropped files and shows how far the upload is. Sends the form with XMLHttpRequest,
 * because fetch cannot report upload progress, and then does what a submitted form would: follow, or show the page again.
 */
export default class extends Controller<HTMLElement> {
  static targets = ["input", "name", "progress", "status", "cancel"];
  static values = { sending: String, working: String, failed: String, tooLarge: String, limit: Number };
  declare readonly inputTarget: HTMLInputElement;
  declare readonly nameTarget: HTMLElement;
  declare readonly hasNameTarget: boolean;
  declare readonly progressTarget: HTMLProgressElement;
  declare readonly statusTarget: HTMLElement;
  declare readonly cancelTarget: HTMLButtonElement;
  declare readonly hasCancelTarget: boolean;
  declare readonly sendingValue: string;
  declare readonly workingValue: string;
  declare readonly failedValue: string;
  declare readonly tooLargeValue: string;
  declare readonly limitValue: number;

  private request: XMLHttpRequest | null = null;
  private form: HTMLFormElement | null = null;

  connect(): void {
    this.form = this.inputTarget.form;
    this.form?.addEventListener("submit", this.send);
    this.element.addEventListener("dragover", this.over);
    this.element.addEventListener("dragleave", this.out);
    this.element.addEventListener("drop", this.drop);
    this.inputTarget.addEventListener("change", this.chosen);
    addEventListener("beforeunload", this.warn);
  }

  disconnect(): void {
    this.request?.abort();
    this.form?.removeEventListener("submit", this.send);
    this.element.removeEventListener("dragover", this.over);
    this.element.removeEventListener("dragleave", this.out);
    this.element.removeEventListener("drop", this.drop);
    this.inputTarget.removeEventListener("change", this.chosen);
    removeEventListener("beforeunload", this.warn);
  }

  cancel(): void {
    this.request?.abort();
  }

  private readonly over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.element.toggleAttribute("data-over", true);
  };

  private readonly out = (event: DragEvent) => {
    if (!this.element.contains(event.relatedTarget as Node | null)) this.element.removeAttribute("data-over");
  };

  private readonly drop = (event: DragEvent) => {
    event.preventDefault();
    this.element.removeAttribute("data-over");
    const dropped = event.dataTransfer?.files;
    if (!dropped?.length || this.inputTarget.disabled) return;
    const files = new DataTransfer();
    for (const file of this.inputTarget.multiple ? dropped : [dropped[0]!]) files.items.add(file);
    this.inputTarget.files = files.files;
    this.inputTarget.dispatchEvent(new Event("change", { bubbles: true }));
  };

  private readonly chosen = () => {
    const files = [...(this.inputTarget.files ?? [])];
    if (this.hasNameTarget) this.nameTarget.textContent = files.map((file) => `${file.name} (${size(file.size)})`).join(", ");
    const tooLarge = this.limitValue > 0 && files.some((file) => file.size > this.limitValue);
    this.inputTarget.setCustomValidity(tooLarge ? this.tooLargeValue : "");
    this.statusTarget.textContent = tooLarge ? this.tooLargeValue : "";
  };

  private readonly send = (event: SubmitEvent) => {
    const form = this.form!;
    if (!this.inputTarget.files?.length) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // Turbo would send it as well
    const request = (this.request = new XMLHttpRequest());
    const submitter = event.submitter as HTMLButtonElement | null;
    const finished = () => {
      this.request = null;
      this.progressTarget.hidden = true;
      if (this.hasCancelTarget) this.cancelTarget.hidden = true;
      if (submitter) submitter.disabled = false;
      submitter?.removeAttribute("aria-busy");
    };
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (!lengthComputable) return;
      this.progressTarget.max = total;
      this.progressTarget.value = loaded;
      const done = loaded === total;
      this.statusTarget.textContent = done ? this.workingValue : this.sendingValue.replace("{percent}", String(Math.floor((100 * loaded) / total)));
    };
    request.onload = () => {
      finished();
      const here = new URL(request.responseURL);
      if (request.status < 300 && here.href !== new URL(form.action).href) location.assign(here);
      else if (request.getResponseHeader("Content-Type")?.startsWith("text/html")) this.show(request.responseText);
      else this.statusTarget.textContent = this.failedValue;
    };
    request.onerror = () => {
      finished();
      this.statusTarget.textContent = this.failedValue;
    };
    request.onabort = () => {
      finished();
      this.statusTarget.textContent = "";
    };
    request.open(form.method, form.action);
    request.setRequestHeader("Accept", "text/html");
    // Before the controls are disabled: a disabled button's value is not sent.
    const body = new FormData(form, submitter);
    if (submitter) submitter.disabled = true;
    submitter?.setAttribute("aria-busy", "true");
    this.progressTarget.hidden = false;
    if (this.hasCancelTarget) this.cancelTarget.hidden = false;
    request.send(body);
  };

  /** The form came back with a message beside the field: show that page, as Turbo does for a 422. */
  private show(html: string): void {
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.querySelector("#main");
    const here = document.querySelector("#main");
    if (main && here) {
      here.replaceWith(document.adoptNode(main));
      document.querySelector<HTMLElement>('#main [aria-invalid="true"]')?.focus();
    } else this.statusTarget.textContent = this.failedValue;
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
