// Turbo ships without types; this is the little of it that we touch.
declare module "@hotwired/turbo" {
  export const config: { drive: { progressBarDelay: number; enabled: boolean }; forms: { confirm(message: string, form: HTMLFormElement, submitter: HTMLElement | null): Promise<boolean> | boolean } };
  export const session: { refresh(url: string): void };
  export function visit(url: string, options?: { action?: "advance" | "replace" | "restore"; frame?: string }): void;
  export function morphElements(current: Element, next: Element): void;
  export function renderStreamMessage(html: string): void;
  export function connectStreamSource(source: EventSource): void;
  export function disconnectStreamSource(source: EventSource): void;
}
