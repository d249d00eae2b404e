import { counted, grouped } from "../../shared/model/counted.ts";
import type { Currency } from "../../shared/model/money.ts";
import { describeNotes, describeRefusals } from "./describe-doubts.ts";
import type { ImportResult } from "./import-result.ts";

type Kept = Pick<
  ImportResult,
  "notCounted" | "statuses" | "repeated" | "refundsUnknown" | "furtherRows" | "refundRows" | "itemAmounts" | "notes"
>;

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** `other-currency 10, zero-value 2`: the most frequent reason first. */
const reasonsOf = (notCounted: Kept["notCounted"]): string =>
  Object.entries(notCounted)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, orders]) => `${reason} ${grouped(orders)}`)
    .join(", ");

/** Words that no shop means paid by. */
const neverPaid: ReadonlySet<string> = new Set(
  "pending cancelled canceled voided failed deleted trash draft checkout-draft expired unpaid authorized on-hold".split(
    " ",
  ),
);

const isCounted = ({ unpaid }: Kept["statuses"][string]) => unpaid === 0;

/** Every status that was found with its orders, and a word on those that settings do not name; none where all are `paid`. */
const describeStatuses = (statuses: Kept["statuses"]): string[] => {
  const found = Object.entries(statuses).sort(([, a], [, b]) => b.orders - a.orders);
  if (found.every(([status]) => status === "paid")) return [];
  const listed = (entries: typeof found) =>
    entries.map(([status, { orders }]) => `${status || "(empty)"} ${grouped(orders)}`).join(", ") || "none";
  const [taken, others] = [
    found.filter(([, tally]) => isCounted(tally)),
    found.filter(([, tally]) => !isCounted(tally)),
  ];
  const remedy = others.some(([status]) => !neverPaid.has(status))
    ? ". If one of these means paid, name it in orders.countedStatuses of the settings"
    : "";
  return [`Statuses counted: ${listed(taken)}; found, not counted: ${listed(others)}${remedy}.`];
};

const describeRows = ({ furtherRows, refundRows, itemAmounts, notes }: Kept): string[] => [
  ...(furtherRows > 0 ? [`${counted(furtherRows, "row")} taken as further items of the order above them.`] : []),
  ...(itemAmounts === "summed" ? ["Amounts were summed over the rows of each order."] : []),
  ...(itemAmounts === "once" && furtherRows > 0 ? ["Amounts were taken once for each order, not summed."] : []),
  ...(refundRows > 0 ? [`${counted(refundRows, "row")} of refunds subtracted from their orders.`] : []),
  ...describeNotes(notes),
];

/** Rows that changed nothing, by a word on where they are listed. */
export const describeNotTaken = ({ notTaken }: Pick<ImportResult, "notTaken">, rejectsFile: string): string[] =>
  notTaken === 0
    ? []
    : [
        `${counted(notTaken, "row")} not taken: their orders were told before, with a later time of update, and that is kept: ${rejectsFile}`,
      ];

/** Rows that were rejected because another order has their number. */
export const describeOthers = ({ ofOthers }: Pick<ImportResult, "ofOthers">): string[] =>
  ofOthers === 0
    ? []
    : [
        `  ${counted(ofOthers, "row")}: under the same order_id an order of another customer and another day is kept. If this file is another shop's, give its ids a prefix`,
      ];

/** What an operator may not expect of orders that are in: how rows became orders, what does not count, what was listed twice. */
export const describeKept = (kept: Kept): string[] => {
  const { notCounted, statuses, repeated, refundsUnknown } = kept;
  const orders = sum(Object.values(notCounted));
  return [
    ...describeRows(kept),
    ...describeStatuses(statuses),
    ...(orders > 0 ? [`${grouped(orders)} kept but not counted: ${reasonsOf(notCounted)}.`] : []),
    ...(repeated > 0 ? [`${grouped(repeated)} repeated: of rows with the same order_id the newest counts.`] : []),
    ...(refundsUnknown > 0
      ? [`${grouped(refundsUnknown)} partially_refunded without an amount in refunded: counted in full.`]
      : []),
  ];
};

type Tried = Pick<ImportResult, "rows" | "rejected" | "orders" | "notCounted" | "refusals">;
const REASONS_TOLD = 3;

/** Why a night over these orders would have nobody to score; undefined if some order counts. */
export const whyNothingCounts = (
  file: string,
  { rows, rejected, orders, notCounted, refusals }: Tried,
  rejectsFile: string,
  currency: Currency,
): string | undefined => {
  if (rows === 0) return `There are no orders in ${file}.`;
  if (orders === 0)
    return `No order of ${file} can be read: ${rejected === 1 ? "its one row was" : `all ${grouped(rejected)} rows were`} rejected, see ${rejectsFile}.\n${describeRefusals(refusals).slice(0, REASONS_TOLD).join("\n")}`.trimEnd();
  if (sum(Object.values(notCounted)) < orders) return undefined;
  const reason = `${orders === 1 ? `The one order in ${file} does not count` : `None of the ${grouped(orders)} orders in ${file} counts`}: ${reasonsOf(notCounted)}.`;
  const ofOthers = notCounted["other-currency"] ?? 0;
  const remedy =
    ofOthers > 0
      ? `The shop's currency is ${currency}; if it is another, say so with --currency, or in the settings.`
      : "Correct the file, or the settings under orders, and run it again.";
  return `${reason}\n${remedy}`;
};
