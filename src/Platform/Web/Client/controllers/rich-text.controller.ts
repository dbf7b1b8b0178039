import { Controller } from "@hotwired/stimulus";
import { Editor, Node } from "@tiptap/core";
import Image from "@tiptap/extension-image";
import { TableKit } from "@tiptap/extension-table";
import StarterKit from "@tiptap/starter-kit";
import "./rich-text.css";

type ToolEvent = Event & { params: { tool: string } };

/**
 * Formatted text in place of a text area that holds HTML. Every change is written back into the text area, so forms and
 * autosave know nothing of it. Pictures are made smaller here, sent, and put in with the words that describe them.
 * The toolbar is one stop of the Tab key; arrows move inside it.
 */
export default class extends Controller<HTMLElement> {
  static targets = ["label", "frame", "bar", "style", "tool", "tableTools", "linkPanel", "href", "imagePanel", "file", "alt", "insert", "status", "source", "callout", "panel"];
  static values = { images: String, working: String, failed: String, lessons: Boolean, formulas: Boolean, line: Boolean };
  declare readonly labelTarget: HTMLElement;
  declare readonly frameTarget: HTMLElement;
  declare readonly barTarget: HTMLElement;
  declare readonly styleTarget: HTMLSelectElement;
  declare readonly hasStyleTarget: boolean;
  declare readonly toolTargets: HTMLButtonElement[];
  declare readonly tableToolsTarget: HTMLElement;
  declare readonly hasTableToolsTarget: boolean;
  declare readonly linkPanelTarget: HTMLElement;
  declare readonly hrefTarget: HTMLInputElement;
  declare readonly hasImagePanelTarget: boolean;
  declare readonly imagePanelTarget: HTMLElement;
  declare readonly fileTarget: HTMLInputElement;
  declare readonly altTarget: HTMLInputElement;
  declare readonly insertTarget: HTMLButtonElement;
  declare readonly statusTarget: HTMLElement;
  declare readonly sourceTarget: HTMLTextAreaElement;
  declare readonly imagesValue: string;
  declare readonly workingValue: string;
  declare readonly failedValue: string;

  declare readonly hasCalloutTarget: boolean;
  declare readonly calloutTarget: HTMLSelectElement;
  declare readonly panelTargets: HTMLElement[];
  declare readonly lessonsValue: boolean;
  declare readonly formulasValue: boolean;
  declare readonly lineValue: boolean;

  private editor: Editor | null = null;
  private lessons?: typeof import("./rich-text-lessons");

  async connect(): Promise<void> {
    if (this.lessonsValue || this.formulasValue) this.lessons = await import("./rich-text-lessons");
    if (!this.element.isConnected || this.editor) return;
    const place = document.createElement("div");
    this.frameTarget.append(place);
    const source = this.sourceTarget;
    const line = this.lineValue;
    this.editor = new Editor({
      element: place,
      content: line && !isMarkup(source.value.trim()) ? { type: "doc", content: [{ type: "paragraph", content: source.value.trim() ? [{ type: "text", text: source.value.trim() }] : [] }] } : source.value.trim(),
      injectCSS: false, // the content security policy allows no style elements of ours
      extensions: [
        ...(line
          ? [StarterKit.configure({ document: false, heading: false, link: false, bulletList: false, orderedList: false, listItem: false, listKeymap: false, blockquote: false, codeBlock: false, horizontalRule: false, hardBreak: false, trailingNode: false }), OneLine]
          : [StarterKit.configure({ heading: { levels: [2, 3, 4] }, link: { openOnClick: false, defaultProtocol: "https", HTMLAttributes: { rel: null, target: null } } }), TableKit.configure({ table: { resizable: false } })]),
        Image.configure({ allowBase64: false, inline: line }),
        ...(this.lessonsValue ? this.lessons!.nodes : this.lessons ? [this.lessons.math] : []),
      ],
      editorProps: {
        attributes: {
          id: `${source.id}-editor`,
          class: "prose",
          role: "textbox",
          "aria-multiline": String(!line),
          ...(source.placeholder ? { "data-placeholder": source.placeholder } : {}),
          "aria-labelledby": this.labelTarget.id,
          ...(source.getAttribute("aria-describedby") ? { "aria-describedby": source.getAttribute("aria-describedby")! } : {}),
        },
        // Enter ends a line that is one: it presses the form's first button, as in a plain field.
        handleKeyDown: (_view, event) => {
          if (!line || event.key !== "Enter") return false;
          source.form?.requestSubmit(source.form.querySelector<HTMLButtonElement>("button[type=submit]"));
          return true;
        },
        handlePaste: (_view, event) => this.takeImage(event.clipboardData?.files),
        handleDrop: (_view, event) => this.takeImage((event as DragEvent).dataTransfer?.files),
      },
      onUpdate: ({ editor }) => {
        source.value = editor.isEmpty ? "" : line && isPlain(editor) && !isMarkup(editor.getText()) ? editor.getText() : editor.getHTML();
        source.dispatchEvent(new Event("input", { bubbles: true }));
      },
      onTransaction: () => this.showState(),
    });
    source.hidden = true;
    this.barTarget.hidden = false;
    this.labelTarget.addEventListener("click", this.focusEditor);
    this.element.addEventListener("turbo:before-morph-element", this.stay);
    this.stops.forEach((stop, index) => (stop.tabIndex = index === 0 ? 0 : -1));
    this.showState();
  }

