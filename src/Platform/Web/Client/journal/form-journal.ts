import { base36, Journal, longestSending, type JournalKey } from "./journal";

/** What became of what earlier pages had left in this browser. */
export interface Brought {
  /** There was a connection: what is written here may follow. */
  goesOn: boolean;
  /** Something of it was news to the server: what this page shows may be older. */
  isNews: boolean;
  /** What of it will never be taken, in the server's words. */
  refusals: string[];
}

const token = "__RequestVerificationToken";

/**
 * What is written into a form and not confirmed yet: kept sealed in this browser, and brought to the server by a later page where this one can't.
 * Saves are numbered for each time that a page is opened, so that the server takes of two of them the later one, in whatever order they
 * arrive, and each once.
 */
export class FormJournal {
  private readonly page = base36();
  private number = 0;
  private readonly journal: Journal;
  private brought: Brought = { goesOn: true, isNews: false, refusals: [] };

  /** @param form What it keeps, and whose token it sends by; where nothing is to be kept, any form of the page. */
  constructor(
    private readonly form: HTMLFormElement,
    private readonly address: string,
    key: JournalKey,
  ) {
    this.journal = new Journal(key, { name: "lectern.answers", latestFirst: false, ask: (tickets) => this.ask(key.keys, tickets), bring: (address, report) => this.bring(address, report) });
    form.addEventListener("formdata", this.count);
  }

  close(): void {
    this.form.removeEventListener("formdata", this.count);
  }

  keep(): void {
    const fields = [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && name !== token);
    this.journal.keep(this.address, JSON.stringify(fields));
  }

  drop(): void {
    this.journal.drop(this.address);
  }

  async flush(): Promise<Brought> {
    this.brought = { goesOn: true, isNews: false, refusals: [] };
    const goesOn = await this.journal.flush();
    return { ...this.brought, goesOn };
  }

  private async ask(address: string, tickets: string[]): Promise<Array<string | null> | null> {
    const answer = await this.post(address, tickets.map((ticket) => ["ticket", ticket]));
    if (answer.ok) return (await answer.json()) as Array<string | null>;
    if (answer.status >= 500) throw new Error("The server is unwell.");
    return null;
  }

  private async bring(address: string, report: string): Promise<boolean> {
    const answer = await this.post(address, JSON.parse(report) as string[][]);
    if (answer.ok) {
      const told = (await answer.json()) as { isNews?: boolean };
      this.brought.isNews ||= told.isNews ?? false;
      return true;
    }
    // The server is unwell or busy, nothing counts for a while, or this page speaks for nobody any more: another page brings it.
    if (answer.status >= 500 || [400, 401, 403, 408, 423, 429].includes(answer.status)) return false;
    const words = await wordsOf(answer);
    if (words && !this.brought.refusals.includes(words)) this.brought.refusals.push(words);
    return true;
  }

  private async post(address: string, fields: string[][]): Promise<Response> {
    const body = new URLSearchParams([...fields, [token, this.form.querySelector<HTMLInputElement>(`input[name="${token}"]`)?.value ?? ""]]);
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(longestSending) });
    if (answer.type === "opaqueredirect") throw new Error("Signed out.");
    return answer;
  }

  /** Also where the browser itself sends the form. */
  private readonly count = ({ formData }: FormDataEvent) => {
    formData.set("page-opened", this.page);
    formData.set("save-number", String(++this.number));
  };
}

/** What the server says of a refusal. */
async function wordsOf(answer: Response): Promise<string | null> {
  const problem = (await answer.json().catch(() => null)) as { detail?: string; title?: string } | null;
  return problem?.detail ?? problem?.title ?? null;
}
