import { Scorm2004API } from "scorm-again/scorm2004/min";
import { calls, type DataModel } from "./calls";
import { DataModel2004 } from "./model-2004";
import { run, type Exposed, type RunTime, type Start } from "./run";

void run({
  global: "API_1484_11",
  initialize: "Initialize",
  sessionTime: "cmi.session_time",
  formatTime: (ms) => `PT${Math.floor(ms / 1000)}S`,
  create: (settings) => new Scorm2004API(settings) as unknown as RunTime,
  expose,
});

/** What is reported is what the content itself has set: having said "unknown" is something else than having said nothing (SN App. C, UP.4). */
function expose(api: RunTime, start: Start, changed: () => void, retyped: (interaction: string) => void): Exposed {
  const elements = new DataModel2004(start.model, start.stores, retyped);
  const model: DataModel = {
    get: (element) => (element.startsWith(validPrefix) ? isValid(start, element.slice(validPrefix.length)) : elements.get(element)),
    setValue(element, value) {
      if (element.startsWith(validPrefix)) return isValid(start, element.slice(validPrefix.length))[1] === "401" ? "401" : "404";
      return elements.setValue(element, value);
    },
  };
  const wish = () => {
    const request = elements.said()["adl.nav.request"];
    return request === "continue" ? "next" : request === "previous" ? "previous" : null;
  };
  // The version is that of the API (RTE 3.2.2).
  return { object: { version: "1.0", ...calls(api, { before: "", end: "Terminate" }, model, changed) }, said: () => elements.said(), wish };
}

const validPrefix = "adl.nav.request_valid.";

/** Which navigation would be followed only the server knows (SN 5.6.4). The answer and the error code, as DataModel2004.IsValid has them. */
function isValid({ valid }: Start, request: string): [string, string] {
  const word = (is?: boolean) => (is === undefined ? "unknown" : is ? "true" : "false");
  if (request === "continue" || request === "previous") return [word(valid?.[request]), "0"];
  const target = /^(choice|jump)\.\{target=(.+)\}$/.exec(request);
  if (target) return [word(valid?.[target[1] === "choice" ? "choices" : "jumps"].includes(target[2]!)), "0"];
  return ["", /^(choice|jump)(\.|$)|^_(children|count)$/.test(request) ? "301" : "401"];
}
