import { grouped } from "../../shared/model/counted.ts";
import type { Currency } from "../../shared/model/money.ts";
import type { ImportResult } from "./import-file.ts";

type Kept = Pick<ImportResult, "notCounted" | "repeated" | "refundsUnknown">;

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** `other-currency 10, zero-value 2`: the most frequent reason first. */
const reasonsOf = (notCounted: Kept["notCounted"]): string =>
  Object.entries(notCounted)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, orders]) => `${reason} ${grouped(orders)}`)
    .join(", ");

/** What an operator may not expect of orders that are in: a line for those that do not count, those listed twice, those refunded in part. */
export const describeKept = ({ notCounted, repeated, refundsUnknown }: Kept): string[] => {
  const orders = sum(Object.values(notCounted));
  return [
    ...(orders > 0 ? [`${grouped(orders)} kept but not counted: ${reasonsOf(notCounted)}.`] : []),
    ...(repeated > 0 ? [`${grouped(repeated)} repeated: of rows with the same order_id the newest counts.`] : []),
    ...(refundsUnknown > 0
      ? [`${grouped(refundsUnknown)} partially_refunded without an amount in refunded: counted in full.`]
      : []),
  ];
};

/** Why a night over these orders would have nobody to score; undefined if some order counts. */
export const whyNothingCounts = (
  file: string,
  { rows, rejected, orders, notCounted }: Pick<ImportResult, "rows" | "rejected" | "orders" | "notCounted">,
  rejectsFile: string,
  currency: Currency,
): string | undefined => {
  if (rows === 0) return `There are no orders in ${file}.`;
  if (orders === 0)
    return `No order of ${file} can be read: ${rejected === 1 ? "its one row was" : `all ${grouped(rejected)} rows were`} rejected, see ${rejectsFile}.`;
  if (sum(Object.values(notCounted)) < orders) return undefined;
  const reason = `${orders === 1 ? `The one order in ${file} does not count` : `None of the ${grouped(orders)} orders in ${file} counts`}: ${reasonsOf(notCounted)}.`;
  const ofOthers = notCounted["other-currency"] ?? 0;
  const remedy =
    ofOthers > 0
      ? `The shop's currency is ${currency}; if it is another, say so with --currency, or in the settings.`
      : "Correct the file, or the settings under orders, and run it again.";
  return `${reason}\n${remedy}`;
};
