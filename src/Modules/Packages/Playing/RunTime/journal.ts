import { Journal, longestSending, type JournalKey } from "../../../../Platform/Web/Client/journal/journal";

export type { JournalKey };

let mine: Journal | undefined;

/** First of all: who keeps what is committed from here on. */
export function openJournal(key: JournalKey): Journal {
  return (mine = new Journal(key, {
    name: "lectern.scorm",
    latestFirst: true,
    async ask(tickets) {
      const answer = await fetch(key.keys, { method: "POST", body: JSON.stringify(tickets), credentials: "omit", signal: AbortSignal.timeout(longestSending) });
      return answer.ok ? ((await answer.json()) as Array<string | null>) : null;
    },
    async bring(address, report) {
      if (!address.startsWith(`${location.origin}/content/`)) return true; // not ours: other content of this origin can write here too
      const answer = await fetch(address, { method: "POST", body: report, credentials: "omit", signal: AbortSignal.timeout(longestSending) });
      // Taken; or nobody will ever take it: it can't be read, or the learner has left the course.
      return answer.ok || answer.status === 400 || answer.status === 404;
    },
  }));
}

/** What content commits is kept here before its call returns, until the server has confirmed it. */
export const journal = (): Journal => mine!;
