import { collection, fits, group, indices, node, number, oneOf, readOnly, real, unnamed, type Check, type DataType, type Node } from "./elements";
import tags from "../../../../Standards/Scorm/RunTime/LanguageTags.json";

/**
 * The data model of SCORM 2004 4th Ed. as content meets it (RTE 4.2, 4.3; SN 5.6), and the errors by RTE 3.1.7. The calls are synchronous, so
 * the browser has to know it; the server has the same rules (Standards/Scorm/RunTime/DataModel2004.cs and its neighbours, whose names these are)
 * and applies them once more to all that is reported.
 */
export class DataModel2004 {
  private readonly values = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private readonly set = new Map<string, string>();
  private characters = 0;

  /**
   * @param given Every element that has a value when the content is opened.
   * @param stores What of adl.data may be read and written, by index.
   * @param retyped An interaction got another type, and its answers are forgotten.
   */
  constructor(
    given: Record<string, string>,
    private readonly stores: readonly Store[],
    private readonly retyped: (interaction: string) => void,
  ) {
    for (const [element, value] of Object.entries(given)) {
      this.values.set(element, value);
      this.characters += element.length + value.length;
      this.count(element);
    }
    stores.forEach((_, index) => this.count(`adl.data.${index}.id`));
  }

  /** What the content itself has set. */
  said(): Record<string, string> {
    return Object.fromEntries(this.set);
  }

  get(element: string): [value: string, error: string] {
    if (element === "") return ["", errors.get];
    const place = this.find(element, false);
    if (typeof place === "string") return ["", place];
    const { node, keyword } = place;
    if (keyword === "_count") return node.isCollection ? [String(this.countOf(element.slice(0, -keyword.length))), errors.none] : ["", errors.get];
    if (keyword === "_children") return node.children && node.namesChildren ? [node.children.map((child) => child.name).join(","), errors.none] : ["", errors.get];
    if (keyword) return ["", errors.get];
    if (node.children) return ["", errors.undefined];
    if (node.access === "w" || this.storeOf(element)?.isReadable === false) return ["", errors.writeOnly];
    const value = this.measured(element) ?? this.values.get(element) ?? node.initially;
    return value === undefined ? ["", errors.notInitialized] : [value, errors.none];
  }

  /** Sets it; answers the error code. */
  setValue(element: string, value: string): string {
    if (element === "" || value.length > longestValue || value.includes("\0")) return errors.set;
    const place = this.find(element, true);
    if (typeof place === "string") return place;
    const { node, keyword } = place;
    if (keyword) return errors.readOnly;
    if (node.children) return errors.undefined;
    if (node.access === "r" || this.storeOf(element)?.isWritable === false) return errors.readOnly;
    const former = this.values.get(element);
    if (former !== undefined && former !== value && node.isWrittenOnce) return errors.set;
    const check = this.fit(element, node, value);
    if (check !== "fits") return check === "range" ? errors.range : errors.type;
    if (this.isTaken(element, node, value)) return errors.set;
    const added = value.length - (former?.length ?? -element.length);
    if (this.characters + added > mostCharacters) return errors.set;
    if (node.name === "type" && former !== undefined && former !== value) this.forgetAnswers(element.slice(0, -"type".length));
    // An empty store is one that was never written.
    if (value === "" && this.storeOf(element)) this.values.delete(element);
    else this.values.set(element, value);
    this.characters += added;
    this.set.set(element, value);
    this.count(element);
    return errors.none;
  }

  /** Walks the name, segment by segment: the node, or the error code. */
  private find(element: string, isSetting: boolean): Place | string {
    const segments = element.split(".");
    const root = roots.find((candidate) => candidate.name === segments[0]);
    if (!root || segments.length < 2) return errors.undefined;
    let node = root;
    let path = `${root.name}.`;
    let isInside = true;
    for (let at = 1; at < segments.length; at++) {
      const segment = segments[at]!;
      const isLast = at === segments.length - 1;
      // A member of a collection has children to name, but is not itself counted.
      if (isLast && segment === "_count" && node.isCollection && !isInside) return errors.get;
      if (isLast && (segment === "_count" || segment === "_children" || (segment === "_version" && node.name !== "cmi")))
        return node === root ? errors.undefined : { node, keyword: segment };
      if (node.isCollection && isInside) {
        if (!/^[0-9]{1,9}$/.test(segment)) return errors.undefined;
        const index = Number(segment);
        const count = this.countOf(path);
        if (index >= count) {
          if (!isSetting) return errors.get;
          const refusal = this.mayBegin(node, path, index, count, segments[at + 1]);
          if (refusal) return refusal;
        }
        isInside = false;
      } else {
        const child = node.children?.find((candidate) => candidate.name === segment);
        if (!child) return errors.undefined;
        if (isSetting && child.dependsOn && !this.values.has(path + child.dependsOn)) return errors.dependency;
        node = child;
        isInside = true;
      }
      path += `${segment}.`;
    }
    // A whole member of a collection is not a value.
    return node.isCollection && !isInside ? errors.undefined : { node };
  }

