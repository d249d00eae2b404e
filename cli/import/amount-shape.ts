import { minorDigits } from "../../shared/model/minor-units.ts";
import type { Currency } from "../../shared/model/money.ts";
import { withoutMarks } from "../../shared/model/seen-text.ts";
import { CURRENCY_NAME } from "./currency-names.ts";

/** What stands before the part of an amount that is less than one: a file has one of them. */
export type DecimalMark = "dot" | "comma";

/**
 * An amount as it is written, taken apart: its figures without what stands between thousands, and which mark is the decimal
 * one. `either`: one mark and three figures behind it, in a currency with fewer or a comma: thousands, or a part.
 */
export type AmountShape = {
  sign: "" | "-";
  whole: string;
  fraction: string;
  mark?: DecimalMark | "either";
  /** Names or signs of a currency that stand beside it. */
  names?: readonly string[];
};

const marks = { ".": "dot", ",": "comma" } as const;
const isMark = (text: string | undefined): text is keyof typeof marks => text === "." || text === ",";

const PLAIN = /^(-?)(\d+)(?:\.(\d\d?))?$/;
const BLANK = "[ \\u00a0\\u2009\\u202f]?";
const FIGURES = "\\d[\\d.,'’ \\u00a0\\u2009\\u202f]*?";
const amountNamed = (name: string): RegExp =>
  new RegExp(`^([(+-]?)${BLANK}(${name})?${BLANK}([+-]?)(${FIGURES})${BLANK}(${name})?([)-]?)$`, "iu");
const WRITTEN = amountNamed(CURRENCY_NAME);
/** The same with something beside it that is no currency's sign or name, as far as is known. */
const NAMED_OTHERWISE = amountNamed("[\\p{L}\\p{S}¢*#%/]{1,5}\\.?");

/** Letters, figures and signs of full width; NFKC would make a footnote's figure one of the amount, too. */
const FULL_WIDTH = /[\uff01-\uff5e\uffe0-\uffe6\u3000]/g;
/** `10.-` and `10,–`: the part that is less than one is nothing. */
const NO_PART = /([.,])--?$/;

const FIGURES_ALONE = /^[\d.,]+$/;

/**
 * An amount with plain figures and dashes, and without what says nothing of it: blanks and signs that nobody sees come along where a
 * cell is copied, and a spreadsheet writes an apostrophe before what it takes for text.
 */
export const plainAmount = (text: string): string => (FIGURES_ALONE.test(text) ? text : withoutSigns(text));

const withoutSigns = (text: string): string =>
  withoutMarks(text)
    .replaceAll(FULL_WIDTH, (sign) => sign.normalize("NFKC"))
    .replaceAll(/[\p{Pd}\u2212]/gu, "-")
    .trim()
    .replace(/^'/, "")
    .replace(NO_PART, "$10");
/** Thousands with a blank or an apostrophe between them, as no part of an amount has. */
const SPACED = /^\d{1,3}(?:(?<gap>[ \u00a0\u2009\u202f'’])\d{3})(?:\k<gap>\d{3})*(?:[.,]\d+)?$/u;
const GROUPS = /^\d{1,3}(?:[.,]\d{3})+$/;
/** `1,23,456`: in India and around it every two figures have a comma, but for the last three. */
const INDIAN_GROUPS = /^\d{1,2}(?:,\d\d)+,\d{3}$/;
const INDIAN = ["INR", "PKR", "BDT", "NPR", "LKR", "BTN"];
const isGrouped = (figures: string, currency: Currency): boolean =>
  GROUPS.test(figures) || (INDIAN.includes(currency) && INDIAN_GROUPS.test(figures));

/** How an amount is written; undefined for what is none. */
export const shapeOf = (text: string, currency: Currency): AmountShape | undefined => {
  const plain = PLAIN.exec(text);
  if (plain) {
    const [, sign, whole = "", fraction] = plain;
    return { sign: sign === "-" ? "-" : "", whole, fraction: fraction ?? "", ...(fraction && { mark: "dot" }) };
  }
  const [, before = "", nameBefore, inner = "", figures = "", nameBehind, after = ""] =
    WRITTEN.exec(plainAmount(text)) ?? [];
  const names = [nameBefore, nameBehind].filter((name) => name !== undefined);
  const signs = [before, inner, after].filter((sign) => sign !== "" && sign !== "+");
  const isInBrackets = before === "(" && after === ")";
  if ((before === "(" || after === ")") && !isInBrackets) return undefined;
  if (signs.length > (isInBrackets ? 2 : 1)) return undefined;
  const joined = SPACED.test(figures) ? figures.replaceAll(/[^\d.,]/g, "") : figures;
  const shape = /^\d[\d.,]*$/.test(joined) ? partsOf(joined, currency) : undefined;
  return shape && { sign: signs.length > 0 ? "-" : "", ...shape, ...(names.length > 0 && { names }) };
};

/** What stands beside figures and is no currency's sign or name, as far as is known; undefined where it is no amount at all. */
export const unknownNameIn = (text: string): string | undefined => {
  const [, , before, , , behind] = NAMED_OTHERWISE.exec(plainAmount(text)) ?? [];
  return [before, behind].find((name) => name !== undefined && !IS_NAME.test(name));
};
const IS_NAME = new RegExp(`^${CURRENCY_NAME}$`, "iu");

const partsOf = (figures: string, currency: Currency): Omit<AmountShape, "sign" | "names"> | undefined => {
  const found = figures.match(/[.,]/g) ?? [];
  const last = found.at(-1);
  if (!isMark(last)) return { whole: figures, fraction: "" };
  const at = figures.lastIndexOf(last);
  const [whole, fraction] = [figures.slice(0, at), figures.slice(at + 1)];
  const other = last === "." ? "," : ".";
  if (found.length > 1 && found.every((mark) => mark === last)) {
    return isGrouped(figures, currency)
      ? { whole: figures.replaceAll(last, ""), fraction: "", mark: marks[other] }
      : undefined;
  }
  if (fraction === "") return undefined;
  if (found.length > 1) {
    return isGrouped(whole, currency) && !whole.includes(last)
      ? { whole: whole.replaceAll(other, ""), fraction, mark: marks[last] }
      : undefined;
  }
  // Dinars have three figures behind their mark, which most write as a dot; a comma there may stand between thousands.
  const hasFewer = minorDigits(currency) < 3 || last === ",";
  const mayBeThousands = /^[1-9]\d{0,2}$/.test(whole) && fraction.length === 3 && hasFewer;
  return { whole, fraction, mark: mayBeThousands ? "either" : marks[last] };
};
