import { showsSomething } from "../model/written-text.ts";
import type { MailView } from "./mail-view.ts";
import type { RenderedMail } from "./render-mail.ts";
import { shownHtml } from "./shown-html.ts";

/** What the law asks for in every mail, and both of its parts have. */
export type Lack = { part: "text" | "html"; what: "stop-link" | "postal-address" };

/**
 * What a rendered mail does not have of what the law asks for, wherever a reader could see it. A template that names both
 * may still lose them: to a condition that does not hold for this customer, a comment, a block that the frame has not.
 */
export const whatMailLacks = (
  { text, html }: Pick<RenderedMail, "text" | "html">,
  { unsubscribe_url, shop }: MailView,
): readonly Lack[] => {
  const shown = shownHtml(html);
  const words = decodedHtml(shown.replaceAll(/<[^>]*>/g, " "));
  const has = {
    text: { link: holdsLink(text, unsubscribe_url), address: holdsAddress(text, shop.postal_address) },
    html: {
      link: [words, ...targetsOf(shown)].some((one) => holdsLink(one, unsubscribe_url)),
      address: holdsAddress(words, shop.postal_address),
    },
  };
  return (["text", "html"] as const).flatMap((part): Lack[] => [
    ...(has[part].link ? [] : [{ part, what: "stop-link" } as const]),
    ...(has[part].address ? [] : [{ part, what: "postal-address" } as const]),
  ]);
};

/** Where the links of a page lead that have something to press on. */
const targetsOf = (html: string): string[] =>
  [
    ...html.matchAll(
      /<a\s(?:[^>]*?\s)?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))(?:"[^"]*"|'[^']*'|[^"'>])*>([\s\S]*?)(?=<\/?a[\s>]|$)/gi,
    ),
  ].flatMap(([, double, single, bare, within = ""]) =>
    /<img\b/i.test(within) || showsSomething(decodedHtml(within.replaceAll(/<[^>]*>/g, "")))
      ? [decodedHtml(double ?? single ?? bare ?? "")]
      : [],
  );

/** The whole link, and nothing but it: one that goes on with further letters is another, and so is one that begins elsewhere. */
const holdsLink = (text: string, url: string): boolean => {
  for (let at = text.indexOf(url); at !== -1; at = text.indexOf(url, at + 1))
    if (!/^[\w-]/.test(text.slice(at + url.length)) && !isWithinAnother(text.slice(0, at))) return true;
  return false;
};

/** Whether what stands before a link is the beginning of another one: `https://elsewhere.example/?to=`. */
const isWithinAnother = (before: string): boolean => {
  const joined = before.split(/[\s<>"'()]/).at(-1) ?? "";
  return joined.includes("://") || /[\w=?&/#%+~-]$/.test(joined);
};

/** Its letters and figures in their order: how an address is broken into lines and set in capitals is the template's. */
export const holdsAddress = (text: string, address: string): boolean => {
  const letters = lettersOf(address);
  return letters !== "" && lettersOf(text).includes(letters);
};

const lettersOf = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "");

const entities: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["nbsp", " "],
]);

/** The characters that the engine escapes, and those that people write so. */
export const decodedHtml = (html: string): string =>
  html.replaceAll(/&(?:#(\d{1,6})|(\w{2,4}));/g, (whole, code, name) =>
    code === undefined ? (entities.get(name) ?? whole) : String.fromCodePoint(Number(code)),
  );