  /** Whether a new member of a collection may begin with this element: in order, and with what others depend on. */
  private mayBegin(collection: Node, path: string, index: number, count: number, first?: string): string | null {
    if (index > count || index >= mostMembers || collection.name === "data") return errors.set;
    if (collection.name === "correct_responses" && index >= mostPatterns(this.values.get(`${path.slice(0, -"correct_responses.".length)}type`))) return errors.set;
    const child = collection.children!.find((candidate) => candidate.name === first);
    return !child ? errors.undefined : child.dependsOn ? errors.dependency : child.access === "r" ? errors.readOnly : null;
  }

  private fit(element: string, node: Node, value: string): Check {
    if (node.name === "learner_response") return response(this.typeOf(element, "learner_response"), value);
    if (node.name === "pattern") return pattern(this.typeOf(element, "correct_responses"), value);
    return node.type?.(value) ?? "fits";
  }

  /** The type of the interaction that an element of it belongs to. */
  private typeOf(element: string, below: string): string {
    return this.values.get(`${element.slice(0, element.indexOf(below))}type`) ?? "";
  }

  /** Whether another member of the collection has the value already, where that may not be. */
  private isTaken(element: string, node: Node, value: string): boolean {
    const type = node.name === "pattern" ? this.typeOf(element, "correct_responses") : null;
    if (type === null ? !node.isUnique : type !== "choice" && type !== "sequencing") return false;
    const segments = element.split(".");
    const collection = `${segments.slice(0, -2).join(".")}.`;
    for (let index = 0; index < this.countOf(collection); index++) {
      const other = `${collection}${index}.${node.name}`;
      const taken = other === element ? undefined : this.values.get(other);
      if (taken !== undefined && (taken === value || (type === "choice" && isSameSet(taken, value)))) return true;
    }
    return false;
  }

  /** RTE 4.2.9.2: with another type, the responses of the former one make no sense. */
  private forgetAnswers(interaction: string): void {
    for (const element of [...this.values.keys()])
      if (element.startsWith(`${interaction}correct_responses.`) || element === `${interaction}learner_response`) {
        this.values.delete(element);
        this.set.delete(element);
      }
    this.counts.delete(`${interaction}correct_responses.`);
    this.retyped(interaction);
  }

  private storeOf(element: string): Store | undefined {
    const match = /^adl\.data\.([0-9]{1,9})\.store$/.exec(element);
    return match ? this.stores[Number(match[1])] : undefined;
  }

  /** The two statuses that a threshold in the manifest decides, whatever the content says (RTE 4.2.4.1 and 4.2.22.1). */
  private measured(element: string): string | undefined {
    if (element === "cmi.completion_status") return this.compared("cmi.completion_threshold", "cmi.progress_measure", "completed", "incomplete");
    if (element === "cmi.success_status") return this.compared("cmi.scaled_passing_score", "cmi.score.scaled", "passed", "failed");
    return undefined;
  }

  private compared(threshold: string, measure: string, yes: string, no: string): string | undefined {
    const needed = this.values.get(threshold);
    if (needed === undefined) return undefined;
    const reached = this.values.get(measure);
    return reached === undefined ? "unknown" : Number(reached) >= Number(needed) ? yes : no;
  }

  private countOf(collection: string): number {
    return this.counts.get(collection) ?? 0;
  }

  private count(element: string): void {
    for (const [collection, index] of indices(element)) this.counts.set(collection, Math.max(this.countOf(collection), index + 1));
  }
}

/** What the content may do with one of its stores in adl.data. */
export interface Store {
  isReadable: boolean;
  isWritable: boolean;
}

const errors = {
  none: "0",
  get: "301",
  set: "351",
  undefined: "401",
  notInitialized: "403",
  readOnly: "404",
  writeOnly: "405",
  type: "406",
  range: "407",
  dependency: "408",
};

// As much as the server keeps.
const mostCharacters = 5_000_000;
const longestValue = 1_000_000;
const mostMembers = 5_000;

type Place = { node: Node; keyword?: string };

// The types (RTE 4.1.1).
const duration = /^P([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]{1,2})?S)?)?$/;
const timeStamp =
  /^(?<year>[0-9]{4})(-(?<month>[0-9]{2})(-(?<day>[0-9]{2})(T(?<hour>[0-9]{2})(:(?<minute>[0-9]{2})(:(?<second>[0-9]{2})(\.[0-9]{1,2}(Z|z|[+-](?<zonehour>[0-9]{2})(:(?<zoneminute>[0-9]{2}))?)?)?)?)?)?)?)?$/;
