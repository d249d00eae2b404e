import { knownCurrencySchema } from "../../shared/model/currencies.ts";
import type { Currency } from "../../shared/model/money.ts";
import type { OrderFacts } from "../../shared/model/order.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { HistoryCells, HistoryFormat } from "../../shared/sources/history-format.ts";
import { statusWord } from "../../shared/sources/status-word.ts";
import { shapeWords } from "./cell-shape.ts";
import { Doubts, type Read, type Remark } from "./doubts.ts";
import type { Gathered } from "./gather-orders.ts";
import { readId } from "./id-cells.ts";
import type { CustomerRow, OrderRow } from "./import-row.ts";
import { joinCells } from "./join-cells.ts";
import { readBirthday, readConsent, readEmail, readName, readPlace } from "./person-cells.ts";
import { readRefusals } from "./read-customer.ts";
import { readOrderItems } from "./read-items.ts";
import { readMoney } from "./read-money.ts";
import { instantsOf, readTimes, refusedBy } from "./read-times.ts";
import type { Reading } from "./reading.ts";
import type { RefundRow } from "./refund-rows.ts";
import { withRefusedAddresses } from "./refused-addresses.ts";
import { remembering } from "./remembering.ts";
import { withPlainId } from "./told-id.ts";

export type OrderRead =
  /** Beside it, at whose addresses what it refuses is heard too. */
  { row: OrderRow; besides: readonly CustomerRow[]; remarks: readonly Remark[] } | { reason: string };
/** Reads all rows of one order. The reason for refusing it names the column, and never quotes a person's data. */
type ReadOrder = (rows: Gathered, refunds?: readonly RefundRow[]) => OrderRead;

export const createOrderReader =
  (format: HistoryFormat, reading: Reading): ReadOrder =>
  (gathered, refunds = []) => {
    const [{ line }] = gathered;
    const rows: HistoryCells[] = [];
    for (const one of gathered) {
      if ("reason" in one) return one;
      rows.push(one.row);
    }
    const doubts = new Doubts(format);
    const joined = joinCells(rows, format, doubts);
    const { cells, besides } = withRefusedAddresses(withPlainId(joined, doubts, "order"), joined, doubts, {
      row: "order",
      source: format.source,
    });
    const row = readRow({ line, cells, rows, refunds }, format, reading, doubts);
    if (doubts.reasons.length > 0) return { reason: doubts.reasons.join("; ") };
    return { row, besides: readRefusals(besides, line, format, reading), remarks: doubts.remarks };
  };

/** All that a file tells of one order. */
type Told = { line: number; cells: HistoryCells; rows: readonly HistoryCells[]; refunds: readonly RefundRow[] };

const readRow = (
  { line, cells, rows, refunds }: Told,
  format: HistoryFormat,
  reading: Reading,
  doubts: Doubts,
): OrderRow => {
  const email = readEmail(cells, doubts);
  const customerId = readId("customer_id", cells.customer_id, reading, doubts);
  const times = readTimes(cells, format, reading, doubts);
  const { updatedAt } = times;
  const place = readPlace(cells, doubts);
  const { wholeName, ...name } = readName(cells, doubts);
  const said = readConsent(cells, updatedAt, doubts);
  const isRefusal = said?.state === "denied";
  const consent = isRefusal ? { ...said, at: refusedBy(cells.updated_at, updatedAt, reading) } : said;
  return {
    line,
    ...(customerId !== "" && { customerId }),
    ...(email !== "" && { email }),
    order: { ...readFacts(cells, { rows, refunds }, format, reading, doubts), ...times, ...place },
    ...(format.attempts && { attempt: true as const }),
    ...(refunds.length > 0 && { refundedAt: timesOf(refunds, format, reading) }),
    ...(wholeName !== undefined && { wholeName }),
    profile: {
      ...(email !== "" && { email }),
      ...name,
      ...readBirthday(cells, updatedAt, doubts),
      ...place,
      updatedAt,
    },
    ...(consent && { consent }),
    ...(isRefusal && cells.updated_at === "" && { refusalToldAt: reading.now }),
  };
};

/** Of those refunds whose rows tell it; of the others, nothing is said. */
const timesOf = (refunds: readonly RefundRow[], format: HistoryFormat, reading: Reading): Record<string, Instant> =>
  Object.fromEntries(
    refunds.flatMap(({ id, told }) => {
      const at = instantsOf(told, format, reading)(told.ordered_at);
      return "value" in at ? [[id, at.value]] : [];
    }),
  );

const readFacts = (
  cells: HistoryCells,
  { rows, refunds }: Pick<Told, "rows" | "refunds">,
  { source, currency: from, row, amounts }: HistoryFormat,
  reading: Reading,
  doubts: Doubts,
): Omit<OrderFacts, "orderedAt" | "updatedAt" | "undated" | "arrivedAt"> => {
  if (cells.order_id === "") doubts.refuse("order_id", "is empty");
  const orderId = readId("order_id", cells.order_id, reading, doubts);
  const currency =
    from === "shop" ? reading.currency : (doubts.need("currency", currencyIn(cells.currency)) ?? reading.currency);
  const status = statusWord(cells.status);
  const moneyReading = { currency, decimal: reading.decimal };
  const parts = row === "item" && amounts === "item" ? rows : undefined;
  const money = readMoney({ cells, parts, refunds }, moneyReading, doubts);
  if (row === "item" && money.totalMinor < 0)
    doubts.refuse("total", "is negative: a refund that names no order was NOT subtracted");
  return {
    source,
    orderId,
    status: status || "paid",
    currency,
    ...money,
    test: cells.test !== "",
    cancelled: cells.cancelled_at !== "" || /^cancell?ed$|^voided$/.test(status),
    deleted: status === "deleted",
    items: readOrderItems(rows, moneyReading, doubts),
  };
};

const readCurrency = (text: string): Read<Currency> => {
  const code = text.toUpperCase();
  if (code === "") return { reason: "is empty" };
  return knownCurrencySchema.safeParse(code).success
    ? { value: code }
    : { reason: `is no code of ISO 4217, such as EUR: ${shapeWords(text)}` };
};

const currencyIn = remembering(readCurrency, 1_000);
