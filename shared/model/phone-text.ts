import { seenText } from "./seen-text.ts";

/** Prefixes of numbers as senders and address books write them. */
const SCHEME = /^(?:tel|sms|callto|whatsapp):\s*(?:\/\/)?/i;
const SEPARATORS = /[\s().[\]/\p{Pd}\u2212]/gu;
/** Where figures of other scripts begin: Arabic, Persian, Devanagari, Bengali. NFKC makes the full-width ones plain. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6];

/** Where a nought after the country is part of the number: Italy, San Marino, the Vatican, Ivory Coast, Benin, Gabon, Congo; 800. */
const KEEPS_NOUGHT = ["39", "378", "379", "225", "229", "241", "242", "800"];
/** Where no nought is dialled inside the country: in brackets it belongs to something that is no number. */
const NEVER_DIALLED = ["1", "7"];
/** Country codes of one and of two figures (ITU E.164); all others have three. */
const SHORT_CODES = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/**
 * A phone number as text with its country, without all that is written for the eye: `+` and figures. A nought in brackets is
 * dialled inside the country alone, and is not part of the number, unless numbers of that country begin with one.
 *
 * @example numberIn("tel:0049 (0)170 1000001") // "+491701000001"
 */
export const numberIn = (text: string): string => {
  const plain = plainIn(text)
    .replace(SCHEME, "")
    .trim()
    .replace(/^00(?=[1-9\s(])/, "+");
  const [, code = "", bracketed, rest = ""] =
    /^\(?\+\s*(\d{1,3})\)?[\s.\p{Pd}/]*[([]\s*0(\d*)\s*[)\]](.*)$/u.exec(plain) ?? [];
  const isTrunk = codeOf(code) === code && ![...KEEPS_NOUGHT, ...NEVER_DIALLED].includes(code);
  const whole = bracketed !== undefined && isTrunk ? `+${code}${bracketed}${rest}` : plain;
  return whole.replaceAll(SEPARATORS, "");
};

/**
 * Whether a number goes on with a nought after its country where no number does: it was written with what is dialled inside the
 * country, and as it stands is nobody's.
 */
export const hasTrunkNought = (number: string): boolean => {
  const code = codeOf(number.slice(1));
  return number[1 + code.length] === "0" && !KEEPS_NOUGHT.includes(code);
};

const codeOf = (figures: string): string => SHORT_CODES.exec(figures)?.[0] ?? figures.slice(0, 3);

/** Without marks that only steer how text is shown: those of writing direction come along where a number is copied. */
export const plainIn = (text: string): string =>
  seenText(text).replaceAll(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g, (figure) => {
    const zero = ZEROS.find((from) => figure.charCodeAt(0) - from < 10) ?? 0;
    return String(figure.charCodeAt(0) - zero);
  });
