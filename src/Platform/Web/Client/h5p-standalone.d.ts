/** The core of H5P with its jQuery, for its effect: it puts H5P into the window. */
declare module "h5p-standalone/dist/frame.bundle.js";
