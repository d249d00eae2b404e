/** Markup that is safe to put into a page: only `html` makes it. */
export type Html = { readonly markup: string };

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? "");

type Value = Html | string | number | undefined | readonly Value[];

const render = (value: Value): string => {
  if (value === undefined) return "";
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  return "markup" in value ? value.markup : value.map(render).join("");
};

/** Every value is escaped, unless it is markup itself; lists are joined, undefined is nothing. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  markup: parts.reduce((text, part, i) => text + render(values[i - 1]) + part),
});
