type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * The fields that say something else than the server does: a field's default is what the page came with, or what was saved since
 * (`takeAsSaved`). What scripts keep in hidden fields can't be told apart, and files send themselves.
 */
export const unsavedFields = (form: HTMLFormElement): Field[] => [...form.elements].filter(isField).filter((field) => field.name !== "" && !field.disabled && isUnsaved(field));

/** All that the form says now is with the server. */
export function takeAsSaved(form: HTMLFormElement): void {
  for (const field of unsavedFields(form)) {
    if (field instanceof HTMLSelectElement) for (const option of field.options) option.defaultSelected = option.selected;
    else if (field instanceof HTMLInputElement && isTicked(field)) field.defaultChecked = field.checked;
    else field.defaultValue = field.value;
  }
}

const isField = (element: Element): element is Field => element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || (element instanceof HTMLInputElement && !["hidden", "file", "submit", "button", "image", "reset"].includes(element.type));

const isTicked = (field: HTMLInputElement) => field.type === "checkbox" || field.type === "radio";

/** Compared with a copy that was reset, because browsers write some values in their own way (times, colours, ends of lines). */
function isUnsaved(field: Field): boolean {
  const saved = field.cloneNode(true) as Field;
  const form = document.createElement("form");
  form.append(saved);
  form.reset();
  return stateOf(field) !== stateOf(saved);
}

const stateOf = (field: Field) =>
  field instanceof HTMLSelectElement ? [...field.selectedOptions].map((option) => option.index).join() : field instanceof HTMLInputElement && isTicked(field) ? String(field.checked) : field.value;