// Letters beyond ASCII stand for themselves (RFC 3987); brackets occur in hosts only and are left out.
const uri = /^(?!:)([A-Za-z0-9\-._~:/?@!$&'()*+,;=]|[^\x00-\x7F\s]|%[0-9A-Fa-f]{2})+(#([A-Za-z0-9\-._~:/?@!$&'()*+,;=]|[^\x00-\x7F\s]|%[0-9A-Fa-f]{2})*)?$/;
const onlyScheme = /^[A-Za-z][A-Za-z0-9+\-.]*:$/;
const languageTag = /^([A-Za-z]{2,3}(-([A-Za-z]{2}|[A-Za-z0-9]{3,8})(-[A-Za-z0-9]{1,8})*)?|[ixIX](-[A-Za-z0-9]{1,8})+)$/;
const languages = new Set(tags.languages.split(" "));
const countries = new Set(tags.countries.split(" "));

const text: DataType = () => "fits";
const interval: DataType = (value) => fits(duration.test(value) && !value.endsWith("P") && !value.endsWith("T"));
const time: DataType = (value) => {
  const found = timeStamp.exec(value)?.groups;
  if (!found) return "mismatch";
  const part = (name: string, otherwise: number) => Number(found[name] ?? otherwise);
  const [year, month, day] = [part("year", 0), part("month", 1), part("day", 1)];
  const isDate = year >= 1970 && year <= 2038 && month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  return fits(isDate && part("hour", 0) <= 23 && part("minute", 0) <= 59 && part("second", 0) <= 59 && part("zonehour", 0) <= 23 && part("zoneminute", 0) <= 59);
};
const identifier: DataType = (value) => fits(value.trim() !== "" && uri.test(value) && !onlyScheme.test(value));
const language: DataType = (value) => {
  if (!languageTag.test(value)) return "mismatch";
  const [first = "", second] = value.split("-");
  if (first.length === 1) return "fits";
  const code = first.toLowerCase();
  // ISO 639-2 leaves qaa to qtz to everybody.
  if (!languages.has(code) && !/^q[a-t].$/.test(code)) return "mismatch";
  return fits(second?.length !== 2 || countries.has(second.toUpperCase()));
};
const languageOrNone: DataType = (value) => (value.trim() === "" ? "fits" : language(value));
const boolean = oneOf("true", "false");
const localizedText: DataType = (value) => delimited(value, { lang: language }).check;
const result: DataType = (value) => fits(["correct", "incorrect", "unanticipated", "neutral"].includes(value) || number.test(value));
const navigationRequest: DataType = (value) => {
  if (["continue", "previous", "exit", "exitAll", "abandon", "abandonAll", "suspendAll", "_none_"].includes(value)) return "fits";
  const target = /^\{target=(.+)\}(choice|jump)$/s.exec(value)?.[1];
  return target === undefined ? "mismatch" : identifier(target);
};

/** The reserved delimiters before a value, such as {lang=de} (RTE 4.1.1.5 and 4.1.1.6). What only looks like one is part of the text. */
function delimited(value: string, known: Record<string, DataType>): { check: Check; rest: string } {
  const found = new Set<string>();
  let check: Check = "fits";
  for (;;) {
    const [end, equals] = [value.indexOf("}"), value.indexOf("=")];
    if (!value.startsWith("{") || end <= 0 || equals <= 0 || equals > end) break;
    const name = value.slice(1, equals);
    const type = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!type || found.has(name)) break;
    found.add(name);
    if (type(value.slice(equals + 1, end)) !== "fits") check = "mismatch";
    value = value.slice(end + 1);
  }
  return { check, rest: value };
}

// What learner responses and correct response patterns look like, by the type of their interaction (RTE 4.2.9).
const types = ["true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric", "other"];
const mostPatterns = (type?: string) => (["true-false", "likert", "numeric", "other"].includes(type ?? "") ? 1 : Infinity);
const parts = (value: string) => value.split("[,]");
const every = (value: string, type: DataType) => fits(parts(value).every((part) => type(part) === "fits"));
const isSameSet = (one: string, other: string) => {
  const [first, second] = [new Set(parts(one)), new Set(parts(other))];
  return first.size === second.size && [...first].every((part) => second.has(part));
};

// A set: nothing twice; nothing at all is an answer too.
const choice: DataType = (value) => (value === "" ? "fits" : new Set(parts(value)).size < parts(value).length ? "mismatch" : every(value, identifier));
const fillIn: DataType = (value) => every(value, localizedText);
const matching: DataType = (value) => every(value, (part) => fits(part.split("[.]").length === 2 && part.split("[.]").every((end) => identifier(end) === "fits")));
// Steps of a name and an answer, one of which may be missing; the answer is text or a range of numbers.
const steps: DataType = (value) =>
  every(value, (part) => {
    const [name, answer, more] = part.split("[.]");
    return fits(answer !== undefined && more === undefined && (name !== "" || answer !== "") && (name === "" || identifier(name!) === "fits") && range(answer, false) === "fits");
  });

