import { Controller } from "@hotwired/stimulus";
import { morphElements, visit } from "@hotwired/turbo";

/** How often an open grid looks again at most, in milliseconds, however much happens in the class. */
const LOOK_AGAIN_EVERY = 2000;
/** How many rows may be asked for again at once; the server takes no more. */
const MOST_AGAIN = 100;

/**
 * A class of thousands in one table. Rows come when somebody gets near them and go, leaving their room, when they are far
 * away; what is in view is looked at again when something has changed in the class, and nothing else is. The arrow keys go
 * from cell to cell (WAI-ARIA Authoring Practices, "Grid Pattern"); Enter opens the learner's page at the lesson.
 */
export default class extends Controller<HTMLElement> {
  static targets = ["rows"];
  static values = { rows: String, query: String, count: Number, loading: String };
  declare readonly rowsTargets: HTMLTableSectionElement[];
  declare readonly rowsValue: string;
  declare readonly queryValue: string;
  declare readonly countValue: number;
  declare readonly loadingValue: string;

  private near!: IntersectionObserver;
  private readonly inView = new Set<HTMLTableSectionElement>();
  private end!: HTMLTableSectionElement;
  private fetching = false;
  private lookedAt = 0;
  private timer?: ReturnType<typeof setTimeout>;
  private stop = new AbortController();

  connect(): void {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.element.removeAttribute("tabindex"); // one of its cells takes the focus instead
    const table = this.table;
    table.setAttribute("role", "grid");
    table.setAttribute("aria-rowcount", String(this.countValue + 2)); // with the two of the head
    document.querySelector<HTMLElement>("[data-class-grid-pager]")?.setAttribute("hidden", "");
    for (const left of table.querySelectorAll("tbody:has(> .end)")) left.remove(); // the page comes out of the browser's memory
    for (const cell of table.querySelectorAll("tbody [tabindex]")) cell.removeAttribute("tabindex");
    this.end = table.createTBody();
    this.end.insertRow().insertCell().textContent = this.loadingValue;
    this.end.rows[0]!.className = "end";
    this.end.hidden = !this.next;
    this.number();
    this.reach(this.cellAt(0, 0));
    const scrolls = getComputedStyle(this.element).overflowY !== "visible"; // on a phone the page does
    this.near = new IntersectionObserver((entries) => this.seen(entries), { root: scrolls ? this.element : null, rootMargin: "100% 0px" });
    for (const part of [...this.rowsTargets, this.end]) this.near.observe(part);

    this.element.addEventListener("keydown", (event) => this.move(event), { signal });
    this.element.addEventListener("click", (event) => this.open(event), { signal });
    this.element.addEventListener("focusin", (event) => this.reach((event.target as Element).closest<HTMLTableCellElement>("tbody td, tbody th")), { signal });
    document.addEventListener("turbo:before-stream-render", (event) => this.changed(event), { signal });
    document.addEventListener("visibilitychange", () => this.missed && this.soon(), { signal });
  }

  disconnect(): void {
    this.stop.abort();
    this.near.disconnect();
    this.inView.clear();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private get table(): HTMLTableElement {
    return this.element.querySelector("table")!;
  }

  /** Where the rows after the last ones begin. */
  private get next(): string | undefined {
    return this.rowsTargets.at(-1)?.dataset.next;
  }

  // ---- rows come and go ----

  private seen(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const part = target as HTMLTableSectionElement;
      if (part === this.end) {
        if (isIntersecting) void this.more();
      } else if (isIntersecting) {
        this.inView.add(part);
        if (awayFrom(part)) void this.comeBack(part);
      } else {
        this.inView.delete(part);
        this.leave(part);
      }
    }
  }

  private async more(): Promise<void> {
    const { next } = this;
    if (!next || this.fetching) return;
    this.fetching = true;
    const answer = await this.ask(`${this.queryValue || "?"}${this.queryValue ? "&" : ""}after=${next}`);
    this.fetching = false;
    const part = answer?.querySelector("tbody");
    if (!part || this.stop.signal.aborted) return;
    const rows = document.adoptNode(part);
    rows.dataset.classGridTarget = "rows";
    this.end.before(rows);
    this.end.hidden = !this.next;
    this.number();
    this.near.observe(rows);
    this.near.unobserve(this.end); // observed anew, so that it is asked again whether there is still room
    if (this.next) this.near.observe(this.end);
  }

  /** Far away: the rows go, their room stays. What has the focus is never far away. */
  private leave(part: HTMLTableSectionElement): void {
    if (awayFrom(part) || part.contains(document.activeElement) || part.contains(this.current)) return;
    const { height } = part.getBoundingClientRect();
    if (height === 0) return;
    part.dataset.away = idsOf(part).join(","); // in the page itself, so that it is there still when somebody comes back to it
    const room = document.createElement("tr");
    room.style.height = `${height}px`;
    room.ariaHidden = "true";
    part.replaceChildren(room);
  }

  private async comeBack(part: HTMLTableSectionElement): Promise<void> {
    const ids = awayFrom(part)!;
    const answer = await this.ask(`?of=${ids.join(",")}`);
    if (!answer || !awayFrom(part)) return;
    delete part.dataset.away;
    const found = byId(answer);
    part.replaceChildren(...ids.flatMap((id) => found.get(id) ?? []));
    this.number();
  }

