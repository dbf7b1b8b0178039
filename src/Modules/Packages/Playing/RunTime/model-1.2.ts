import { collection, fits, group, indices, node, oneOf, readOnly, real, unnamed, type DataType, type Node } from "./elements";

/**
 * The data model of SCORM 1.2 as content meets it (RTE 3.4), with its error codes (RTE 3.3.5); the server's is Scorm12Session.cs and Elements12.cs
 * in Standards/Scorm/RunTime, whose names these are.
 */
export class DataModel12 {
  private readonly values: Map<string, string>;
  private readonly counts = new Map<string, number>();
  private readonly set = new Map<string, string>();

  /** @param given Every element that has a value when the content is opened. */
  constructor(given: Record<string, string>) {
    this.values = new Map(Object.entries(given));
    for (const element of this.values.keys()) this.count(element);
  }

  /** What the content itself has set. */
  said(): Record<string, string> {
    return Object.fromEntries(this.set);
  }

  get(element: string): [value: string, error: string] {
    const place = this.find(element, false);
    if (typeof place === "string") return ["", place];
    const { node, keyword } = place;
    if (keyword === "_count") return [String(this.counts.get(element.slice(0, -keyword.length)) ?? 0), errors.none];
    if (keyword) return [node.children!.map((child) => child.name).join(","), errors.none];
    if (node.access === "w") return ["", errors.writeOnly];
    return [this.values.get(element) ?? node.initially ?? "", errors.none];
  }

  /** Sets it; answers the error code. */
  setValue(element: string, value: string): string {
    const place = this.find(element, true);
    if (typeof place === "string") return place;
    const { node, keyword } = place;
    if (keyword || node === version) return errors.keyword;
    if (node.access === "r") return errors.readOnly;
    // SCORM 1.2 has one code for a wrong type, a wrong word and a value out of range.
    if (node.type && node.type(value) !== "fits") return errors.type;
    this.values.set(element, value);
    this.set.set(element, value);
    this.count(element);
    return errors.none;
  }

  /** Walks the name, segment by segment: the node, or the error code. */
  private find(element: string, isSetting: boolean): Place | string {
    const segments = element.split(".");
    if (segments[0] !== "cmi" || segments.length < 2) return element === "" ? errors.argument : errors.notImplemented;
    let node = cmi;
    let path = "cmi.";
    let isInside = true;
    for (let at = 1; at < segments.length; at++) {
      const segment = segments[at]!;
      if ((segment === "_children" || segment === "_count") && at === segments.length - 1 && node !== cmi) return keyword(node, segment, isInside, isSetting);
      if (node.isCollection && isInside) {
        if (!/^[0-9]{1,9}$/.test(segment)) return errors.notImplemented;
        const [index, count] = [Number(segment), this.counts.get(path) ?? 0];
        // RTE 3.3.4: members are added in order.
        if (isSetting ? index > count || index >= mostMembers(path) : index >= count && !isWriteOnly(node)) return errors.argument;
        isInside = false;
      } else {
        const child = node.children?.find((candidate) => candidate.name === segment);
        if (!child) return errors.notImplemented;
        node = child;
        isInside = true;
      }
      path += `${segment}.`;
    }
    return node.children ? errors.notImplemented : { node };
  }

  private count(element: string): void {
    for (const [collection, index] of indices(element)) this.counts.set(collection, Math.max(this.counts.get(collection) ?? 0, index + 1));
  }
}

const errors = {
  none: "0",
  argument: "201",
  noChildren: "202",
  noCount: "203",
  notImplemented: "401",
  keyword: "402",
  readOnly: "403",
  writeOnly: "404",
  type: "405",
};

type Place = { node: Node; keyword?: string };

function keyword(node: Node, name: string, isInside: boolean, isSetting: boolean): Place | string {
  if (isSetting) return { node, keyword: name };
  if (name === "_count") return node.isCollection && isInside ? { node, keyword: name } : errors.noCount;
  return node.children && node.namesChildren ? { node, keyword: name } : errors.noChildren;
}

