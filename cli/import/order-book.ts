import type { HistoryCells, HistoryFormat } from "../../shared/sources/history-format.ts";
import type { CsvRecord } from "./csv-parser.ts";
import type { Gathered } from "./gather-orders.ts";
import { GrowingNumbers } from "./growing-numbers.ts";
import { TextNumbers } from "./text-numbers.ts";

/** Money of one order that went back by a row of its own: the amount is written as the row has it, negative. */
export type RefundRow = CsvRecord & { id: string; amount: string };

/** What the whole file says of rows that stand for one order. */
type Verdict =
  | { kind: "order"; refunds: readonly RefundRow[] }
  /** Its amount is taken from its order's. */
  | { kind: "refund" }
  | { kind: "refused"; reason: string; refunds: readonly RefundRow[] };

export type OrderBook = {
  /** Hears all rows that stand together, in the file's order. */
  note: (rows: Gathered) => void;
  /** All have been heard. */
  settle: () => void;
  /** Whose the amounts in rows of items are; undefined where the format says it. */
  amounts: "order" | "item" | undefined;
  verdictOn: (rows: Gathered) => Verdict;
};

const SEEN = 1;
/** One order id at one time with different amounts. */
const CONTRADICTED = 2;
/** Rows of one order that do not stand together. */
const APART = 4;

/** Nothing else in the file concerns them. */
const alone: Verdict = { kind: "order", refunds: [] };

type Waiting = { record: CsvRecord; row: HistoryCells };

/** Keeps of each order of a file what tells whether another row contradicts it, in some 40 bytes. */
export const createOrderBook = (format: HistoryFormat): OrderBook => {
  const numbers = new TextNumbers();
  const [flags, totals, states] = [new GrowingNumbers(), new GrowingNumbers(), new GrowingNumbers()];
  const waiting: Waiting[] = [];
  const refunds = new Map<number, RefundRow[]>();
  const subtracted = new Set<number>();
  const votes = { repeated: 0, different: 0 };
  let doubtful = 0;
  const nameOf = (cells: HistoryCells) => orderNameIn(cells, format);

  const noteOrder = ([{ line, cells: written }]: Gathered, cells: HistoryCells): void => {
    if (isNegative(cells.total)) {
      waiting.push({ record: { line, cells: written }, row: cells });
      return;
    }
    const number = numbers.numberOf(nameOf(cells));
    const [total, state] = [fingerprint(amountKey(cells)), fingerprint(cells.updated_at)];
    const isRepeated = flags.at(number) !== 0 && states.at(number) === state;
    const isContradicted = isRepeated && totals.at(number) !== total;
    if (isContradicted) doubtful += 1;
    flags.put(number, flags.at(number) | SEEN | (isContradicted ? CONTRADICTED : 0));
    totals.put(number, total);
    states.put(number, state);
  };

  const noteItems = (rows: Gathered, cells: HistoryCells): void => {
    const number = numbers.numberOf(nameOf(cells));
    if (flags.at(number) !== 0) doubtful += 1;
    flags.put(number, flags.at(number) === 0 ? SEEN : flags.at(number) | APART);
    const amounts = rows.flatMap((one) => ("row" in one && one.row.total !== "" ? [amountKey(one.row)] : []));
    if (amounts.length < 2) return;
    if (amounts.every((amount) => amount === amounts[0])) votes.repeated += 1;
    else votes.different += 1;
  };

  const orderOfRefund = ({ row }: Waiting): number | undefined => {
    for (const id of mayBeOf(row)) {
      const number = numbers.find(nameOf({ ...row, order_id: id, together: id }));
      if (number !== undefined) return number;
    }
    return undefined;
  };

  return {
    note: (rows) => {
      const [first] = rows;
      if (!("row" in first)) return;
      if (format.row === "item") noteItems(rows, first.row);
      else noteOrder(rows, first.row);
    },
    settle: () => {
      for (const refund of waiting) {
        const number = orderOfRefund(refund);
        if (number === undefined) continue;
        const { record, row } = refund;
        subtracted.add(record.line);
        const before = refunds.get(number) ?? [];
        refunds.set(number, [...before, { ...record, id: refundId(row, before), amount: row.total }]);
      }
    },
    get amounts() {
      if (format.amounts !== "either") return undefined;
      return votes.different > votes.repeated ? "item" : "order";
    },
    verdictOn: ([first, ...others]) => {
      if (!("row" in first)) return alone;
      if (doubtful === 0 && waiting.length === 0) return alone;
      if (subtracted.has(first.line)) return { kind: "refund" };
      const number = numbers.find(nameOf(first.row)) ?? -1;
      const flag = number < 0 ? 0 : flags.at(number);
      const told = { refunds: refunds.get(number) ?? [] };
      if ((flag & CONTRADICTED) !== 0) return { kind: "refused", reason: contradicted(first.row), ...told };
      if ((flag & APART) !== 0) return { kind: "refused", reason: apart(format), ...told };
      const isOrder = format.row === "order" && others.length === 0;
      if (isOrder && isNegative(first.row.total)) return { kind: "refused", reason: refundOfNone(format), refunds: [] };
      return { kind: "order", ...told };
    },
  };
};

