/** Markup that is safe to put into a page as it is: only `html` makes it. */
export type Html = { readonly markup: string };

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? "");

type Part = Html | string | number | undefined | false | readonly Part[];

const markupOf = (part: Part): string => {
  if (part === undefined || part === false) return "";
  if (typeof part === "string") return escaped(part);
  if (typeof part === "number") return String(part);
  if ("markup" in part) return part.markup;
  return part.map(markupOf).join("");
};

/**
 * A template of markup: what is filled in is escaped, unless it is markup itself. Lists are joined, undefined and false are nothing.
 *
 * @example html`<b>${"<script>"}</b>` // <b>&lt;script&gt;</b>
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: strings.reduce((text, string, at) => text + markupOf(parts[at - 1]) + string),
});