const isWriteOnly = (collection: Node): boolean => collection.children!.every((child) => (child.children ? isWriteOnly(child) : child.access === "w"));

const longest =
  (length: number): DataType =>
  (value) =>
    fits(value.length <= length);
// CMIDecimal: digits with at most one point, and a minus before what is negative; no plus, no exponent.
const decimal =
  (least?: number, most?: number): DataType =>
  (value) =>
    /^-?([0-9]+(\.[0-9]*)?|\.[0-9]+)$/.test(value) ? real(least, most)(value) : "mismatch";
const whole =
  (least: number, most: number): DataType =>
  (value) =>
    value.includes(".") ? "mismatch" : decimal(least, most)(value);
// CMIDecimal or blank, normalised between 0 and 100.
const points: DataType = (value) => (value === "" ? "fits" : decimal(0, 100)(value));
const identifier: DataType = (value) => fits(value.length > 0 && value.length <= 255 && !/\p{Cc}/u.test(value));
const timespan: DataType = (value) => fits(/^[0-9]{2,4}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,2})?$/.test(value));
const clockTime: DataType = (value) => fits(/^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,2})?$/.test(value));
const result: DataType = (value) => (["correct", "wrong", "unanticipated", "neutral"].includes(value) ? "fits" : decimal()(value));

// What the server keeps of a collection (CmiElements.cs); the standard asks for fewer.
const mostMembers = (collection: string) => ({ "cmi.interactions.": 1000, "cmi.objectives.": 500 })[collection] ?? 50;

const longestSuspendData = 65_536; // much content goes beyond the standard's 4096

const writeOnly = (name: string, type?: DataType): Node => node(name, { access: "w", type });
const score = () => group("score", ...["raw", "min", "max"].map((name) => node(name, { type: points, initially: "" })));
const version = readOnly("_version", "3.4");

const cmi = unnamed(
  group(
    "cmi",
    version,
    group(
      "core",
      readOnly("student_id"),
      readOnly("student_name"),
      node("lesson_location", { type: longest(255), initially: "" }),
      readOnly("credit", "credit"),
      // "not attempted" is what the LMS says before the content has said anything; content can't go back to it.
      node("lesson_status", { type: oneOf("passed", "completed", "failed", "incomplete", "browsed"), initially: "not attempted" }),
      readOnly("entry", ""),
      score(),
      readOnly("total_time", "0000:00:00.00"),
      readOnly("lesson_mode", "normal"),
      writeOnly("exit", oneOf("time-out", "suspend", "logout", "")),
      writeOnly("session_time", timespan),
    ),
    node("suspend_data", { type: longest(longestSuspendData), initially: "" }),
    readOnly("launch_data", ""),
    node("comments", { type: longest(4096), initially: "" }),
    readOnly("comments_from_lms", ""),
    collection(
      "objectives",
      node("id", { type: identifier, initially: "" }),
      score(),
      node("status", { type: oneOf("passed", "completed", "failed", "incomplete", "browsed", "not attempted"), initially: "not attempted" }),
    ),
    group("student_data", readOnly("mastery_score", ""), readOnly("max_time_allowed", ""), readOnly("time_limit_action", "")),
    group(
      "student_preference",
      node("audio", { type: whole(-1, 100), initially: "0" }),
      node("language", { type: longest(255), initially: "" }),
      node("speed", { type: whole(-100, 100), initially: "0" }),
      node("text", { type: whole(-1, 1), initially: "0" }),
    ),
    collection(
      "interactions",
      writeOnly("id", identifier),
      unnamed(collection("objectives", writeOnly("id", identifier))),
      writeOnly("time", clockTime),
      writeOnly("type", oneOf("true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric")),
      unnamed(collection("correct_responses", writeOnly("pattern", longest(4000)))),
      writeOnly("weighting", decimal()),
      writeOnly("student_response", longest(4000)),
      writeOnly("result", result),
      writeOnly("latency", timespan),
    ),
  ),
);
