import { journal } from "./journal";

/** What the outer page is told. It shows only what the server has confirmed. */
export type News = "begun" | "saving" | "saved" | "dropped" | "waiting" | "elsewhere" | "refused" | "finished" | "left" | "on" | "out" | "next" | "previous";

export type Values = Record<string, string>;
type Answer = { outcome: string; dropped: string[]; leads: "on" | "out" | null; valid: object | null };

const pause = 1500; // after a change, for more to come
const longestWait = 30_000;
const mostRepeats = 3;
const mostCharacters = 1_000_000; // of values in a report: the server takes 4 MB, and a character has up to three bytes
const beaconBytes = 48 * 1024; // browsers hold 64 KiB for all beacons of a page together

/**
 * Brings the data model to the server: what changed since the server last confirmed, one request at a time, numbered, tried
 * again until it is confirmed. A page that is being closed sends the rest by beacon.
 */
export class Reporter {
  private sequence = 0;
  private begun = false; // the first report says that the content talks at all, even when it set nothing
  private sending = false;
  private again = false;
  private ended = false;
  private left = false; // by the learner, before the content had ended itself
  private endConfirmed = false;
  private failures = 0;
  private repeats = 0; // answers in a row that the number was known already
  private timer?: ReturnType<typeof setTimeout>;
  private over = false;
  private waiting: Array<(saved: boolean) => void> = [];
  private readonly retyped = new Set<string>(); // interactions that got another type since the last report was made

  /** What the server has of the data model, to begin with: what it started the content with. */
  constructor(
    private readonly address: string | null,
    private readonly confirmed: Values,
    private readonly read: () => Values,
    private readonly tell: (news: News) => void,
    private readonly learn?: (valid: object | null) => void,
  ) {
    addEventListener("online", () => this.now());
  }

  /** Something changed; more may follow at once. */
  changed(): void {
    if (!this.timer && !this.sending) this.timer = setTimeout(() => this.now(), pause);
    else this.again = true;
  }

  /** An interaction got another type: the server forgets its answers too, so what is answered from here on is news, also when it is the same. */
  retype(interaction: string): void {
    this.retyped.add(interaction);
    for (const element of Object.keys(this.confirmed)) if (isOf(interaction, element)) delete this.confirmed[element];
  }

  /** The content commits: what it said is in the journal before its call returns. */
  commit(): void {
    if (this.address && !this.over) journal().keep(this.address, this.body(this.sequence + 1, this.changes(), this.ended));
    this.now();
  }

  /** The content has ended, or its page is left: what is sent from here on is final. */
  end(left = false): void {
    this.ended = true;
    this.left = left;
    this.commit();
  }

