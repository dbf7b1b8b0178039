import { Node, mergeAttributes, type Editor } from "@tiptap/core";
import katex from "katex";

// What only lessons have, for the editor of formatted text; loaded where a page asks for it. Formulas become MathML here, when they
// are written: browsers draw that by themselves, so readers need neither a script nor fonts of ours.

const callout = Node.create({
  name: "callout",
  group: "block",
  content: "block+",
  defining: true,
  addAttributes: () => ({ kind: { default: "note", rendered: false, parseHTML: (element: HTMLElement) => element.className.replace("callout-", "") } }),
  parseHTML: () => ["note", "tip", "warning"].map((kind) => ({ tag: `div.callout-${kind}` })),
  renderHTML: ({ node }) => ["div", { class: `callout-${node.attrs["kind"]}` }, 0],
});

function mathOf(tex: string, display: boolean): string {
  const html = katex.renderToString(tex, { output: "mathml", displayMode: display, throwOnError: true, strict: "ignore", trust: false });
  return new DOMParser().parseFromString(html, "text/html").querySelector("math")!.outerHTML;
}

export const math = Node.create({
  name: "math",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ source: { default: "", rendered: false } }),
  parseHTML: () => [{ tag: "math", getAttrs: (element) => ({ source: (element as Element).outerHTML }) }],
  renderHTML: ({ node }) => new DOMParser().parseFromString(node.attrs["source"] as string, "text/html").body.firstElementChild ?? document.createElement("span"),
});

const movie = Node.create({
  name: "movie",
  group: "block",
  atom: true,
  addAttributes: () => ({ src: { default: "" } }),
  parseHTML: () => [{ tag: "iframe[src]", getAttrs: (element) => ({ src: (element as HTMLIFrameElement).getAttribute("src") }) }],
  renderHTML: ({ HTMLAttributes }) => ["iframe", mergeAttributes(HTMLAttributes)],
  // While it is written, only its address: nothing is fetched from there.
  addNodeView: () => ({ node }) => {
    const dom = document.createElement("p");
    dom.className = "rich-text-movie";
    dom.textContent = `▶ ${node.attrs["src"]}`;
    return { dom };
  },
});

type Answer = { words: string; why: string; right: boolean };

const question = Node.create({
  name: "question",
  group: "block",
  atom: true,
  addAttributes: () => ({ question: { default: "", rendered: false }, answers: { default: [] as Answer[], rendered: false } }),
  parseHTML: () => [{
    tag: "div.check",
    getAttrs: (element) => ({
      question: (element as Element).querySelector(":scope > p")?.textContent ?? "",
      answers: [...(element as Element).querySelectorAll(":scope > details")].map((answer) => ({ words: answer.querySelector("summary")?.textContent ?? "", why: answer.querySelector("p")?.textContent ?? "", right: answer.className === "right" })),
    }),
  }],
  renderHTML: ({ node }) => ["div", { class: "check" }, ["p", {}, node.attrs["question"]], ...(node.attrs["answers"] as Answer[]).map((answer) => ["details", { class: answer.right ? "right" : "wrong" }, ["summary", {}, answer.words], ["p", {}, answer.why]])] as never,
});

export const nodes = [callout, math, movie, question];

const field = <T extends HTMLElement = HTMLInputElement>(panel: HTMLElement, name: string) => panel.querySelector<T>(`[data-field="${name}"]`)!;

/** Puts what is selected in the text into its panel, to be changed. */
export function fill(panel: HTMLElement, editor: Editor): void {
  if (panel.dataset["panel"] === "formula" && editor.isActive("math")) {
    const element = new DOMParser().parseFromString(String(editor.getAttributes("math")["source"]), "text/html").querySelector("math");
    field(panel, "tex").value = element?.querySelector("annotation")?.textContent ?? "";
    field(panel, "display").checked = element?.getAttribute("display") === "block";
  }
  if (panel.dataset["panel"] === "video" && editor.isActive("movie")) field(panel, "address").value = String(editor.getAttributes("movie")["src"]);
  if (panel.dataset["panel"] === "check" && editor.isActive("question")) {
    const { question, answers } = editor.getAttributes("question") as { question: string; answers: Answer[] };
    field(panel, "question").value = question;
    field<HTMLTextAreaElement>(panel, "answers").value = answers.map((answer) => `${answer.right ? "* " : ""}${answer.words}${answer.why ? ` | ${answer.why}` : ""}`).join("\n");
  }
}

export function formula(panel: HTMLElement, editor: Editor): boolean {
  const status = field<HTMLElement>(panel, "status");
  status.textContent = "";
  try {
    const source = mathOf(field(panel, "tex").value.trim(), field(panel, "display").checked);
    editor.chain().focus().insertContent({ type: "math", attrs: { source } }).run();
  } catch (problem) {
    status.textContent = problem instanceof Error ? problem.message : String(problem);
    return false;
  }
  field(panel, "tex").value = "";
  return true;
}

export function video(panel: HTMLElement, editor: Editor): boolean {
  const src = field(panel, "address").value.trim();
  if (!src.startsWith("https://")) return false;
  editor.chain().focus().insertContent({ type: "movie", attrs: { src } }).run();
  field(panel, "address").value = "";
  return true;
}

export function check(panel: HTMLElement, editor: Editor): boolean {
  const question = field(panel, "question").value.trim();
  const answers = field<HTMLTextAreaElement>(panel, "answers").value.split("\n").map((line) => line.trim()).filter(Boolean).map<Answer>((line) => {
    const [words = "", ...why] = line.replace(/^\*\s*/, "").split("|");
    return { words: words.trim(), why: why.join("|").trim(), right: line.startsWith("*") };
  });
  const status = field<HTMLElement>(panel, "status");
  const isWhole = question !== "" && answers.length >= 2 && answers.filter((answer) => answer.right).length === 1;
  status.textContent = isWhole ? "" : status.dataset["needs"]!;
  if (!isWhole) return false;
  editor.chain().focus().insertContent({ type: "question", attrs: { question, answers } }).run();
  field(panel, "question").value = field<HTMLTextAreaElement>(panel, "answers").value = "";
  return true;
}
