import { Scorm12API } from "scorm-again/scorm12/min";
import { calls } from "./calls";
import { DataModel12 } from "./model-1.2";
import { run, type RunTime } from "./run";

const two = (n: number) => String(Math.floor(n)).padStart(2, "0");

void run({
  global: "API",
  initialize: "LMSInitialize",
  sessionTime: "cmi.core.session_time",
  formatTime: (ms) => `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`,
  create: (settings) => new Scorm12API(settings) as unknown as RunTime,
  expose(api, start, changed) {
    const model = new DataModel12(start.model);
    return { object: calls(api, { before: "LMS", end: "Finish" }, model, changed), said: () => model.said() };
  },
});