  /** Sends now, or as soon as the request under way is answered. */
  now(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.over) return this.settle(false);
    if (!this.address) return this.settle(true);
    if (this.sending) this.again = true;
    else void this.send();
  }

  /** Resolves when everything is confirmed (true), or can't be (false). */
  settled(): Promise<boolean> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.now();
    });
  }

  /** The page goes away: what isn't confirmed leaves without waiting for an answer. */
  lastChance(): void {
    if (!this.address || this.over || this.endConfirmed) return;
    const batches: Values[] = [{}];
    let size = 0;
    for (const [element, value] of Object.entries(this.changes())) {
      const bytes = 3 * (element.length + value.length);
      if (size + bytes > beaconBytes && size > 0) {
        batches.push({});
        size = 0;
      }
      batches[batches.length - 1]![element] = value;
      size += bytes;
    }
    // One report in numbered batches: beacons overtake each other, and the server takes them in any order.
    // The journal's is one later than all of them, for what of them doesn't arrive.
    const sequence = ++this.sequence;
    journal().keep(this.address, this.body(sequence + 1, this.changes(), this.ended));
    batches.forEach((values, batch) => {
      navigator.sendBeacon(this.address!, this.body(sequence, values, this.ended, { batch, batches: batches.length }));
    });
  }

  private async send(): Promise<void> {
    this.retyped.clear();
    const changes = this.changes();
    if (this.begun && this.endConfirmed === this.ended && Object.keys(changes).length === 0) return this.settle(true);
    const values = beginning(changes);
    const isAll = Object.keys(values).length === Object.keys(changes).length;
    this.sending = true;
    this.again = !isAll;
    const final = this.ended && isAll;
    this.tell("saving");
    try {
      const body = this.body(++this.sequence, values, final);
      journal().keep(this.address!, isAll ? body : this.body(this.sequence + 1, changes, this.ended));
      const answer = await fetch(this.address!, { method: "POST", body, keepalive: body.length < beaconBytes / 3, credentials: "omit" });
      if (answer.ok) this.took(values, final, (await answer.json()) as Answer);
      else if (answer.status >= 500 || answer.status === 408 || answer.status === 409 || answer.status === 429) this.failed();
      else this.giveUp("refused", answer.status !== 400);
    } catch {
      this.failed();
    } finally {
      this.sending = false;
    }
    if (this.over || this.failures > 0) return;
    if (this.again || this.endConfirmed !== this.ended) return this.now();
    journal().drop(this.address!);
    this.settle(true);
  }

  private took(values: Values, final: boolean, { outcome, dropped, leads, valid }: Answer): void {
    if (leads) this.tell(leads);
    if (outcome === "FromEarlierLaunch") return this.giveUp(leads ?? "elsewhere");
    this.learn?.(valid);
    this.failures = 0;
    // Another page brought an older report of this number from the journal: this one goes again with the next. When the launch has ended, no number is new.
    if (outcome === "Repeated" && !leads && ++this.repeats < mostRepeats) {
      this.again = true;
      return;
    }
    this.repeats = 0;
    // Also what was dropped: sent again it would be dropped again.
    for (const [element, value] of Object.entries(values)) if (![...this.retyped].some((interaction) => isOf(interaction, element))) this.confirmed[element] = value;
    if (!this.begun) this.tell("begun");
    this.begun = true;
    this.endConfirmed = final;
    this.tell("saved");
    if (dropped.length) this.tell("dropped");
    if (final) this.tell("finished");
  }

  private failed(): void {
    this.failures++;
    this.tell("waiting");
    this.timer = setTimeout(() => this.now(), Math.min(longestWait, 1000 * 2 ** this.failures));
  }

  private giveUp(news: News, forGood = true): void {
    this.over = true;
    if (forGood) journal().drop(this.address!);
    this.tell(news);
    this.settle(false);
  }

  private settle(saved: boolean): void {
    for (const resolve of this.waiting.splice(0)) resolve(saved);
  }

  private changes(): Values {
    // What the content asks for at its end is heard only there.
    return Object.fromEntries(Object.entries(this.read()).filter(([element, value]) => this.confirmed[element] !== value || (this.ended && element === "adl.nav.request")));
  }

  private body(sequence: number, values: Values, final: boolean, place: { batch: number; batches: number } = { batch: 0, batches: 1 }): string {
    return JSON.stringify({ sequence, final, left: final && this.left, values: Object.fromEntries(Object.entries(values).map(([element, value]) => [wellFormed(element), wellFormed(value)])), ...place });
  }
}

/** Whether an element is the type of an interaction, or an answer that goes with its type. */
function isOf(interaction: string, element: string): boolean {
  return element === `${interaction}type` || element === `${interaction}learner_response` || element.startsWith(`${interaction}correct_responses.`);
}

/** As many of the values as one report may have, and at least one. */
function beginning(values: Values): Values {
  let size = 0;
  return Object.fromEntries(Object.entries(values).filter(([element, value], index) => (size += element.length + value.length) <= mostCharacters || index === 0));
}

/** Half a character, which content leaves where it cuts a text, is none that can be sent. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
