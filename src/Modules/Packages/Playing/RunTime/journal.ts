const prefix = "lectern.scorm ";
const patience = 5000;
const longestSending = 20_000;

/**
 * What was committed and isn't confirmed yet, by the address that it goes to; each entry is a whole report, and the later one holds all of the
 * former. It is written twice, because SCORM's calls don't wait: local storage takes it before the call returns and outlives this page, however
 * it ends; a database takes it a few milliseconds later and outlives the browser too, which writes local storage to the disk only now and then.
 */
export class Journal {
  private static database: Promise<IDBDatabase | null> | undefined;

  static keep(address: string, report: string): void {
    try {
      localStorage.setItem(prefix + address, report);
    } catch {
      // No room, or not allowed here: the database has more.
    }
    void Journal.change((store) => store.put(report, address));
  }

  static drop(address: string): void {
    try {
      localStorage.removeItem(prefix + address);
    } catch {
      // It wasn't there either.
    }
    void Journal.change((store) => store.delete(address));
  }

  /** Brings to the server what earlier pages left, whichever part it belongs to: each entry once. What can't be brought now stays for the next page. */
  static async flush(): Promise<void> {
    for (const [address, report] of await Journal.left()) {
      if (!address.startsWith(`${location.origin}/content/`)) continue; // not ours: other content of this origin can write here too
      try {
        const answer = await fetch(address, { method: "POST", body: report, credentials: "omit", signal: AbortSignal.timeout(longestSending) });
        // Taken; or nobody will ever take it: it can't be read, or the learner has left the course.
        if (answer.ok || answer.status === 400 || answer.status === 404) Journal.drop(address);
      } catch {
        // No connection.
      }
    }
  }

  private static async left(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const database = await Journal.open();
    try {
      if (database) {
        const store = database.transaction("reports").objectStore("reports");
        const [keys, reports] = await Promise.all([result(store.getAllKeys()), result(store.getAll())]);
        keys.forEach((address, at) => found.set(String(address), String(reports[at])));
      }
    } catch {
      // It can't be read; what local storage has is the later one anyhow.
    }
    try {
      // Of two, local storage has the later one.
      for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) found.set(key.slice(prefix.length), localStorage.getItem(key)!);
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
