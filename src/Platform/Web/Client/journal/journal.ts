import { seal, unseal } from "./sealing";

const patience = 5000;
const mostTickets = 200; // that the server looks at in one request (JournalKeys.cs)
const longestAhead = 24 * 60 * 60 * 1000; // clocks differ
const longestKept = 31 * 24 * 60 * 60 * 1000; // a day longer than any address takes reports

/** For one request that brings something: a network that swallows it is none. */
export const longestSending = 20_000;

/** What a page keeps its reports with (JournalKeys.cs). */
export interface JournalKey {
  /** Of this page alone, 32 bytes in base64. */
  key: string;
  /** For which the server gives the key back, to a page of the same person. */
  ticket: string;
  /** Where it does. */
  keys: string;
}

/** Where entries lie, and how they get to the server. */
export interface Place {
  /** Of the database, and what the names in local storage begin with. */
  name: string;
  /** Whether the latest is brought first, because it makes the earlier ones needless; otherwise in the order in which they were written. */
  latestFirst: boolean;
  /** The keys of tickets, null for those of other people; null when they can't be had now. */
  ask(tickets: string[]): Promise<Array<string | null> | null>;
  /** Whether a report is done with: taken, or nobody will ever take it. Throws when nothing gets through. */
  bring(address: string, report: string): Promise<boolean>;
}

interface Entry {
  at: number;
  ticket: string;
  /** The address and the report. */
  sealed: string;
}

/** An entry that was found. */
type Left = Entry & { name: string; text: string };

/**
 * What was said here and isn't confirmed by the server yet; each entry is a whole report, and the later one of a page holds all of the former.
 * It is written twice: local storage takes it before the call returns and outlives this page, however it ends; a database takes it a few
 * milliseconds later and outlives the browser too, which writes local storage to the disk only now and then.
 *
 * A computer may be shared: entries are sealed, and only a page of the person whose they are gets the key. To everybody else they are noise,
 * left alone until their owner is back or nobody would take them any more (decision 14).
 */
export class Journal {
  private static readonly databases = new Map<string, Promise<IDBDatabase | null>>();
  private readonly names = new Map<string, string>(); // of this page's entries, by the address that they go to

  constructor(
    private readonly mine: JournalKey,
    private readonly place: Place,
  ) {}

  keep(address: string, report: string): void {
    const { key, ticket } = this.mine;
    const name = this.names.get(address) ?? base36();
    this.names.set(address, name);
    const entry = JSON.stringify({ at: Date.now(), ticket, sealed: seal(key, JSON.stringify([address, report])) } satisfies Entry);
    try {
      localStorage.setItem(this.prefix + name, entry);
    } catch {
      // No room, or not allowed here: the database has more. What stood here is older than that.
      this.remove(name);
    }
    void this.change((store) => store.put(entry, name));
  }

  drop(address: string): void {
    const name = this.names.get(address);
    if (name === undefined) return;
    this.remove(name);
    void this.change((store) => store.delete(name));
  }

  /**
   * Brings to the server what earlier pages of this person left, wherever it belongs to: each entry once. What can't be brought now stays for
   * the next time. Whether there was a connection, so that later reports may follow.
   */
  async flush(): Promise<boolean> {
    const found: Left[] = [];
    const own = new Set(this.names.values());
    for (const [name, text] of await this.left()) {
      if (own.has(name)) continue;
      const entry = read(text);
      if (entry && entry.at > Date.now() - longestKept && entry.at < Date.now() + longestAhead) found.push({ name, text, ...entry });
      else await this.forgetLeft(name, text);
    }
    found.sort((one, other) => (this.place.latestFirst ? other.at - one.at : one.at - other.at));
    try {
      for (let from = 0; from < found.length; from += mostTickets) await this.bringAll(found.slice(from, from + mostTickets));
      return true;
    } catch {
      return false;
    }
  }

  private async bringAll(found: Left[]): Promise<void> {
    const tickets = [...new Set(found.map(({ ticket }) => ticket))];
    const keys = await this.place.ask(tickets);
    if (!keys) return;
    for (const entry of found) {
      const key = keys[tickets.indexOf(entry.ticket)];
      const opened = key ? unseal(key, entry.sealed) : null;
      if (opened === null) continue;
      if (await this.place.bring(...(JSON.parse(opened) as [string, string]))) await this.forgetLeft(entry.name, entry.text);
    }
  }

  /** An entry of another page, which may be alive in another tab: what it has written meanwhile stays. */
  private async forgetLeft(name: string, text: string): Promise<void> {
    const isHeld = (kept: string | null | undefined) => kept != null && (read(kept)?.at ?? 0) <= (read(text)?.at ?? 0); // one of the two may be older
    try {
      if (isHeld(localStorage.getItem(this.prefix + name))) localStorage.removeItem(this.prefix + name);
    } catch {
      // It wasn't there either.
    }
    const database = await this.open();
    if (!database) return;
    const store = database.transaction("reports", "readwrite").objectStore("reports");
    if (isHeld((await result(store.get(name))) as string | undefined)) await result(store.delete(name));
  }

  private remove(name: string): void {
    try {
      localStorage.removeItem(this.prefix + name);
    } catch {
      // It wasn't there either.
    }
  }

  private async left(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const database = await this.open();
    try {
      if (database) {
        const store = database.transaction("reports").objectStore("reports");
        const [keys, reports] = await Promise.all([result(store.getAllKeys()), result(store.getAll())]);
        keys.forEach((name, at) => found.set(String(name), String(reports[at])));
      }
    } catch {
      // It can't be read: then there is what local storage has.
    }
    try {
      for (const key of Object.keys(localStorage)) {
        const [name, text] = [key.slice(this.prefix.length), localStorage.getItem(key)!];
        // Local storage has the later one, except where it had no room for that.
        if (key.startsWith(this.prefix) && (read(text)?.at ?? 0) >= (read(found.get(name) ?? "")?.at ?? 0)) found.set(name, text);
      }
    } catch {
      // Not allowed here.
    }
    return found;
  }

  private get prefix(): string {
    return `${this.place.name} `;
  }

  private async change(act: (store: IDBObjectStore) => IDBRequest): Promise<void> {
    const database = await this.open();
    if (database) act(database.transaction("reports", "readwrite").objectStore("reports"));
  }

  private open(): Promise<IDBDatabase | null> {
    const { name } = this.place;
    const known = Journal.databases.get(name);
    if (known) return known;
    const opening = new Promise<IDBDatabase | null>((resolve) => {
      setTimeout(() => resolve(null), patience); // a browser that forbids it may never answer
      try {
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => request.result.createObjectStore("reports");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(null);
      } catch {
        resolve(null);
      }
    });
    Journal.databases.set(name, opening);
    return opening;
  }
}

/** A name that says nothing. */
export function base36(): string {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((number) => number.toString(36)).join("");
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
}

function read(text: string): Entry | null {
  try {
    const entry = JSON.parse(text) as Partial<Entry> | null;
    return typeof entry?.at === "number" && typeof entry.ticket === "string" && typeof entry.sealed === "string" ? (entry as Entry) : null;
  } catch {
    return null;
  }
}