  disconnect(): void {
    this.labelTarget.removeEventListener("click", this.focusEditor);
    this.element.removeEventListener("turbo:before-morph-element", this.stay);
    const place = this.editor?.view.dom.parentElement;
    this.editor?.destroy();
    this.editor = null;
    place?.remove();
    this.sourceTarget.textContent = this.sourceTarget.value; // a copy in Turbo's cache keeps what was written
    this.sourceTarget.hidden = false;
    this.barTarget.hidden = true;
  }

  apply({ params: { tool } }: ToolEvent): void {
    const chain = this.editor!.chain().focus();
    switch (tool) {
      case "bold": chain.toggleBold().run(); break;
      case "italic": chain.toggleItalic().run(); break;
      case "code": chain.toggleCode().run(); break;
      case "bulletList": chain.toggleBulletList().run(); break;
      case "orderedList": chain.toggleOrderedList().run(); break;
      case "blockquote": chain.toggleBlockquote().run(); break;
      case "codeBlock": chain.toggleCodeBlock().run(); break;
      case "table": chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(); break;
      case "addRow": chain.addRowAfter().run(); break;
      case "addColumn": chain.addColumnAfter().run(); break;
      case "deleteTable": chain.deleteTable().run(); break;
      case "undo": chain.undo().run(); break;
      case "redo": chain.redo().run(); break;
    }
  }

  restyle(): void {
    const level = Number(this.styleTarget.value) as 0 | 2 | 3 | 4;
    const chain = this.editor!.chain().focus();
    if (level === 0) chain.setParagraph().run();
    else chain.setHeading({ level }).run();
  }

  openLink(): void {
    this.hrefTarget.value = (this.editor!.getAttributes("link")["href"] as string | undefined) ?? "";
    this.show(this.linkPanelTarget, this.hrefTarget);
  }

