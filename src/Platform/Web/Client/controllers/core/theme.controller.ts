import { Controller } from "@hotwired/stimulus";

/** Switches the colour theme at once and lets the form tell the server, which keeps it in a cookie for the next page. */
export default class extends Controller<HTMLFormElement> {
  switch(event: SubmitEvent): void {
    const chosen = event.submitter as HTMLButtonElement | null;
    if (!chosen?.value) return;
    event.preventDefault();
    document.documentElement.dataset.theme = chosen.value;
    const body = new FormData(this.element, chosen);
    void fetch(this.element.action, { method: "POST", body, redirect: "manual" });
    // The button just pressed is hidden now; its counterpart takes the focus.
    this.element.querySelector<HTMLButtonElement>(`button:not([value="${chosen.value}"])`)?.focus();
  }
}
