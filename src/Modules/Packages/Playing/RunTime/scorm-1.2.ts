import { Scorm12API } from "scorm-again/scorm12/min";
import { run, type RunTime } from "./run";
import type { Values } from "./reporter";

const two = (n: number) => String(Math.floor(n)).padStart(2, "0");

void run({
  global: "API",
  initialize: "LMSInitialize",
  setValue: "LMSSetValue",
  sessionTime: "cmi.core.session_time",
  formatTime: (ms) => `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`,
  create: (settings) => new Scorm12API(settings) as unknown as RunTime,
  expose: (api) => ({ object: api, said: () => snapshot(api) }),
});

function snapshot(api: RunTime): Values {
  const values: Values = {};
  for (const [element, value] of Object.entries(api.getFlattenedCMI()))
    // Names with an underscore (_version, _count, _children) are the run-time's own.
    if ((typeof value === "string" || typeof value === "number") && !/(^|\.)_/.test(element)) values[element] = String(value);
  return values;
}
