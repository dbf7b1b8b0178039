import { Controller } from "@hotwired/stimulus";
import { Upload } from "tus-js-client";

/**
 * Sends a large file in pieces (tus 1.0.0) when the form is submitted, goes on after a broken connection, and then submits the
 * form with the finished upload's id in place of the file. Choosing the same file again goes on where an earlier try stopped.
 */
export default class extends Controller<HTMLFormElement> {
  static targets = ["input", "upload", "progress", "bar", "status", "send", "cancel"];
  static values = { purpose: String, limit: Number, sending: String, working: String, waiting: String, failed: String, tooLarge: String };
  declare readonly inputTarget: HTMLInputElement;
  declare readonly uploadTarget: HTMLInputElement;
  declare readonly progressTarget: HTMLElement;
  declare readonly barTarget: HTMLProgressElement;
  declare readonly statusTarget: HTMLElement;
  declare readonly sendTarget: HTMLButtonElement;
  declare readonly cancelTarget: HTMLButtonElement;
  declare readonly purposeValue: string;
  declare readonly limitValue: number;
  declare readonly sendingValue: string;
  declare readonly workingValue: string;
  declare readonly waitingValue: string;
  declare readonly failedValue: string;
  declare readonly tooLargeValue: string;

  private upload: Upload | null = null;

  connect(): void {
    this.element.addEventListener("submit", this.submitted);
    addEventListener("beforeunload", this.warn);
  }

  disconnect(): void {
    this.element.removeEventListener("submit", this.submitted);
    removeEventListener("beforeunload", this.warn);
    void this.upload?.abort();
  }

  async cancel(): Promise<void> {
    const upload = this.upload;
    this.rest();
    this.statusTarget.textContent = "";
    await upload?.abort(true);
  }

  private readonly submitted = (event: SubmitEvent) => {
    const file = this.inputTarget.files?.[0];
    if (this.uploadTarget.value || !file) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (file.size > this.limitValue) {
      this.refuse(this.tooLargeValue);
      return;
    }
    void this.start(file);
  };

  private async start(file: File): Promise<void> {
    this.sendTarget.disabled = true;
    this.sendTarget.setAttribute("aria-busy", "true");
    this.progressTarget.hidden = this.cancelTarget.hidden = false;
    this.inputTarget.removeAttribute("aria-invalid");
    this.statusTarget.classList.remove("field-error");
    let told = 0;
    const upload = (this.upload = new Upload(file, {
      endpoint: "/uploads",
      metadata: { purpose: this.purposeValue, filename: file.name },
      chunkSize: 32 * 1024 * 1024,
      retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000],
      removeFingerprintOnSuccess: true,
      onProgress: (done, all) => {
        this.barTarget.value = (100 * done) / Math.max(1, all);
        const percent = Math.floor((10 * done) / Math.max(1, all)); // screen readers hear every tenth
        if (done < all && percent === told && Date.now() - this.lastWords < 1000) return;
        told = percent;
        this.lastWords = Date.now();
        this.statusTarget.textContent = done === all ? this.workingValue : this.sendingValue.replace("{done}", size(done)).replace("{all}", size(all));
      },
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        const retry = status === 0 || status === 409 || status === 423 || status >= 500;
        if (retry && status === 0) this.statusTarget.textContent = this.waitingValue;
        return retry;
      },
      onError: (error) => {
        const said = "originalResponse" in error ? error.originalResponse?.getBody() : undefined;
        this.rest();
        this.refuse(sentence(said) ?? this.failedValue);
      },
      onSuccess: () => {
        this.uploadTarget.value = upload.url!.split("/").pop()!;
        this.inputTarget.disabled = true; // the file itself is there already
        this.upload = null;
        this.element.requestSubmit();
      },
    }));
    const earlier = (await upload.findPreviousUploads())[0];
    if (earlier) upload.resumeFromPreviousUpload(earlier);
    upload.start();
  }

  private lastWords = 0;

  private refuse(words: string): void {
    this.statusTarget.textContent = words;
    this.statusTarget.classList.add("field-error");
    this.inputTarget.setAttribute("aria-invalid", "true");
    this.inputTarget.focus();
  }

  private rest(): void {
    this.upload = null;
    this.sendTarget.disabled = false;
    this.sendTarget.removeAttribute("aria-busy");
    this.progressTarget.hidden = this.cancelTarget.hidden = true;
  }

  private readonly warn = (event: BeforeUnloadEvent) => {
    if (this.upload) event.preventDefault();
  };
}

function sentence(body: string | undefined): string | undefined {
  try {
    const problem = JSON.parse(body ?? "") as { detail?: string; title?: string };
    return problem.detail ?? problem.title;
  } catch {
    return undefined;
  }
}

function size(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024)));
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: units[power]!, unitDisplay: "short", maximumFractionDigits: 1 }).format(bytes / 1024 ** power);
}