  private async ask(query: string): Promise<Document | undefined> {
    try {
      const answer = await fetch(this.rowsValue + query, { signal: this.stop.signal });
      return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined;
    } catch {
      return undefined; // offline, or left: who scrolls again asks again
    }
  }

  // ---- what changes while the page is open ----

  private missed = false;

  /** The page is told to refresh: here that means the rows in view. */
  private changed(event: Event): void {
    if ((event.target as Element).getAttribute("action") !== "refresh") return;
    event.preventDefault();
    this.soon();
  }

  private soon(): void {
    this.missed = true;
    if (this.timer !== undefined || document.hidden) return;
    const wait = Math.max(0, this.lookedAt + LOOK_AGAIN_EVERY - performance.now());
    this.timer = setTimeout(() => void this.lookAgain(), wait);
  }

  private async lookAgain(): Promise<void> {
    this.missed = false;
    const ids = [...this.inView].filter((part) => !awayFrom(part)).flatMap(idsOf).slice(0, MOST_AGAIN);
    const answer = await this.ask(`?of=${ids.join(",")}`);
    this.lookedAt = performance.now();
    this.timer = undefined;
    if (answer) {
      const found = byId(answer);
      for (const id of ids) {
        const row = document.getElementById(`learner-${id}`);
        const now = found.get(id);
        if (!now) row?.remove(); // no learner of the class any more
        if (!row || !now) continue;
        now.setAttribute("aria-rowindex", row.getAttribute("aria-rowindex")!);
        if (this.current && row.contains(this.current)) now.cells[this.current.cellIndex]!.tabIndex = 0;
        morphElements(row, now);
      }
      const figures = answer.getElementById("class-counts");
      const shown = document.getElementById("class-counts");
      if (figures && shown) morphElements(shown, figures);
    }
    if (this.missed) this.soon();
  }

  // ---- the keyboard ----

  private current: HTMLTableCellElement | null = null;

  /** The one cell that the Tab key comes to. */
  private reach(cell: HTMLTableCellElement | null | undefined): void {
    if (!cell || cell === this.current) return;
    this.current?.removeAttribute("tabindex");
    this.current = cell;
    cell.tabIndex = 0;
  }

  private async move(event: KeyboardEvent): Promise<void> {
    const cell = (event.target as Element).closest<HTMLTableCellElement>("tbody td, tbody th");
    if (!cell || event.altKey || event.metaKey) return;
    const row = cell.parentElement as HTMLTableRowElement;
    const forward = document.dir === "rtl" ? -1 : 1;
    const last = row.cells.length - 1;
    const [down, to]: [number, number] | [undefined, undefined] =
      event.key === "ArrowRight" ? [0, cell.cellIndex + forward]
      : event.key === "ArrowLeft" ? [0, cell.cellIndex - forward]
      : event.key === "ArrowDown" ? [1, cell.cellIndex]
      : event.key === "ArrowUp" ? [-1, cell.cellIndex]
      : event.key === "PageDown" ? [10, cell.cellIndex]
      : event.key === "PageUp" ? [-10, cell.cellIndex]
      : event.key === "Home" ? [event.ctrlKey ? -Infinity : 0, 0]
      : event.key === "End" ? [event.ctrlKey ? Infinity : 0, last]
      : [undefined, undefined];
    if (event.key === "Enter" && event.target === cell) return this.go(cell);
    if (down === undefined) return;
    event.preventDefault();
    const rows = [...this.table.querySelectorAll<HTMLTableRowElement>("tbody tr[id]")];
    const target = Math.max(0, rows.indexOf(row) + down);
    if (target >= rows.length && this.next) await this.more();
    const there = this.cellAt(target, Math.min(Math.max(to, 0), last));
    this.reach(there);
    there?.focus();
  }

  private cellAt(row: number, column: number): HTMLTableCellElement | undefined {
    const rows = this.table.querySelectorAll<HTMLTableRowElement>("tbody tr[id]");
    return rows[Math.min(row, rows.length - 1)]?.cells[column];
  }

  private open(event: MouseEvent): void {
    const cell = (event.target as Element).closest<HTMLTableCellElement>("tbody td.cell");
    if (cell) this.go(cell);
  }

  private go(cell: HTMLTableCellElement): void {
    const address = cell.parentElement?.querySelector<HTMLAnchorElement>("th a")?.href;
    const lesson = cell.classList.contains("cell") ? this.table.tHead?.rows[1]?.cells[cell.cellIndex - 2]?.dataset.lesson : undefined;
    if (address) visit(lesson ? `${address}?lesson=${lesson}` : address);
  }

  /** The rows of the head are the first two; those that are away count too. */
  private number(): void {
    let next = 3;
    for (const part of this.rowsTargets) {
      const away = awayFrom(part);
      if (away) next += away.length;
      else for (const row of part.rows) row.setAttribute("aria-rowindex", String(next++));
    }
  }
}

/** The learners whose rows have gone from this part; none when they are here. */
const awayFrom = (part: HTMLTableSectionElement) => part.dataset.away?.split(",");
const idsOf = (part: HTMLTableSectionElement) => [...part.rows].filter((row) => row.id).map((row) => row.id.replace("learner-", ""));
const byId = (answer: Document) => new Map([...answer.querySelectorAll("tr[id]")].map((row) => [row.id.replace("learner-", ""), document.adoptNode(row) as HTMLTableRowElement]));
