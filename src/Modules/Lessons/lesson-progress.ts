/** What the server answers to a report of progress. */
export type Told = { percent: number; isDone: boolean; sentence: string };

/** What the server will never take, however often it is sent. Anything else (too fast, too many at once, a broken server) may pass: reports wait. */
export const refusals = [400, 404, 422];

/** Shows how far the learner is. Screen readers hear it when it matters: done, at rest, or another twentieth. */
export function show({ percent, isDone, sentence }: Told, atRest: boolean): void {
  const box = document.querySelector("#how-far");
  const bar = box?.querySelector<HTMLElement>(".bar");
  bar?.querySelector("i")?.style.setProperty("--v", `${percent}%`);
  bar?.setAttribute("aria-label", sentence);
  const words = box?.querySelector("#how-far-state");
  if (words && words.textContent !== sentence && (isDone || atRest || percent % 5 === 0)) words.textContent = sentence;
}

/** Writes into the place that says whether the work is saved. */
export function say(words: string): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-saved-state]")) place.textContent = words;
}

/**
 * What could not be told yet waits on this device, also over a reload: by the learner's own enrolment, so that on a shared
 * computer nobody is credited with what somebody else has seen.
 */
export class Waiting<T> {
  private readonly key: string;

  constructor(kind: string, enrolment: string, address: string) {
    this.key = `lectern.${kind} ${enrolment} ${new URL(address, location.href).pathname}`;
  }

  keep(items: T[]): void {
    try {
      if (items.length) localStorage.setItem(this.key, JSON.stringify(items));
      else localStorage.removeItem(this.key);
    } catch {
      // private windows may forbid it; then only what was told is kept
    }
  }

  kept(): T[] {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "[]") as T[];
    } catch {
      return [];
    }
  }
}
