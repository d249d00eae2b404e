import { hasDisguised, seenText } from "./seen-text.ts";

/** RFC 5321: 64 before the @, 255 after it. */
const [MAX_LOCAL, MAX_DOMAIN] = [64, 255];
/** What is longer is a text, and no address with a name beside it. */
const MAX_WRITTEN = 1_000;

/** Nothing is written around it, and nothing in it needs a second look: most addresses. */
const PLAIN = /^[a-z0-9][\w.+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;
const LABEL = /^(?:mailto|smtp|e-?mail|mail|to|from):\s*(?:\/\/)?/i;
/** Signs that stand before an address, or behind it, in a sentence or a list. */
const BEFORE = /[\s"'<([,;:\p{Pi}\p{Pf}]|(?!\{)\p{Ps}/u;
const BEHIND = /[\s"'>)\]},;:.!?…。、\p{Pi}\p{Pf}\p{Pe}]/u;
/** Signs that are no part of an address where the same stands at its other end. */
const AROUND = "*_~|`";
const BRACKETS: Readonly<Record<string, string>> = {
  ">": "<",
  ")": "(",
  "]": "[",
  "}": "{",
  "〉": "〈",
  "》": "《",
  "】": "【",
};
/** The one mark that people's names have, as a telephone writes it. */
const APOSTROPHE = /(?<=\p{L})[\u2019\u02bc](?=\p{L})/gu;

/** A name before the @ in quotes that a name may have in it: what is left of it without one of them would be another's. */
const IN_QUOTES = /'[^'@]*'@/;

const LOCAL = /^(?!['?])[^\s\p{C}\p{Pi}\p{Pf}()<>[\]:;,"\\@]+$/u;
const DOMAIN =
  /^(?:[a-z0-9_-]|[^\0-\x7f\s\p{C}\p{Pi}\p{Pf}\p{Ps}\p{Pe}])+(?:[.。](?:[a-z0-9_-]|[^\0-\x7f\s\p{C}\p{Pi}\p{Pf}\p{Ps}\p{Pe}。])+)*$/iu;

/**
 * The one address in a text, without what comes with it where it is copied: `mailto:` and what a link asks for behind it, a name beside
 * it, quotes and brackets, a comma or dot behind it, signs that nobody sees; letters of full width as plain ones. Undefined for what is
 * no address, or more than one: a sign inside is never left out, for without it the address may be somebody else's.
 *
 * @example bareAddress("Ann Lee <ann@mail.example>,") // "ann@mail.example"
 * @example bareAddress("ann,lee@mail.example") // undefined
 */
export const bareAddress = (written: string): string | undefined => {
  if (written.length > MAX_WRITTEN) return undefined;
  if (PLAIN.test(written)) return isOfLength(written) ? written : undefined;
  const bare = withoutMarks(seenText(written).replaceAll(APOSTROPHE, "'"));
  const at = bare.indexOf("@");
  const isAddress = isOfLength(bare) && LOCAL.test(bare.slice(0, at)) && DOMAIN.test(bare.slice(at + 1));
  return isAddress && !hasDisguised(bare) ? bare : undefined;
};

const isOfLength = (address: string): boolean => {
  const local = address.indexOf("@");
  return local > 0 && local <= MAX_LOCAL && address.length - local - 1 <= MAX_DOMAIN;
};

const withoutMarks = (text: string): string => {
  for (let rest = text; ; ) {
    const next = unquoted(withoutLabel(withoutBrackets(rest)));
    const bare = trimmed(next);
    if (bare === rest) return bare;
    rest = bare;
  }
};

/** `Ann Lee <ann@x>`, `ann@x (Ann Lee)`, `[ann@x](mailto:ann@x)`: the part with the address; both where they are not one. */
const withoutBrackets = (text: string): string => {
  const end = text.replace(/[\s,;.]{0,20}$/, "");
  const opening = BRACKETS[end.at(-1) ?? ""];
  const open = opening === undefined ? -1 : end.lastIndexOf(opening);
  if (open >= 0) return oneOf(end.slice(open + 1, -1), end.slice(0, open), text);
  const close = text.startsWith("<") ? text.indexOf(">") : -1;
  return close < 0 ? text : oneOf(text.slice(1, close), text.slice(close + 1), text);
};

const oneOf = (inner: string, outer: string, both: string): string => {
  if (!outer.includes("@")) return inner.includes("@") ? inner : both;
  if (!inner.includes("@")) return outer;
  const address = withoutMarks(inner);
  return address.toLowerCase() === withoutMarks(outer).toLowerCase() ? address : both;
};

/** What a link asks for (`?subject=…`) is no part of the address, and signs in a link may be written as numbers. */
const withoutLabel = (text: string): string => {
  const bare = text.replace(LABEL, "");
  if (/^mailto:/i.test(text)) return decoded(recipientsIn(bare));
  const asked = bare.indexOf("?", bare.indexOf("@") + 1);
  return asked > bare.indexOf("@") && bare.includes("@") ? bare.slice(0, asked) : bare;
};

/** Whom a link writes to: before what it asks for, or in it (`mailto:?to=ann@x`); a list where both are told. */
const recipientsIn = (link: string): string => {
  const asked = link.indexOf("?");
  if (asked < 0) return link;
  const told = link
    .slice(asked + 1)
    .split("&")
    .flatMap((pair) => /^to=(.*)$/i.exec(pair)?.[1] ?? []);
  return [link.slice(0, asked), ...told].filter((text) => text !== "").join(",");
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A name in quotes is the name. */
const unquoted = (text: string): string =>
  text.replace(/^"([^"\\\s@]+)"@/, "$1@").replace(/^'([^'\\\s@]+)'@(?=[^@]*[^'@]$)/, "$1@");

const trimmed = (text: string): string => {
  let [start, end] = [0, text.length];
  const kept = IN_QUOTES.test(text) ? "'" : "";
  const isLeftOut = (sign: string, marks: RegExp) => sign !== kept && marks.test(sign);
  while (start < end && isLeftOut(text.charAt(start), BEFORE)) start += 1;
  while (end > start && isLeftOut(text.charAt(end - 1), BEHIND)) end -= 1;
  while (end - start > 1 && AROUND.includes(text.charAt(start)) && text.charAt(start) === text.charAt(end - 1)) {
    start += 1;
    end -= 1;
  }
  return text.slice(start, end);
};
