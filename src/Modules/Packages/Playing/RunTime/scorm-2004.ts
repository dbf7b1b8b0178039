import { Scorm2004API } from "scorm-again/scorm2004/min";
import { run, type RunTime } from "./run";

run({
  global: "API_1484_11",
  initialize: "Initialize",
  setValue: "SetValue",
  sessionTime: "cmi.session_time",
  formatTime: (ms) => `PT${Math.floor(ms / 1000)}S`,
  create: (settings) => new Scorm2004API(settings) as unknown as RunTime,
});
