import type { JournalKey } from "../../Playing/RunTime/journal";

/** What the server wrote into the page (RunH5p.cs). */
interface Start {
  title: string;
  library: string;
  files: string;
  folders: Record<string, string>;
  activity: string;
  states: Record<string, string>;
  report: string | null; // null: a preview, in which nothing is recorded
  journal: JournalKey;
  outer: string;
  words: Record<string, string>;
}

interface Content {
  jsonContent: string;
  contentUserData: Record<string, Record<string, string>>;
}

export const start = JSON.parse(document.getElementById("start")!.textContent!) as Start;

const states: Content["contentUserData"] = {};
for (const [name, value] of Object.entries(start.states)) {
  const slash = name.indexOf("/");
  (states[name.slice(0, slash)] ??= {})[name.slice(slash + 1)] = value;
}

/** What the core of H5P asks of the page that it is in (github.com/h5p/h5p-php-library, h5p.js); it must be there before the core is. */
export const integration = {
  baseUrl: start.outer,
  url: start.files,
  urlLibraries: start.files,
  libraryDirectories: start.folders,
  siteUrl: start.outer,
  postUserStatistics: false,
  saveFreq: 5, // seconds: how often the core asks the content for its state
  fullscreenDisabled: 1, // the page around it has its own
  l10n: { H5P: start.words },
  ajax: {},
  loadedJs: [],
  loadedCss: [],
  contents: {
    "cid-1": {
      library: start.library,
      jsonContent: "{}",
      contentUrl: `${start.files}/content`,
      contentUserData: states,
      url: start.outer + start.activity,
      metadata: { title: start.title },
      fullScreen: 0,
      displayOptions: { frame: false },
    },
  } as Record<string, Content & Record<string, unknown>>,
};

Object.assign(window, { H5PIntegration: integration, H5P: { preventInit: true } });
