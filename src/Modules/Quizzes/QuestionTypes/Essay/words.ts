const blocks = "h1, h2, h3, h4, h5, h6, p, br, hr, ul, ol, li, dl, dt, dd, blockquote, pre, figure, figcaption, div, section, article, table, caption, tr, th, td, details, summary";

/** What stands between white space and has a letter or a number in it; of formatted text without its formulas, as the server reads it. */
export function wordsIn(text: string, formatted: boolean): number {
  return (formatted ? plain(text) : text).split(/\p{White_Space}+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function plain(html: string): string {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const formula of body.querySelectorAll("math")) formula.remove();
  for (const block of body.querySelectorAll(blocks)) {
    block.before(" ");
    block.after(" ");
  }
  return body.textContent ?? "";
}
