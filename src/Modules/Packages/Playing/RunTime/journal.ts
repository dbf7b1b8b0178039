import { seal, unseal } from "./sealing";

const prefix = "lectern.scorm ";
const patience = 5000;
const longestSending = 20_000;
const mostTickets = 200; // that the server looks at in one request (FindJournalKeys.cs)
const longestAhead = 24 * 60 * 60 * 1000; // clocks differ
const longestKept = 31 * 24 * 60 * 60 * 1000; // a day longer than an address takes reports

/** What a page keeps its reports with (JournalKeys.cs). */
export interface JournalKey {
  /** Of this page alone, 32 bytes in base64. */
  key: string;
  /** For which the server gives the key back, to a page of the same person. */
  ticket: string;
  /** Where it does. */
  keys: string;
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
 * What was committed and isn't confirmed yet; each entry is a whole report, and the later one holds all of the former. It is written twice,
 * because SCORM's calls don't wait: local storage takes it before the call returns and outlives this page, however it ends; a database takes it
 * a few milliseconds later and outlives the browser too, which writes local storage to the disk only now and then.
 *
 * A computer may be shared: entries are sealed, and only a page of the person whose they are gets the key. To everybody else they are noise,
 * left alone until their owner is back or nobody would take them any more.
 */
export class Journal {
  private static database: Promise<IDBDatabase | null> | undefined;
  private static mine: JournalKey | undefined;
  private static readonly names = new Map<string, string>(); // of this page's entries, by the address that they go to

  /** First of all: who keeps what is written from here on. */
  static of(key: JournalKey): void {
    Journal.mine = key;
  }

  static keep(address: string, report: string): void {
    const { key, ticket } = Journal.mine!;
    const name = Journal.names.get(address) ?? base36();
    Journal.names.set(address, name);
    const entry = JSON.stringify({ at: Date.now(), ticket, sealed: seal(key, JSON.stringify([address, report])) } satisfies Entry);
    try {
      localStorage.setItem(prefix + name, entry);
    } catch {
      // No room, or not allowed here: the database has more. What stood here is older than that.
      Journal.remove(name);
    }
    void Journal.change((store) => store.put(entry, name));
  }

  static drop(address: string): void {
    const name = Journal.names.get(address);
    if (name !== undefined) Journal.forget(name);
  }

  private static forget(name: string): void {
    Journal.remove(name);
    void Journal.change((store) => store.delete(name));
  }

  /** An entry of another page, which may be alive in another tab: what it has written meanwhile stays. */
  private static async forgetLeft(name: string, text: string): Promise<void> {
    try {
      if (localStorage.getItem(prefix + name) === text) localStorage.removeItem(prefix + name);
    } catch {
      // It wasn't there either.
    }
    const database = await Journal.open();
    if (!database) return;
    const store = database.transaction("reports", "readwrite").objectStore("reports");
    const kept = store.get(name);
    kept.onsuccess = () => kept.result === text && store.delete(name);
  }

  private static remove(name: string): void {
    try {
      localStorage.removeItem(prefix + name);
    } catch {
      // It wasn't there either.
    }
  }

  /** Brings to the server what earlier pages of this person left, whichever part it belongs to: each entry once. What can't be brought now stays for the next page. */
  static async flush(): Promise<void> {
    const found: Left[] = [];
    for (const [name, text] of await Journal.left()) {
      const entry = read(text);
      if (entry && entry.at > Date.now() - longestKept && entry.at < Date.now() + longestAhead) found.push({ name, text, ...entry });
      else await Journal.forgetLeft(name, text);
    }
    found.sort((one, other) => other.at - one.at);
    try {
      for (let from = 0; from < found.length; from += mostTickets) await Journal.bringAll(found.slice(from, from + mostTickets));
    } catch {
      // No connection.
    }
  }

  private static async bringAll(found: Left[]): Promise<void> {
    const tickets = [...new Set(found.map(({ ticket }) => ticket))];
    const answer = await fetch(Journal.mine!.keys, { method: "POST", body: JSON.stringify(tickets), credentials: "omit", signal: AbortSignal.timeout(longestSending) });
    if (!answer.ok) return;
    const keys = (await answer.json()) as Array<string | null>;
    for (const entry of found) {
      const key = keys[tickets.indexOf(entry.ticket)];
      const opened = key ? unseal(key, entry.sealed) : null;
      if (opened !== null) await Journal.bring(entry, ...(JSON.parse(opened) as [string, string]));
    }
  }

  private static async bring({ name, text }: Left, address: string, report: string): Promise<void> {
    if (!address.startsWith(`${location.origin}/content/`)) return Journal.forgetLeft(name, text); // not ours: other content of this origin can write here too
    const answer = await fetch(address, { method: "POST", body: report, credentials: "omit", signal: AbortSignal.timeout(longestSending) });
    // Taken; or nobody will ever take it: it can't be read, or the learner has left the course.
    if (answer.ok || answer.status === 400 || answer.status === 404) await Journal.forgetLeft(name, text);
  }

  private static async left(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const database = await Journal.open();
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
        const [name, text] = [key.slice(prefix.length), localStorage.getItem(key)!];
        // Local storage has the later one, except where it had no room for that.
        if (key.startsWith(prefix) && (read(text)?.at ?? 0) >= (read(found.get(name) ?? "")?.at ?? 0)) found.set(name, text);
      }
    } catch {
      // Not allowed here.
    }
    return found;
  }

  private static async change(act: (store: IDBObjectStore) => IDBRequest): Promise<void> {
    const database = await Journal.open();
    if (database) act(database.transaction("reports", "readwrite").objectStore("reports"));
  }

  private static open(): Promise<IDBDatabase | null> {
    return (Journal.database ??= new Promise((resolve) => {
      setTimeout(() => resolve(null), patience); // a browser that forbids it may never answer
      try {
        const request = indexedDB.open("lectern.scorm", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("reports");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(null);
      } catch {
        resolve(null);
      }
    }));
  }
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

/** A name that says nothing. */
function base36(): string {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((number) => number.toString(36)).join("");
}
