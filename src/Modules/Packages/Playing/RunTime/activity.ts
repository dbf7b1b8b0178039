import { watchSigns } from "../../../Progress/Time/signs";

const pause = 1000;

/** Tells the outer page that the person is active in this window or in the content in it, which it can't see: once a second at most. */
export function tellActivity(outer: string): void {
  let told = -pause;
  watchSigns(window, (playing) => {
    if (performance.now() - told < pause) return;
    told = performance.now();
    parent.postMessage({ lectern: "active", playing }, outer);
  });
}
