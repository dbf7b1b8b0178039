import { session } from "@hotwired/turbo";

/**
 * A page that is told to refresh while a form of it is on its way waits for the form's answer: Turbo gives up a submission when
 * another visit starts, and the person's click would be lost.
 */
export function refreshAfterSubmissions(): void {
  let sending = 0;
  let missed = false;
  addEventListener("turbo:submit-start", () => sending++);
  addEventListener("turbo:submit-end", () => {
    sending--;
    if (sending > 0 || !missed) return;
    missed = false;
    setTimeout(() => session.refresh(document.baseURI)); // does nothing when the answer led elsewhere
  });
  addEventListener("turbo:before-stream-render", (event) => {
    if (sending === 0 || (event.target as Element).getAttribute("action") !== "refresh") return;
    event.preventDefault();
    missed = true;
  });
}
