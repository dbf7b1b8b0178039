import * as Turbo from "@hotwired/turbo";
import { Application } from "@hotwired/stimulus";
import { startControllers } from "./controllers/loader";
import { refreshAfterSubmissions } from "./live";

Turbo.config.drive.progressBarDelay = 300;
// A form that answers 422 is shown again in place; one that answers 303 is followed. Nothing else to configure.

refreshAfterSubmissions();
startControllers(Application.start());
