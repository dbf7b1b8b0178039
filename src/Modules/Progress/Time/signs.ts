/** What says that somebody is there. Scripts can't make these: they come from devices. */
const signs = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart", "touchmove", "scroll", "input"];

/**
 * Tells of each sign that the person is active in this window and in the frames in it that can be looked into; the rest is silent. `playing` says
 * that it is only a video or a sound that plays.
 */
export function watchSigns(view: Window, tell: (playing: boolean) => void, signal?: AbortSignal): void {
  const options = { capture: true, passive: true, signal };
  for (const name of signs) view.addEventListener(name, (event) => event.isTrusted && tell(false), options);
  view.addEventListener("timeupdate", ({ target }) => plays(target) && tell(true), options);
  view.addEventListener("load", ({ target }) => inside(target), options);
  view.document.querySelectorAll("iframe, frame").forEach(inside);

  // What a frame shows next is another document, with listeners of its own.
  function inside(frame: EventTarget | null): void {
    const inner = (frame as Partial<HTMLIFrameElement> | null)?.contentWindow;
    try {
      if (inner?.document) watchSigns(inner, tell, signal);
    } catch {
      // It is of another origin.
    }
  }
}

/** Music in the background, over and over, says nothing of a person. */
function plays(target: EventTarget | null): boolean {
  const media = target as Partial<HTMLMediaElement> | null;
  return media?.paused === false && !media.loop && !media.ended;
}
