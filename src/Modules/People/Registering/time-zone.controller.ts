import { Controller } from "@hotwired/stimulus";

/** Tells the server the time zone of this device, so that the first date a person sees is right. Without a script they choose it on their account page. */
export default class extends Controller {
  static targets = ["field"];
  declare readonly fieldTarget: HTMLInputElement;

  connect(): void {
    this.fieldTarget.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  }
}
