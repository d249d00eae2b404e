import type { Instant } from "../../shared/model/time.ts";
import type { HistoryCells, HistoryFormat } from "../../shared/sources/history-format.ts";
import type { CsvRecord } from "./csv-parser.ts";
import type { Gathered } from "./gather-orders.ts";
import { GrowingNumbers } from "./growing-numbers.ts";
import { wholeId } from "./id-shape.ts";
import { amountKey, fingerprint, orderFingerprint } from "./order-fingerprint.ts";
import { withoutApostrophe } from "./person-cells.ts";
import { isNegative, isSameRow, ordersMeant, type RefundRow, refundOfNone, refundRow } from "./refund-rows.ts";
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
  /** Whether any number comes with several buyers. */
  readonly hasOfSeveral: boolean;
  /** What the book calls the number of rows that comes with several buyers; undefined for any other. */
  ofSeveral: (rows: Gathered) => number | undefined;
  /** Whether rows of any order have different totals or times as they are written. */
  readonly hasContradicted: boolean;
  /** Hears all rows once more, in the same order, now that their times can be read: one time may be written in several ways. */
  compare: (rows: Gathered, orderedAtOf: (cells: HistoryCells) => Instant | undefined) => void;
  /** Orders of different buyers share a number, by what the book calls it. */
  share: (number: number) => void;
  /** The rows of one order, whoever they name, contradict each other; by what the book calls its number. */
  contradict: (number: number) => void;
  verdictOn: (rows: Gathered) => Verdict;
  /** What is to be known of rows that are in. */
  notes: () => ReasonTally[];
};

const SEEN = 1;
/** One order id in one state with different amounts or times, as they are written. */
const CONTRADICTED = 2;
/** Rows of one order that do not stand together. */
const APART = 4;
/** Its rows name several buyers: one order that moved from one to the other, or more than one order. */
const OF_SEVERAL = 8;
/** More than one order. */
const SHARED = 16;
/** Rows of one order in one state with different amounts or times, though its buyer is written in several ways, or moved. */
const AT_ODDS = 32;
/** Of rows that contradict each other as they are written: their times have been read. */
const COMPARED = 64;
/** And differ likewise, or cannot be read. */
const DIFFERENT = 128;

/** Nothing else in the file concerns them. */
const alone: Verdict = { kind: "order", refunds: [] };

type Waiting = { record: CsvRecord; row: HistoryCells };

/**
 * Keeps of each order of a file what tells whether another row contradicts it, in some 40 bytes. An order goes by its number, and
 * with any other buyer than its first row's by its number and that buyer.
 */