function range(value: string, isRequired: boolean): Check {
  const bounds = value.split("[:]").map((bound) => bound.trim());
  if (bounds.length === 1) return fits(!isRequired);
  const [low, high] = bounds as [string, string];
  if (bounds.length > 2 || (low !== "" && !number.test(low)) || (high !== "" && !number.test(high))) return "mismatch";
  return fits((low === "" ? -Infinity : Number(low)) <= (high === "" ? Infinity : Number(high)));
}

const responses: Record<string, DataType> = {
  "true-false": boolean,
  choice,
  "fill-in": fillIn,
  "long-fill-in": localizedText,
  matching: (value) => (value.trim() === "" ? "fits" : matching(value)),
  performance: steps,
  sequencing: (value) => every(value, identifier),
  likert: identifier,
  numeric: real(),
};
const response = (type: string, value: string): Check => responses[type]?.(value) ?? "fits";

/** What follows the delimiters must fit too. */
const behind = (value: string, known: Record<string, DataType>, type: DataType): Check => {
  const { check, rest } = delimited(value, known);
  return check === "fits" ? type(rest) : check;
};
const patterns: Record<string, DataType> = {
  "fill-in": (value) => behind(value, { case_matters: boolean, order_matters: boolean }, fillIn),
  "long-fill-in": (value) => behind(value, { case_matters: boolean, lang: language }, text),
  matching,
  performance: (value) => behind(value, { order_matters: boolean }, steps),
  numeric: (value) => range(value, true),
};
const pattern = (type: string, value: string): Check => patterns[type]?.(value) ?? response(type, value);

const score = () => group("score", node("scaled", { type: real(-1, 1) }), node("raw", { type: real() }), node("min", { type: real() }), node("max", { type: real() }));
const completion = oneOf("completed", "incomplete", "not attempted", "unknown");
const success = oneOf("passed", "failed", "unknown");
const afterId = (name: string, type: DataType, initially?: string) => node(name, { type, initially, dependsOn: "id" });

const roots = [
  unnamed(
    group(
      "cmi",
      readOnly("_version", "1.0"),
      collection("comments_from_learner", node("comment", { type: localizedText }), node("location"), node("timestamp", { type: time })),
      collection("comments_from_lms", readOnly("comment"), readOnly("location"), readOnly("timestamp")),
      node("completion_status", { type: completion, initially: "unknown" }),
      readOnly("completion_threshold"),
      readOnly("credit", "credit"),
      readOnly("entry", ""),
      node("exit", { type: oneOf("time-out", "suspend", "logout", "normal", ""), access: "w" }),
      collection(
        "interactions",
        node("id", { type: identifier }),
        afterId("type", oneOf(...types)),
        unnamed(collection("objectives", node("id", { type: identifier, isUnique: true })), { dependsOn: "id" }),
        afterId("timestamp", time),
        unnamed(collection("correct_responses", node("pattern")), { dependsOn: "type" }),
        afterId("weighting", real()),
        node("learner_response", { dependsOn: "type" }),
        afterId("result", result),
        afterId("latency", interval),
        afterId("description", localizedText),
      ),
      readOnly("launch_data"),
      readOnly("learner_id"),
      readOnly("learner_name"),
      group(
        "learner_preference",
        node("audio_level", { type: real(0), initially: "1" }),
        node("language", { type: languageOrNone, initially: "" }),
        node("delivery_speed", { type: real(0), initially: "1" }),
        node("audio_captioning", { type: oneOf("-1", "0", "1"), initially: "0" }),
      ),
      node("location"),
      readOnly("max_time_allowed"),
      readOnly("mode", "normal"),
      collection(
        "objectives",
        node("id", { type: identifier, isUnique: true, isWrittenOnce: true }),
        { ...score(), dependsOn: "id" },
        afterId("success_status", success, "unknown"),
        afterId("completion_status", completion, "unknown"),
        afterId("progress_measure", real(0, 1)),
        afterId("description", localizedText),
      ),
      node("progress_measure", { type: real(0, 1) }),
      readOnly("scaled_passing_score"),
      score(),
      node("session_time", { type: interval, access: "w" }),
      node("success_status", { type: success, initially: "unknown" }),
      node("suspend_data"),
      readOnly("time_limit_action", "continue,no message"),
      readOnly("total_time", "PT0H0M0S"),
    ),
  ),
  unnamed(group("adl", unnamed(group("nav", node("request", { type: navigationRequest, initially: "_none_" }))), collection("data", readOnly("id"), node("store")))),
];