/** What tells an order from all others in a file: its id in one system's export, and in other files who has it besides. */
const orderNameIn = ({ together, customer_id, email }: HistoryCells, { row }: HistoryFormat): string =>
  row === "item" ? together : `${together}\n${customer_id}\n${email.toLowerCase()}`;

const isNegative = (amount: string): boolean => /^\D*[-−(]|-$/.test(amount) && /[1-9]/.test(amount);

/** The same amount in the same currency, whatever zeros stand behind it. */
const amountKey = ({ total, currency }: HistoryCells): string =>
  `${total.endsWith("0") ? withoutZeros(total) : total} ${currency.toUpperCase()}`;

const withoutZeros = (amount: string): string => {
  if (!/[.,]/.test(amount)) return amount;
  let end = amount.length;
  while (amount[end - 1] === "0") end -= 1;
  return amount.slice(0, /[.,]/.test(amount[end - 1] ?? "") ? end - 1 : end);
};

/** The orders that a row of negative total may belong to: the one it names, its own, or one whose id begins its own (`1001-R1`). */
const mayBeOf = ({ refund_of, order_id }: HistoryCells): string[] => {
  const ends = [...order_id.matchAll(/[^\p{L}\p{N}]+/gu)].map(({ index }) => order_id.slice(0, index)).reverse();
  return [refund_of, order_id, ...ends].filter((id) => id !== "");
};

/** The same refund in a later file has the same id. */
const refundId = (
  { order_id, together, ordered_at, refund_of }: HistoryCells,
  before: readonly RefundRow[],
): string => {
  const own = refund_of === "" && order_id === together ? `${order_id} ${ordered_at}` : order_id;
  const same = before.filter(({ id }) => id === own || id.startsWith(`${own} #`)).length;
  return same === 0 ? own : `${own} #${same + 1}`;
};

/** FNV-1a over UTF-16 code units. */
const fingerprint = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

const contradicted = ({ updated_at }: HistoryCells): string =>
  `order_id stands in several rows with different totals ${updated_at === "" ? "" : "of one updated_at "}and nobody can say which holds: if a row is an item of its order, say --rows items; if rows are states of the order, give each its updated_at; else correct them`;

const apart = ({ together }: HistoryFormat): string =>
  `${together} comes again below other orders: sort the file by ${together}, so that the rows of an order stand together`;

const refundOfNone = ({ name }: HistoryFormat): string =>
  `total is negative, and the row names no order of this file: a refund was NOT subtracted. Name its order${name === "orders" ? " in refund_of" : ""}, or put the amount into refunded of that order's row`;
