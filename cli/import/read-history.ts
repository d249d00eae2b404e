import type { Instant } from "../../shared/model/time.ts";
import type { HistoryCells, HistoryFormat } from "../../shared/sources/history-format.ts";
import type { Remark } from "./doubts.ts";
import { type Gathered, gatherOrders } from "./gather-orders.ts";
import type { CustomerRow, OrderRow } from "./import-row.ts";
import type { OrderBook } from "./order-book.ts";
import { type CustomerRead, createCustomerReader } from "./read-customer.ts";
import { createOrderReader, type OrderRead } from "./read-order.ts";
import type { HistoryTable } from "./read-table.ts";
import { instantsOf } from "./read-times.ts";
import type { Reading } from "./reading.ts";
import type { RefundRow } from "./refund-rows.ts";
import { createSharedNumbers } from "./shared-numbers.ts";
import { type Survey, surveyFile } from "./survey-file.ts";
import type { ReasonTally } from "./tally-reasons.ts";

/** What rows that stand for one order are: the order; a refund, which its order has; or refused. Or a customer, of one row. */
export type HistoryRead =
  | Extract<CustomerRead, { customer: unknown }>
  | { row: OrderRow; besides: readonly CustomerRow[]; remarks: readonly Remark[]; refunds: readonly RefundRow[] }
  | { refund: true }
  /** With the rows of refunds that would be its: who corrects the order needs them. */
  | { reason: string; refunds: readonly RefundRow[] };

/** How the rows of one file are read, now that all of it is known. */
export type HistoryReader = {
  /** Where a row is an item: whether amounts are taken once for an order, or summed over its rows. */
  itemAmounts: "once" | "summed" | undefined;
  /** What is to be known of rows that are in. */
  notes: readonly ReasonTally[];
  read: (rows: Gathered) => HistoryRead;
};

/** Looks through a whole file, and makes what reads it order by order. What the operator says goes before what the file tells. */
export const createHistoryReader = async (
  table: HistoryTable,
  reading: Reading,
  onBytes?: (bytes: number) => void,
): Promise<HistoryReader> => {
  const survey = await surveyFile(table, reading.currency, onBytes);
  const { orders, decimal, dates, madeIds } = survey;
  const format = formatBy(survey, table.format);
  const told = { ...reading, decimal: reading.decimal ?? decimal, dates: reading.dates ?? dates, madeIds };
  const [readOrder, readCustomer] = [createOrderReader(format, told), createCustomerReader(format, told)];
  await noteAgain(table, orders, {
    order: (rows) => {
      const verdict = orders.verdictOn(rows);
      return verdict.kind === "refund" ? undefined : readOrder(rows, verdict.refunds);
    },
    orderedAt: (cells) => {
      const read = instantsOf(cells, format, told)(cells.ordered_at);
      return "value" in read ? read.value : undefined;
    },
  });
  const read = (rows: Gathered): HistoryRead => {
    if (format.row === "customer") {
      const customer = readCustomer(rows[0]);
      return "reason" in customer ? { ...customer, refunds: [] } : customer;
    }
    const verdict = orders.verdictOn(rows);
    if (verdict.kind === "refund") return { refund: true };
    const { refunds } = verdict;
    const order = readOrder(rows, refunds);
    // What is wrong with a row itself may be why others contradict it: an id that has lost its last figures.
    return verdict.kind === "refused" && "row" in order ? { reason: verdict.reason, refunds } : { ...order, refunds };
  };
  const itemAmounts = format.row !== "item" ? undefined : format.amounts === "item" ? "summed" : "once";
  return { itemAmounts, notes: orders.notes(), read };
};

type ReadAgain = {
  order: (rows: Gathered) => OrderRead | undefined;
  orderedAt: (cells: HistoryCells) => Instant | undefined;
};

/**
 * Reads a file once more in which numbers come with several buyers, or rows of one order with what is written differently: for the
 * days, buyers and times of these as an import knows them.
 */
const noteAgain = async ({ rows, format }: HistoryTable, orders: OrderBook, read: ReadAgain): Promise<void> => {
  if (!orders.hasOfSeveral && !orders.hasContradicted) return;
  const shared = createSharedNumbers();
  for await (const gathered of gatherOrders(rows(), format)) {
    for (const together of gathered) {
      if (orders.hasContradicted) orders.compare(together, read.orderedAt);
      const number = orders.ofSeveral(together);
      const order = number === undefined ? undefined : read.order(together);
      // A refund that is no order's of the file is refused as that, and no state of any.
      if (number === undefined || order === undefined || !("row" in order) || order.row.order.totalMinor < 0) continue;
      shared.add(number, order.row);
    }
  }
  const told = shared.all();
  told.shared.forEach(orders.share);
  told.contradicted.forEach(orders.contradict);
};

const formatBy = ({ orders }: Survey, format: HistoryFormat): HistoryFormat =>
  orders.amounts === undefined ? format : { ...format, amounts: orders.amounts };
