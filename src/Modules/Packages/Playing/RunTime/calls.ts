import type { RunTime } from "./run";

/** The elements that content reads and sets; the error codes are those of its edition, "0" for none. */
export interface DataModel {
  get(element: string): [value: string, error: string];
  /** Answers the error code. */
  setValue(element: string, value: string): string;
}

/**
 * The eight functions that content finds (SCORM 1.2 RTE 3.3; SCORM 2004 4th Ed. RTE 3.1). scorm-again keeps the states of the session and the
 * errors about them; the data model is ours, because its own lets content set a whole model to a word, and differs from the standard in some
 * four hundred calls of the conformance test.
 * @param changed Told whenever a value was set.
 */
export function calls(api: RunTime, names: { before: "" | "LMS"; end: "Terminate" | "Finish" }, model: DataModel, changed: () => void): object {
  const functions = api as unknown as Record<string, (...args: unknown[]) => unknown>;
  let last: string | null = null; // the error code of an answer that was given here; null when scorm-again gave it
  const answer = (value: string, error: string) => {
    last = error;
    return value;
  };
  const pass =
    (name: string) =>
    (...args: unknown[]) => {
      last = null;
      return functions[names.before + name]!.call(api, ...args);
    };
  const isRunning = () => api.isInitialized() && !api.isTerminated();
  const found: Record<string, (...args: unknown[]) => unknown> = {
    Initialize: pass("Initialize"),
    [names.end]: pass(names.end),
    Commit: pass("Commit"),
    GetLastError: () => last ?? String(functions[`${names.before}GetLastError`]!.call(api)),
    // These two leave the last error as it is.
    GetErrorString: (code) => functions[`${names.before}GetErrorString`]!.call(api, code),
    GetDiagnostic: (code) => functions[`${names.before}GetDiagnostic`]!.call(api, code === "" && last !== null ? last : code),
    GetValue: (element) => (isRunning() ? answer(...model.get(String(element))) : pass("GetValue")(element)),
    SetValue(element, value) {
      if (!isRunning()) return pass("SetValue")(element, value);
      const error = model.setValue(String(element), String(value));
      if (error === "0") changed();
      return answer(error === "0" ? "true" : "false", error);
    },
  };
  return Object.fromEntries(Object.entries(found).map(([name, call]) => [names.before + name, call]));
}
