import { seenText } from "./seen-text.ts";

/** What stands before numbers where senders and address books write them. */
const SCHEME = /^(?:tel|sms|smsto|callto|phone|mobile|whatsapp|wa)\s*:\s*(?:\/\/)?(?!send)/i;
/** A link that opens a chat with a number. */
const LINK =
  /^(?:https?:\/\/)?(?:www\.)?(?:wa\.me\/|(?:whatsapp:\/\/|(?:api|web|chat)\.whatsapp\.com\/)send\/?\?(?:[^#]*&)?phone=)([^?&#/]*)/i;
/** As programs that send by WhatsApp name an account, and its device. */
const ACCOUNT = /(?::\d{1,3})?@(?:c\.us|s\.whatsapp\.net)$/i;
/** What stands around a number in a sentence or a cell. */
const BEFORE = /^["'<\u201a\u201e\p{Pi}\p{Pf}\s]{1,20}/u;
const BEHIND = /["'>,;:!?\p{Pi}\p{Pf}\s]{1,20}$/u;
const SEPARATORS = /[\s().[\]/_\p{Pd}\u2212\u00b7\u2022\u2027\u2219\u22c5\u30fb]/gu;
/** Nobody writes a number so long. */
const MAX_WRITTEN = 300;
/** Where figures of other scripts begin: Arabic, Persian, Devanagari, Bengali. NFKC makes the full-width ones plain. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6];

/** Where a nought after the country is part of the number: Italy, San Marino, the Vatican, Ivory Coast, Benin, Gabon, Congo; 800. */
const KEEPS_NOUGHT = ["39", "378", "379", "225", "229", "241", "242", "800"];
/** Where no nought is dialled inside the country: in brackets it belongs to something that is no number. */
const NEVER_DIALLED = ["1", "7"];
/** Country codes of one and of two figures (ITU E.164); all others have three. */
const SHORT_CODES = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/**
 * A phone number as it is written, without what stands before it, behind it or in a link: brackets in it are left, for they tell
 * what is dialled inside the country alone.
 */
export const writtenNumber = (text: string): string => {
  const seen = seenNumber(text);
  const linked = LINK.exec(seen)?.[1]?.replace(/%2B/i, "+");
  return (linked ?? seen.replace(SCHEME, "").replace(ACCOUNT, "")).trim().replace(/^00(?=[1-9\s(])/, "+");
};

/** Whether a text is an account of WhatsApp, or a link to one. */
export const isAccount = (text: string): boolean => {
  const seen = seenNumber(text);
  return LINK.test(seen) || ACCOUNT.test(seen);
};

/** Whether a text says that it is a number, by what stands before it or behind it, or by being a link to one. */
export const saysNumber = (text: string): boolean => isAccount(text) || SCHEME.test(seenNumber(text));

/** Without what stands around it; nothing of what is too long for a number. */
const seenNumber = (text: string): string =>
  text.length > MAX_WRITTEN ? "" : plainIn(text).replace(BEFORE, "").replace(BEHIND, "");

/**
 * A phone number as text with its country, without all that is written for the eye: `+` and figures. What is dialled inside the
 * country alone and stands in brackets is not part of the number: a nought, unless numbers of that country begin with one, or
 * what the country has for one (`TRUNKS`). A number that may be dialled in two ways is written in one (`asDialled`).
 *
 * @example numberIn("tel:0049 (0)170 1000001") // "+491701000001"
 */
export const numberIn = (text: string): string => {
  const written = writtenNumber(text);
  const [, code = "", inBrackets, rest = ""] =
    /^\(?\+\s*(\d{1,3})\)?[\s.\p{Pd}/]*[([]\s*(\d[\d\s.~\p{Pd}]*)[)\]](.*)$/u.exec(written) ?? [];
  if (inBrackets === undefined) return asDialled(written.replaceAll(SEPARATORS, ""));
  const bracketed = inBrackets.replaceAll(/[^\d]/g, "");
  const behind = rest.replaceAll(SEPARATORS, "");
  return asDialled(`+${code}${withoutTrunk(code, bracketed, behind)}${behind}`);
};

/** What stands in brackets without what is dialled inside the country alone; the number has no more figures than its country's have. */
const withoutTrunk = (code: string, bracketed: string, behind: string): string => {
  const trunk = trunkOf(code, bracketed + behind);
  if (trunk !== undefined && bracketed.startsWith(trunk)) return bracketed.slice(trunk.length);
  const isTrunk = isWhole(code) && ![...KEEPS_NOUGHT, ...NEVER_DIALLED].includes(code);
  const isNought = /^0(?!6)/.test(bracketed) || (code !== "36" && bracketed.startsWith("0"));
  return isTrunk && isNought ? bracketed.slice(1) : bracketed;
};

/** Where another prefix than a nought is, or was, dialled inside the country; and how many figures numbers have there without it. */
const TRUNKS = new Map<string, { prefixes: readonly string[]; figures: readonly number[] }>([
  ["36", { prefixes: ["06"], figures: [8, 9] }],
  ["52", { prefixes: ["01", "044", "045", "1"], figures: [10] }],
  ["7", { prefixes: ["8"], figures: [10] }],
  ...["370", "371", "373", "374", "993"].map((code) => [code, { prefixes: ["8"], figures: [8] }] as const),
  ...["375", "380"].map((code) => [code, { prefixes: ["80", "8"], figures: [9] }] as const),
  ...["992", "994", "995", "996", "998"].map((code) => [code, { prefixes: ["8"], figures: [9] }] as const),
]);

/** What such a number begins with that is no part of it. */
const trunkOf = (code: string, figures: string): string | undefined => {
  const { prefixes = [], figures: lengths = [] } = TRUNKS.get(code) ?? {};
  if (lengths.includes(figures.length)) return undefined;
  return prefixes.find((prefix) => figures.startsWith(prefix) && lengths.includes(figures.length - prefix.length));
};

/**
 * The one way to dial a number where there are, or were, two: mobile numbers of Mexico without the 1 that was dialled until 2019, those
 * of Brazil with the 9 that all have since 2016, of Argentina with 9 before the area, and not 15 behind it, and of Italy without the
 * nought that its other numbers begin with.
 */
const asDialled = (number: string): string =>
  number
    .replace(/^\+390(?=3\d{9}$)/, "+39")
    .replace(/^\+521(?=\d{10}$)/, "+52")
    .replace(/^\+55([1-9]\d)(?=[6-9]\d{7}$)/, "+55$19")
    .replace(/^\+549?(?:(11)15(?=\d{8}$)|([2-9]\d{2})15(?=\d{7}$)|([2-9]\d{3})15(?=\d{6}$))/, "+549$1$2$3");

/**
 * The numbers at which a refusal is heard, of one number: where WhatsApp has mobile numbers otherwise than they are dialled, and nobody
 * can tell which of the two was told. Argentina's have a 9 behind the country, and Benin's may lack the 01 of 2024.
 */
export const numbersMeant = (number: string): string[] => {
  const other = number
    .replace(/^\+54(9?)(?=[1-8]\d{9}$)/, (_all, nine: string) => (nine === "" ? "+549" : "+54"))
    .replace(/^\+229(01)?(?=\d{8}$)/, (_all, prefix: string | undefined) => (prefix === undefined ? "+22901" : "+229"));
  return [...new Set([number, other])];
};

/**
 * Whether a number goes on with a nought, or another trunk prefix, after its country where no number does: it was written with what
 * is dialled inside the country, and as it stands is nobody's.
 */
export const hasTrunkPrefix = (number: string): boolean => {
  const code = codeOf(number.slice(1));
  const figures = number.slice(1 + code.length);
  return (figures.startsWith("0") && !KEEPS_NOUGHT.includes(code)) || trunkOf(code, figures) !== undefined;
};

const codeOf = (figures: string): string => SHORT_CODES.exec(figures)?.[0] ?? figures.slice(0, 3);
/** `+38 (044)` is Ukraine, +380: half a code has no nought behind it that could be left out. */
const isWhole = (code: string): boolean => codeOf(code) === code && (code.length === 3 || SHORT_CODES.test(code));

/** Without marks that only steer how text is shown: those of writing direction come along where a number is copied. */
export const plainIn = (text: string): string =>
  seenText(text).replaceAll(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g, (figure) => {
    const zero = ZEROS.find((from) => figure.charCodeAt(0) - from < 10) ?? 0;
    return String(figure.charCodeAt(0) - zero);
  });