export const createOrderBook = (format: HistoryFormat): OrderBook => {
  let numbers = new TextNumbers();
  let [flags, facts, states, buyers] = emptyPages();
  const waiting: Waiting[] = [];
  const refunds = new Map<number, RefundRow[]>();
  const subtracted = new Set<number>();
  const notes = tallyReasons();
  const votes = { repeated: 0, different: 0 };
  let doubtful = 0;
  let hasOfSeveral = false;
  let hasContradicted = false;

  /** The number of the order of a row, which is noted as its buyer's where it is new. */
  const numberFor = (cells: HistoryCells): number => {
    const number = numbers.numberOf(orderIn(cells));
    const buyer = fingerprint(buyerIn(cells));
    if (flags.at(number) === 0) buyers.put(number, buyer);
    if (buyers.at(number) === buyer) return number;
    hasOfSeveral = true;
    flags.put(number, flags.at(number) | OF_SEVERAL);
    return numbers.numberOf(orderOfBuyerIn(cells));
  };

  const find = (cells: HistoryCells): number | undefined => {
    if (format.row === "item") return numbers.find(cells.together);
    const number = numbers.find(orderIn(cells));
    if (number === undefined || buyers.at(number) === fingerprint(buyerIn(cells))) return number;
    return numbers.find(orderOfBuyerIn(cells));
  };

  /** Of its number, whoever is named with it. */
  const isOfNumber = (flag: number, cells: HistoryCells): boolean =>
    hasOfSeveral && (flags.at(numbers.find(orderIn(cells)) ?? -1) & flag) !== 0;
  const flagNumber = (flag: number) => (number: number) => {
    doubtful += 1;
    flags.put(number, flags.at(number) | flag);
  };

  const noteOrder = ([{ line, cells: written }]: Gathered, cells: HistoryCells): void => {
    if (isNegative(cells.total)) {
      waiting.push({ record: { line, cells: written }, row: cells });
      return;
    }
    const number = numberFor(cells);
    const [fact, state] = [orderFingerprint(cells), fingerprint(cells.updated_at)];
    const isRepeated = flags.at(number) !== 0 && states.at(number) === state;
    const isAtOdds = isRepeated && facts.at(number) !== fact;
    if (isAtOdds) {
      doubtful += 1;
      hasContradicted = true;
    }
    flags.put(number, flags.at(number) | SEEN | (isAtOdds ? CONTRADICTED : 0));
    facts.put(number, fact);
    states.put(number, state);
  };

  const isContradicted = (flag: number): boolean =>
    (flag & CONTRADICTED) !== 0 && (flag & (COMPARED | DIFFERENT)) !== COMPARED;

  const compareOrder = (cells: HistoryCells, orderedAt: Instant | undefined, number: number): void => {
    const [fact, state] = [orderFingerprint(cells, orderedAt), fingerprint(cells.updated_at)];
    const isRepeated = (flags.at(number) & COMPARED) !== 0 && states.at(number) === state;
    const isDifferent = orderedAt === undefined || (isRepeated && facts.at(number) !== fact);
    flags.put(number, flags.at(number) | COMPARED | (isDifferent ? DIFFERENT : 0));
    facts.put(number, fact);
    states.put(number, state);
  };

  const noteItems = (rows: Gathered, cells: HistoryCells): void => {
    const number = numbers.numberOf(cells.together);
    if (flags.at(number) !== 0) doubtful += 1;
    flags.put(number, flags.at(number) === 0 ? SEEN : flags.at(number) | APART);
    const amounts = rows.flatMap((one) => ("row" in one && one.row.total !== "" ? [amountKey(one.row)] : []));
    if (amounts.length < 2) return;
    if (amounts.every((amount) => amount === amounts[0])) votes.repeated += 1;
    else votes.different += 1;
  };

  const orderOfRefund = ({ row }: Waiting): { number: number; hasOwnId: boolean } | undefined => {
    for (const id of ordersMeant(row)) {
      const number = find({ ...row, order_id: id, together: id });
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
    refunds.set(order.number, [...before, refundRow(record, row, before)]);
  };

  const isInDoubt = (): boolean => doubtful > 0 || waiting.length > 0;

  return {
    note: (rows) => {
      const [first] = rows;
      if (!("row" in first) || format.row === "customer") return;
      if (format.row === "item") noteItems(rows, first.row);
      else noteOrder(rows, first.row);
    },
    settle: () => {
      waiting.forEach(settleRefund);
      if (hasOfSeveral || isInDoubt()) return;
      // Each order is what its own rows say: nothing will be looked up, and of a long file this is hundreds of megabytes.
      numbers = new TextNumbers();
      [flags, facts, states, buyers] = emptyPages();
    },
    notes: notes.all,
    get amounts() {
      if (format.amounts !== "either") return undefined;
      return votes.different > votes.repeated ? "item" : "order";
    },
    get hasOfSeveral() {
      return hasOfSeveral;
    },
    ofSeveral: ([first]) => {
      const number = hasOfSeveral && "row" in first ? numbers.find(orderIn(first.row)) : undefined;
      return number !== undefined && (flags.at(number) & OF_SEVERAL) !== 0 ? number : undefined;
    },
    get hasContradicted() {
      return hasContradicted;
    },
    compare: ([first], orderedAtOf) => {
      if (!("row" in first) || format.row !== "order" || isNegative(first.row.total)) return;
      const number = find(first.row);
      if (number === undefined || (flags.at(number) & CONTRADICTED) === 0) return;
      compareOrder(first.row, orderedAtOf(first.row), number);
    },
    share: flagNumber(SHARED),
    contradict: flagNumber(AT_ODDS),
    verdictOn: ([first]) => {
      if (!("row" in first)) return alone;
      if (!isInDoubt()) return alone;
      if (subtracted.has(first.line)) return { kind: "refund" };
      const number = find(first.row) ?? -1;
      const flag = number < 0 ? 0 : flags.at(number);
      const told = { refunds: refunds.get(number) ?? [] };
      const isRefund = format.row === "order" && isNegative(first.row.total);
      if (isOfNumber(SHARED, first.row)) return { kind: "refused", reason: shared(format), ...told };
      if (isContradicted(flag) || (!isRefund && isOfNumber(AT_ODDS, first.row)))
        return { kind: "refused", reason: contradicted(first.row), ...told };
      if ((flag & APART) !== 0) return { kind: "refused", reason: apart(format), ...told };
      if (isRefund) return { kind: "refused", reason: refundOfNone(format), refunds: [] };
      return { kind: "order", ...told };
    },
  };
};

const emptyPages = () =>
  [new GrowingNumbers(), new GrowingNumbers(), new GrowingNumbers(), new GrowingNumbers()] as const;

const TOLD_TWICE = ["refund-told-twice", "told again under the same id, subtracted once"] as const;
const ALIKE = [
  "refunds-alike",
  "the same in every cell as another one of its order, and subtracted like it: if it is the same refund, take the row out, or give each an id of its own",
] as const;

/** The number of a row's order, also where a program has made another of it by decimals or an apostrophe. */
const orderIn = ({ together }: HistoryCells): string => {
  const isPlain = !together.endsWith("0") && !together.startsWith("'");
  return isPlain ? together : wholeId(withoutApostrophe(together));
};
const buyerIn = ({ customer_id, email }: HistoryCells): string => `${customer_id}\n${email.toLowerCase()}`;
const orderOfBuyerIn = (cells: HistoryCells): string => `${orderIn(cells)}\n${buyerIn(cells)}`;

const contradicted = ({ updated_at }: HistoryCells): string =>
  `order_id stands in several rows with different totals or times ${updated_at === "" ? "" : "of one updated_at "}and nobody can say which holds: if a row is an item of its order, say --rows items; if rows are states of the order, give each its updated_at; else correct them`;

const apart = ({ together }: HistoryFormat): string =>
  `${together} comes again below other orders: sort the file by ${together}, so that the rows of an order stand together`;

const shared = ({ together }: HistoryFormat): string =>
  `${together} stands for orders of different customers on different days, and only one of them could be kept: none was taken. Give the ids of one shop, till or year a prefix, such as B-1001; if it is one order, give its rows the same customer or the same day`;
