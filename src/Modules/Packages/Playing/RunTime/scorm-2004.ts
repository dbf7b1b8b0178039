import { Scorm2004API } from "scorm-again/scorm2004/min";
import { run, type RunTime, type Start } from "./run";
import type { Values } from "./reporter";

type Api = RunTime & Record<"Initialize" | "Terminate" | "GetValue" | "Commit" | "GetErrorString" | "GetDiagnostic", (argument: unknown) => unknown> & {
  SetValue(element: unknown, value: unknown): unknown;
  GetLastError(): unknown;
};

void run<Api>({
  global: "API_1484_11",
  initialize: "Initialize",
  setValue: "SetValue",
  sessionTime: "cmi.session_time",
  formatTime: (ms) => `PT${Math.floor(ms / 1000)}S`,
  create: (settings) => new Scorm2004API(settings) as unknown as Api,
  expose,
});

/**
 * The eight functions of API_1484_11 (SCORM 2004 4th Ed. RTE 3.1). scorm-again answers them, except for what only the server knows: which
 * navigation would be followed (SN 5.6.4), and the statuses that a threshold of the manifest decides (RTE 4.2.4.1, 4.2.22.1). What is
 * reported is what the content itself has set: having said "unknown" is something else than having said nothing (SN App. C, UP.4).
 */
function expose(api: Api, start: Start): { object: object; said(): Values } {
  const said: Values = {};
  let last: string | null = null; // the error code of an answer that was given here; null when scorm-again gave it
  const answer = (value: string, error = "0") => {
    last = error;
    return value;
  };
  const pass = (name: keyof Api) => (argument: unknown) => {
    last = null;
    return (api[name] as (argument: unknown) => unknown).call(api, argument);
  };
  const isRunning = () => api.isInitialized() && !api.isTerminated();
  const known = (element: string) => Number(said[element] ?? start.model[element] ?? NaN);

  const byThreshold = (element: string, status: string, threshold: string, measure: string, yes: string, no: string) => {
    if (element !== status || start.model[threshold] === undefined) return null;
    const [reached, needed] = [known(measure), Number(start.model[threshold])];
    return Number.isNaN(reached) ? "unknown" : reached >= needed ? yes : no;
  };

  const object = {
    version: "1.0", // of the API (RTE 3.2.2)
    Initialize: pass("Initialize"),
    Terminate: pass("Terminate"),
    Commit: pass("Commit"),
    GetErrorString: (code: unknown) => api.GetErrorString(code),
    GetDiagnostic: (code: unknown) => api.GetDiagnostic(code === "" && last !== null ? last : code),
    GetLastError: () => last ?? String(api.GetLastError()),
    GetValue(element: unknown): unknown {
      if (isRunning()) {
        const name = String(element);
        if (name.startsWith(validPrefix)) {
          const [valid, error] = isValid(start, name.slice(validPrefix.length));
          return answer(valid, error);
        }
        const status =
          byThreshold(name, "cmi.completion_status", "cmi.completion_threshold", "cmi.progress_measure", "completed", "incomplete") ??
          byThreshold(name, "cmi.success_status", "cmi.scaled_passing_score", "cmi.score.scaled", "passed", "failed");
        if (status !== null) return answer(status);
      }
      last = null;
      return api.GetValue(element);
    },
    SetValue(element: unknown, value: unknown): unknown {
      const name = String(element);
      if (isRunning() && name.startsWith(validPrefix)) return answer("false", isValid(start, name.slice(validPrefix.length))[1] === "401" ? "401" : "404");
      last = null;
      const taken = api.SetValue(element, value);
      if (String(taken) === "true") said[name] = String(value);
      return taken;
    },
  };
  return { object, said: () => ({ ...said }) };
}

const validPrefix = "adl.nav.request_valid.";

/** The answer and the error code (as DataModel2004.IsValid has them). */
function isValid({ valid }: Start, request: string): [string, string] {
  const word = (is?: boolean) => (is === undefined ? "unknown" : is ? "true" : "false");
  if (request === "continue" || request === "previous") return [word(valid?.[request]), "0"];
  const target = /^(choice|jump)\.\{target=(.+)\}$/.exec(request);
  if (target) return [word(valid?.[target[1] === "choice" ? "choices" : "jumps"].includes(target[2]!)), "0"];
  return ["", /^(choice|jump)(\.|$)|^_(children|count)$/.test(request) ? "301" : "401"];
}
