import type { HistoryCells, HistoryFormat } from "../../shared/sources/history-format.ts";
import type { CsvRecord } from "./csv-parser.ts";
import type { Gathered } from "./gather-orders.ts";
import { GrowingNumbers } from "./growing-numbers.ts";
import { amountKey, fingerprint, orderFingerprint } from "./order-fingerprint.ts";
import { isNegative, isSameRow, ordersMeant, type RefundRow, refundId, refundOfNone } from "./refund-rows.ts";
import { type ReasonTally, tallyReasons } from "./tally-reasons.ts";
import { TextNumbers } from "./text-numbers.ts";

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
  /** What is to be known of rows that are in. */
  notes: () => ReasonTally[];
};

const SEEN = 1;
/** One order id in one state with different amounts or times. */
const CONTRADICTED = 2;
/** Rows of one order that do not stand together. */
const APART = 4;

/** Nothing else in the file concerns them. */
const alone: Verdict = { kind: "order", refunds: [] };

type Waiting = { record: CsvRecord; row: HistoryCells };

/** Keeps of each order of a file what tells whether another row contradicts it, in some 40 bytes. */
export const createOrderBook = (format: HistoryFormat): OrderBook => {
  const numbers = new TextNumbers();
  const [flags, facts, states] = [new GrowingNumbers(), new GrowingNumbers(), new GrowingNumbers()];
  const waiting: Waiting[] = [];
  const refunds = new Map<number, RefundRow[]>();
  const subtracted = new Set<number>();
  const notes = tallyReasons();
  const votes = { repeated: 0, different: 0 };
  let doubtful = 0;
  const nameOf = (cells: HistoryCells) => orderNameIn(cells, format);

  const noteOrder = ([{ line, cells: written }]: Gathered, cells: HistoryCells): void => {
    if (isNegative(cells.total)) {
      waiting.push({ record: { line, cells: written }, row: cells });
      return;
    }
    const number = numbers.numberOf(nameOf(cells));
    const [fact, state] = [orderFingerprint(cells), fingerprint(cells.updated_at)];
    const isRepeated = flags.at(number) !== 0 && states.at(number) === state;
    const isContradicted = isRepeated && facts.at(number) !== fact;
    if (isContradicted) doubtful += 1;
    flags.put(number, flags.at(number) | SEEN | (isContradicted ? CONTRADICTED : 0));
    facts.put(number, fact);
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

  const orderOfRefund = ({ row }: Waiting): { number: number; hasOwnId: boolean } | undefined => {
    for (const id of ordersMeant(row)) {
      const number = numbers.find(nameOf({ ...row, order_id: id, together: id }));
      if (number !== undefined) return { number, hasOwnId: id !== row.order_id };
    }
    return undefined;
  };

  const settleRefund = (refund: Waiting): void => {
    const order = orderOfRefund(refund);
    if (order === undefined) return;
    const { record, row } = refund;
    subtracted.add(record.line);
    const before = refunds.get(order.number) ?? [];
    const isAlike = isSameRow(record, before);
    const [about, reason] = order.hasOwnId ? TOLD_TWICE : ALIKE;
    if (isAlike) notes.add(about, reason, record.line);
    if (isAlike && order.hasOwnId) return;
    refunds.set(order.number, [
      ...before,
      { ...record, id: refundId(row, before), amount: row.total, currency: row.currency },
    ]);
  };

  return {
    note: (rows) => {
      const [first] = rows;
      if (!("row" in first) || format.row === "customer") return;
      if (format.row === "item") noteItems(rows, first.row);
      else noteOrder(rows, first.row);
    },
    settle: () => {
      waiting.forEach(settleRefund);
    },
    notes: notes.all,
    get amounts() {
      if (format.amounts !== "either") return undefined;
      return votes.different > votes.repeated ? "item" : "order";
    },
    verdictOn: ([first]) => {
      if (!("row" in first)) return alone;
      if (doubtful === 0 && waiting.length === 0) return alone;
      if (subtracted.has(first.line)) return { kind: "refund" };
      const number = numbers.find(nameOf(first.row)) ?? -1;
      const flag = number < 0 ? 0 : flags.at(number);
      const told = { refunds: refunds.get(number) ?? [] };
      if ((flag & CONTRADICTED) !== 0) return { kind: "refused", reason: contradicted(first.row), ...told };
      if ((flag & APART) !== 0) return { kind: "refused", reason: apart(format), ...told };
      const isRefund = format.row === "order" && isNegative(first.row.total);
      if (isRefund) return { kind: "refused", reason: refundOfNone(format), refunds: [] };
      return { kind: "order", ...told };
    },
  };
};

const TOLD_TWICE = ["refund-told-twice", "told again under the same id, subtracted once"] as const;
const ALIKE = [
  "refunds-alike",
  "the same in every cell as another one of its order, and subtracted like it: if it is the same refund, take the row out, or give each an id of its own",
] as const;

/** What tells an order from all others in a file: its id in one system's export, and in other files who has it besides. */
const orderNameIn = ({ together, customer_id, email }: HistoryCells, { row }: HistoryFormat): string =>
  row === "item" ? together : `${together}\n${customer_id}\n${email.toLowerCase()}`;

const contradicted = ({ updated_at }: HistoryCells): string =>
  `order_id stands in several rows with different totals or times ${updated_at === "" ? "" : "of one updated_at "}and nobody can say which holds: if a row is an item of its order, say --rows items; if rows are states of the order, give each its updated_at; else correct them`;

const apart = ({ together }: HistoryFormat): string =>
  `${together} comes again below other orders: sort the file by ${together}, so that the rows of an order stand together`;
