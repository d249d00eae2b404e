import { minorDigits } from "../../shared/model/minor-units.ts";
import { type Currency, MAX_AMOUNT_MINOR } from "../../shared/model/money.ts";
import { type AmountShape, type DecimalMark, plainAmount, shapeOf, unknownNameIn } from "./amount-shape.ts";
import { shapeWords } from "./cell-shape.ts";
import { currencyNameShown, isPartOfMoney, mayMean } from "./currency-names.ts";
import type { Read } from "./doubts.ts";

/**
 * Reads an amount exactly, in minor units, without going through binary fractions. Zeros past the currency's digits are
 * harmless; any other digit there would have to be rounded, so it is refused.
 *
 * @param decimal the file's own decimal mark; undefined where nothing in it tells
 * @example readAmount("1.234,50", "EUR", "comma") // { value: 123450 }
 */
export const readAmount = (text: string, currency: Currency, decimal: DecimalMark | undefined): Read<number> => {
  const plain = decimal === "comma" ? null : PLAIN.exec(text);
  if (plain) return minorOf({ sign: "", whole: plain[1] ?? "", fraction: plain[2] ?? "" }, currency);
  const shape = shapeOf(text, currency);
  if (shape === undefined) return { reason: notAnAmount(whatIsWrong(text, currency)) };
  const { mark, names = [] } = shape;
  const part = names.find(isPartOfMoney);
  if (part !== undefined) return { reason: notAnAmount(partWords(part, currency)) };
  const other = names.find((name) => !mayMean(name, currency));
  if (other !== undefined)
    return {
      reason: `is written in ${currencyNameShown(other)}, and its currency is ${currency}: correct the one or the other`,
    };
  if (mark === "either") return readEither(text, shape, currency, decimal);
  if (mark !== undefined && decimal !== undefined && mark !== decimal) {
    return { reason: `has a ${mark} for its decimal mark; that of this file is a ${decimal}` };
  }
  return minorOf(shape, currency);
};

/** What an amount looks like stands last: said before what is wrong, it reads as if it were that. */
const notAnAmount = (wrong: string): string => `is not an amount: ${wrong}. An amount looks like 1234.50`;

const partWords = (name: string, currency: Currency): string =>
  `"${name}" beside it may be a part of ${currency}: write it in whole ones, such as 0.50`;

/** Of what stands beside it a sign alone is told, or a letter or two: more may be somebody's name. */
const whatIsWrong = (text: string, currency: Currency): string => {
  const name = unknownNameIn(text);
  if (name === undefined) return shapeWords(text);
  if (isPartOfMoney(name)) return partWords(name, currency);
  return /\p{L}{3}/u.test(name)
    ? shapeWords(text)
    : `"${name}" beside it is no sign or name of a currency that is known`;
};

/** What most amounts look like, and nothing else can be. */
const PLAIN = /^(\d+)(?:\.(\d\d?))?$/;

/**
 * One mark and three figures behind it: the file's decimal mark tells what they are. Where nothing does, a comma in money without
 * parts (`1,000` yen) stands between thousands; a dot may be a program's that writes a thousandth of what is meant (`150.000` dong).
 */
const readEither = (
  text: string,
  shape: AmountShape,
  currency: Currency,
  decimal: DecimalMark | undefined,
): Read<number> => {
  const own = plainAmount(text).includes(",") ? "comma" : "dot";
  if (decimal !== undefined && own !== decimal) {
    return inThousands(shape, currency);
  }
  // Where money has no parts nobody writes three figures of them; a file of several currencies may well have a decimal mark.
  if (decimal !== undefined && minorDigits(currency) > 0) return minorOf(shape, currency);
  if (decimal === undefined && minorDigits(currency) === 0 && own === "comma") return inThousands(shape, currency);
  return {
    reason: `can be "${shape.whole}" or "${shape.whole}${shape.fraction}", and nothing else in the file tells which: write amounts without a mark between thousands, or say what the decimal mark is with --decimal dot or --decimal comma`,
  };
};

const inThousands = (shape: AmountShape, currency: Currency): Read<number> =>
  minorOf({ ...shape, whole: shape.whole + shape.fraction, fraction: "" }, currency);

const minorOf = ({ sign, whole, fraction }: AmountShape, currency: Currency): Read<number> => {
  const digits = minorDigits(currency);
  if (fraction.length > digits && /[^0]/.test(fraction.slice(digits))) {
    return { reason: `has more decimals than ${currency} has (${digits})` };
  }
  const amountMinor = Number(`${sign}${whole}${fraction.slice(0, digits).padEnd(digits, "0")}`);
  if (Math.abs(amountMinor) > MAX_AMOUNT_MINOR) return { reason: "is too large an amount" };
  return { value: amountMinor === 0 ? 0 : amountMinor };
};
