import { isDeepStrictEqual } from "node:util";
import { NO_KEY } from "../../shared/model/identity.ts";
import type { HistoryCells, HistoryFormat } from "../../shared/sources/history-format.ts";
import { plainAmount } from "./amount-shape.ts";
import type { CsvRecord } from "./csv-parser.ts";

/** Money of one order that went back by a row of its own: the amount is written as the row has it, negative. */
export type RefundRow = CsvRecord & {
  id: string;
  amount: string;
  currency: string;
  /** When it went back, as the row has it. */
  told: Pick<HistoryCells, "ordered_at" | "time_zone">;
};

/** Whether an amount says that it went back, in whichever way it is written. */
export const isNegative = (amount: string): boolean => {
  const plain = plainAmount(amount);
  return /^\D*[-(]|-$/.test(plain) && /[1-9]/.test(plain);
};

/** The orders that a row of negative total may belong to: the one it names, its own, or one whose id begins its own (`1001-R1`). */
export const ordersMeant = ({ refund_of, order_id }: HistoryCells): string[] => {
  const ends = [...order_id.matchAll(/[^\p{L}\p{N}]+/gu)].map(({ index }) => order_id.slice(0, index)).reverse();
  return [refund_of, order_id, ...ends].filter((id) => id !== "");
};

/**
 * Whether a row stands there before with the same in every cell. A refund that has an id besides its order's is then told twice;
 * without one nobody can say whether it is, or whether as much went back twice.
 */
export const isSameRow = (row: CsvRecord, before: readonly CsvRecord[]): boolean =>
  before.some(({ cells }) => isDeepStrictEqual(cells, row.cells));

/** What a refund is called among those of its order that came before it; the same in a later file. */
const refundId = (
  { order_id, together, ordered_at, refund_of }: HistoryCells,
  before: readonly RefundRow[],
): string => {
  const hasOrdersId = refund_of === "" && order_id === together;
  const own = hasOrdersId || order_id === NO_KEY ? `${order_id} ${ordered_at}` : order_id;
  const same = before.filter(({ id }) => id === own || id.startsWith(`${own} #`)).length;
  return same === 0 ? own : `${own} #${same + 1}`;
};

/** A row of negative total as its order keeps it, beside those that came before it. */
export const refundRow = (record: CsvRecord, cells: HistoryCells, before: readonly RefundRow[]): RefundRow => ({
  ...record,
  id: refundId(cells, before),
  amount: cells.total,
  currency: cells.currency,
  told: { ordered_at: cells.ordered_at, time_zone: cells.time_zone },
});

/** Why a row of negative total that belongs to no order is refused. */
export const refundOfNone = ({ name }: HistoryFormat): string =>
  `total is negative, and the row names no order of this file: a refund was NOT subtracted. Name its order${name === "orders" ? " in refund_of" : ""}, or put the amount into refunded of that order's row`;
