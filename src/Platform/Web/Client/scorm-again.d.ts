// The package's own types declare default exports; its modules have named ones.
declare module "scorm-again/scorm12/min" {
  export class Scorm12API {
    constructor(settings?: object);
  }
}
declare module "scorm-again/scorm2004/min" {
  export class Scorm2004API {
    constructor(settings?: object);
  }
}
