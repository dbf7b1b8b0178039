// What the data models of both editions are made of (Standards/Scorm/RunTime/ElementNode.cs).

export type Check = "fits" | "mismatch" | "range";
export type DataType = (value: string) => Check;

export interface Node {
  name: string;
  /** Read and write where it isn't said; "r" and "w" are only the one. */
  access?: "r" | "w";
  type?: DataType;
  /** What is read before anything was set. */
  initially?: string;
  /** The sibling that must have a value before this one may be set. */
  dependsOn?: string;
  children?: Node[];
  isCollection?: boolean;
  /** Whether _children answers. */
  namesChildren?: boolean;
  /** Whether no two members of its collection may have the same value. */
  isUnique?: boolean;
  /** Whether its first value is its last. */
  isWrittenOnce?: boolean;
}

export const fits = (is: boolean): Check => (is ? "fits" : "mismatch");

/** real(10,7) of SCORM 2004 (4th Ed. RTE 4.1.1). */
export const number = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$/;

export const oneOf =
  (...words: string[]): DataType =>
  (value) =>
    fits(words.includes(value));
export const real =
  (least = -Infinity, most = Infinity): DataType =>
  (value) =>
    !number.test(value) ? "mismatch" : Number(value) < least || Number(value) > most ? "range" : "fits";

export const node = (name: string, more: Omit<Node, "name"> = {}): Node => ({ name, ...more });
export const group = (name: string, ...children: Node[]): Node => ({ name, children, namesChildren: true });
export const collection = (name: string, ...children: Node[]): Node => ({ ...group(name, ...children), isCollection: true });
export const readOnly = (name: string, initially?: string): Node => node(name, { access: "r", initially });
export const unnamed = (of: Node, more: Partial<Node> = {}): Node => ({ ...of, ...more, namesChildren: false });

/** The collections that an element is in, with its number there, outermost first. */
export function* indices(element: string): Generator<[collection: string, index: number]> {
  for (const match of element.matchAll(/\.([0-9]{1,4})(?=\.)/g)) yield [element.slice(0, match.index + 1), Number(match[1])];
}
