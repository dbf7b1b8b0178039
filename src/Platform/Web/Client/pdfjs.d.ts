/** The version of pdf.js, put in by the build (build/pdfjs.ts). */
declare const __PDFJS__: string;
