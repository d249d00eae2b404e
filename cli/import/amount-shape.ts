import { minorDigits } from "../../shared/model/minor-units.ts";
import type { Currency } from "../../shared/model/money.ts";
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
const NAME = `(${CURRENCY_NAME})?`;
const WRITTEN = new RegExp(
  `^([(+\\-−]?)${BLANK}${NAME}${BLANK}([+\\-−]?)(\\d[\\d.,'’ \\u00a0\\u2009\\u202f]*?)${BLANK}${NAME}([)\\-−]?)$`,
  "iu",
);
/** Thousands with a blank or an apostrophe between them, as no part of an amount has. */
const SPACED = /^\d{1,3}(?:(?<gap>[ \u00a0\u2009\u202f'’])\d{3})(?:\k<gap>\d{3})*(?:[.,]\d+)?$/u;
const GROUPS = /^\d{1,3}(?:[.,]\d{3})+$/;

/** How an amount is written; undefined for what is none. */
export const shapeOf = (text: string, currency: Currency): AmountShape | undefined => {
  const plain = PLAIN.exec(text);
  if (plain) {
    const [, sign, whole = "", fraction] = plain;
    return { sign: sign === "-" ? "-" : "", whole, fraction: fraction ?? "", ...(fraction && { mark: "dot" }) };
  }
  const [, before = "", nameBefore, inner = "", figures = "", nameBehind, after = ""] = WRITTEN.exec(text) ?? [];
  const names = [nameBefore, nameBehind].filter((name) => name !== undefined);
  const signs = [before, inner, after].filter((sign) => sign !== "" && sign !== "+");
  const isInBrackets = before === "(" && after === ")";
  if ((before === "(" || after === ")") && !isInBrackets) return undefined;
  if (signs.length > (isInBrackets ? 2 : 1)) return undefined;
  const joined = SPACED.test(figures) ? figures.replaceAll(/[^\d.,]/g, "") : figures;
  const shape = /^\d[\d.,]*$/.test(joined) ? partsOf(joined, currency) : undefined;
  return shape && { sign: signs.length > 0 ? "-" : "", ...shape, ...(names.length > 0 && { names }) };
};

const partsOf = (figures: string, currency: Currency): Omit<AmountShape, "sign" | "names"> | undefined => {
  const found = figures.match(/[.,]/g) ?? [];
  const last = found.at(-1);
  if (!isMark(last)) return { whole: figures, fraction: "" };
  const at = figures.lastIndexOf(last);
  const [whole, fraction] = [figures.slice(0, at), figures.slice(at + 1)];
  const other = last === "." ? "," : ".";
  if (found.length > 1 && found.every((mark) => mark === last)) {
    return GROUPS.test(figures) ? { whole: figures.replaceAll(last, ""), fraction: "", mark: marks[other] } : undefined;
  }
  if (fraction === "") return undefined;
  if (found.length > 1) {
    const isGrouped = GROUPS.test(whole) && !whole.includes(last);
    return isGrouped ? { whole: whole.replaceAll(other, ""), fraction, mark: marks[last] } : undefined;
  }
  // Dinars have three figures behind their mark, which most write as a dot; a comma there may stand between thousands.
  const hasFewer = minorDigits(currency) < 3 || last === ",";
  const mayBeThousands = /^[1-9]\d{0,2}$/.test(whole) && fraction.length === 3 && hasFewer;
  return { whole, fraction, mark: mayBeThousands ? "either" : marks[last] };
};