  applyLink(): void {
    const typed = this.hrefTarget.value.trim();
    if (!typed) return this.removeLink();
    const href = /^(https?:|mailto:|\/)/i.test(typed) ? typed : typed.includes("@") && !typed.includes("/") ? `mailto:${typed}` : `https://${typed}`;
    const { editor } = this;
    if (editor!.state.selection.empty && !editor!.isActive("link")) editor!.chain().focus().insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] }).run();
    else editor!.chain().focus().extendMarkRange("link").setLink({ href }).run();
    this.linkPanelTarget.hidden = true;
  }

  removeLink(): void {
    this.editor!.chain().focus().extendMarkRange("link").unsetLink().run();
    this.linkPanelTarget.hidden = true;
  }

  openImage(): void {
    this.show(this.imagePanelTarget, this.fileTarget);
  }

  async insertImage(): Promise<void> {
    const file = this.fileTarget.files?.[0];
    if (!file) return this.fileTarget.focus();
    this.statusTarget.textContent = this.workingValue;
    this.insertTarget.disabled = true;
    try {
      const body = new FormData();
      body.append("__RequestVerificationToken", this.sourceTarget.form?.querySelector<HTMLInputElement>('[name="__RequestVerificationToken"]')?.value ?? "");
      body.append("image", await smaller(file), file.name);
      const answer = await fetch(this.imagesValue, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = (await answer.json().catch(() => ({}))) as { src?: string; title?: string };
      if (!answer.ok || !told.src) {
        this.statusTarget.textContent = told.title ?? this.failedValue;
        return;
      }
      this.editor!.chain().focus().setImage({ src: told.src, alt: this.altTarget.value.trim() }).run();
      this.fileTarget.value = this.altTarget.value = this.statusTarget.textContent = "";
      this.imagePanelTarget.hidden = true;
    } catch {
      this.statusTarget.textContent = this.failedValue;
    } finally {
      this.insertTarget.disabled = false;
    }
  }

  callOut(): void {
    const kind = this.calloutTarget.value;
    const chain = this.editor!.chain().focus();
    if (!kind) chain.lift("callout").run();
    else if (this.editor!.isActive("callout")) chain.updateAttributes("callout", { kind }).run();
    else chain.wrapIn("callout", { kind }).run();
  }

  openPanel({ params: { tool } }: ToolEvent): void {
    const panel = this.panelTargets.find((one) => one.dataset["panel"] === tool)!;
    const opens = panel.hidden;
    this.linkPanelTarget.hidden = true;
    for (const other of this.panelTargets) other.hidden = true;
    if (!opens) return;
    panel.hidden = false;
    this.lessons!.fill(panel, this.editor!);
    panel.querySelector<HTMLElement>("input, textarea")!.focus();
  }

  insertFormula(event: Event): void {
    this.insert(event, this.lessons!.formula);
  }

  insertVideo(event: Event): void {
    this.insert(event, this.lessons!.video);
  }

  insertCheck(event: Event): void {
    this.insert(event, this.lessons!.check);
  }

  private insert(event: Event, make: (panel: HTMLElement, editor: Editor) => boolean): void {
    const panel = (event.target as HTMLElement).closest<HTMLElement>("[data-panel]")!;
    if (make(panel, this.editor!)) panel.hidden = true;
  }

  /** Enter does what the panel is for instead of sending the page's form; Escape goes back to the text. */
  inPanel(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      this.linkPanelTarget.hidden = true;
      if (this.hasImagePanelTarget) this.imagePanelTarget.hidden = true;
      this.editor!.commands.focus();
    } else if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      if (event.currentTarget === this.linkPanelTarget) this.applyLink();
      else void this.insertImage();
    }
  }

  /** The toolbar's keys (WAI-ARIA Authoring Practices, Toolbar). */
  move(event: KeyboardEvent): void {
    const stops = this.stops;
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const forward = getComputedStyle(this.barTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    const to = event.key === forward ? at + 1 : event.key === back ? at - 1 : event.key === "Home" ? 0 : event.key === "End" ? stops.length - 1 : null;
    if (to === null || at < 0) return;
    event.preventDefault();
    const next = stops[(to + stops.length) % stops.length]!;
    stops.forEach((stop) => (stop.tabIndex = stop === next ? 0 : -1));
    next.focus();
  }

  private get stops(): HTMLElement[] {
    return [...(this.hasStyleTarget ? [this.styleTarget] : []), ...this.toolTargets].filter((stop) => !stop.closest("[hidden]"));
  }

  private takeImage(files: FileList | null | undefined): boolean {
    const image = [...(files ?? [])].find((file) => file.type.startsWith("image/"));
    if (!image || !this.hasImagePanelTarget) return false;
    const chosen = new DataTransfer();
    chosen.items.add(image);
    this.fileTarget.files = chosen.files;
    this.show(this.imagePanelTarget, this.altTarget);
    return true;
  }

  private show(panel: HTMLElement, first: HTMLElement): void {
    this.linkPanelTarget.hidden = panel !== this.linkPanelTarget || !panel.hidden;
    if (this.hasImagePanelTarget) this.imagePanelTarget.hidden = panel !== this.imagePanelTarget;
    panel.hidden = false;
    first.focus();
  }

  private showState(): void {
    const editor = this.editor;
    if (!editor) return;
    for (const tool of this.toolTargets) if (tool.hasAttribute("aria-pressed")) tool.setAttribute("aria-pressed", String(editor.isActive(tool.dataset["richTextToolParam"]!)));
    if (this.hasStyleTarget) this.styleTarget.value = String([2, 3, 4].find((level) => editor.isActive("heading", { level })) ?? 0);
    if (this.hasTableToolsTarget) this.tableToolsTarget.hidden = !editor.isActive("table");
    if (this.hasCalloutTarget) this.calloutTarget.value = editor.isActive("callout") ? String(editor.getAttributes("callout")["kind"]) : "";
  }

  /** Saving comes back to the same page, which Turbo morphs: the editor, the cursor in it and what was typed meanwhile stay. */
  private readonly stay = (event: Event) => {
    if (event.target === this.element) event.preventDefault();
  };

  private readonly focusEditor = (event: Event) => {
    event.preventDefault();
    this.editor?.commands.focus();
  };
}

/** A text of one line. */
const OneLine = Node.create({ name: "doc", topNode: true, content: "paragraph" });

/** Of a line: the server reads it in the same way (QuestionText.Line in Quizzes). */
const isMarkup = (text: string) => text.startsWith("<p>") && text.endsWith("</p>");

/** Whether there is nothing but words. */
function isPlain(editor: Editor): boolean {
  let plain = true;
  editor.state.doc.firstChild?.descendants((node) => void (plain &&= node.isText && node.marks.length === 0));
  return plain;
}

/** Pictures wider than any page shows them are drawn smaller before they are sent; animations stay as they are. */
async function smaller(file: File): Promise<Blob> {
  const most = 1920;
  if (!/^image\/(png|jpeg|webp)$/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = most / Math.max(picture.width, picture.height);
    if (scale >= 1) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob && blob.size < file.size ? blob : file), file.type, 0.85));
  } catch {
    return file; // not a picture after all: the server says so
  }
}
