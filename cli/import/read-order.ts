import { knownCurrencySchema } from "../../shared/model/currencies.ts";
import type { Currency } from "../../shared/model/money.ts";
import type { OrderFacts } from "../../shared/model/order.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { HistoryCells, HistoryField, HistoryFormat } from "../../shared/sources/history-format.ts";
import { statusWord } from "../../shared/sources/status-word.ts";
import { collectDoubts, type Doubts, type Read, type Remark } from "./doubts.ts";
import type { Gathered } from "./gather-orders.ts";
import type { ImportRow } from "./import-row.ts";
import { joinCells } from "./join-cells.ts";
import { readConsent, readEmail, readPerson, readPlace, shortText } from "./person-cells.ts";
import { readAmount } from "./read-amount.ts";
import { readInstant } from "./read-instant.ts";
import { readOrderItems } from "./read-items.ts";

export type OrderRead = { row: ImportRow; remarks: readonly Remark[] } | { reason: string };
/** Reads all rows of one order. The reason for refusing it names the column, and never quotes a person's data. */
type ReadOrder = (rows: Gathered) => OrderRead;

/** By what rows are read besides the file: the shop's zone and currency, and the instant at which it is done. */
export type Reading = { timeZone: string; currency: Currency; now: Instant };

export const createOrderReader =
  (format: HistoryFormat, reading: Reading): ReadOrder =>
  (gathered) => {
    const [{ line }] = gathered;
    const rows: HistoryCells[] = [];
    for (const one of gathered) {
      if ("reason" in one) return one;
      rows.push(one.row);
    }
    const doubts = collectDoubts(format);
    const row = readRow(line, rows, format, reading, doubts);
    return doubts.reasons.length > 0 ? { reason: doubts.reasons.join("; ") } : { row, remarks: doubts.remarks };
  };

const readRow = (
  line: number,
  rows: readonly HistoryCells[],
  format: HistoryFormat,
  reading: Reading,
  doubts: Doubts,
): ImportRow => {
  const cells = joinCells(rows, format, doubts);
  const email = readEmail(cells, doubts);
  const customerId = doubts.need("customer_id", idIn(cells.customer_id)) ?? "";
  if (customerId === "" && email === "" && doubts.reasons.length === 0) doubts.refuse(...nobodyIn(format));
  const times = readTimes(cells, format, reading, doubts);
  const { updatedAt } = times;
  const place = readPlace(cells, doubts);
  const consent = readConsent(cells, updatedAt, doubts);
  return {
    line,
    ...(customerId !== "" && { customerId }),
    ...(email !== "" && { email }),
    order: { ...readFacts(cells, rows, format, reading, doubts), ...times, ...place },
    profile: { ...(email !== "" && { email }), ...readPerson(cells, updatedAt, doubts), ...place, updatedAt },
    ...(consent && { consent }),
    ...(consent?.state === "denied" && cells.updated_at === "" && { refusalToldAt: reading.now }),
  };
};

const nobodyIn = ({ columns }: HistoryFormat): [HistoryField, string] =>
  columns.customer_id === undefined
    ? ["email", "is empty: the file names nobody else by whom to know who bought"]
    : ["customer_id", "and email are both empty: nobody is named who bought"];

const readFacts = (
  cells: HistoryCells,
  rows: readonly HistoryCells[],
  { source, currency: from }: HistoryFormat,
  reading: Reading,
  doubts: Doubts,
): Omit<OrderFacts, "orderedAt" | "updatedAt"> => {
  const orderId = doubts.need("order_id", cells.order_id === "" ? { reason: "is empty" } : idIn(cells.order_id));
  const currency =
    from === "shop" ? reading.currency : (doubts.need("currency", currencyIn(cells.currency)) ?? reading.currency);
  const status = statusWord(cells.status);
  return {
    source,
    orderId: orderId ?? "",
    status: status || "paid",
    currency,
    ...readMoney(cells, currency, doubts),
    test: false,
    cancelled: cells.cancelled_at !== "" || /^cancell?ed$|^voided$/.test(status),
    deleted: status === "deleted",
    items: readOrderItems(rows, currency, doubts),
  };
};

/** A discount is one whichever sign it has; what went back is not, for a file may list what was paid again. */
const readMoney = (
  cells: HistoryCells,
  currency: Currency,
  doubts: Doubts,
): Pick<OrderFacts, "totalMinor" | "discountMinor" | "refunds"> => {
  const total = cells.total === "" ? { reason: "is empty" } : readAmount(cells.total, currency);
  const totalMinor = doubts.need("total", total) ?? 0;
  const discountMinor = Math.abs(doubts.may("discount", readAmount(cells.discount || "0", currency)) ?? 0);
  const refundedMinor = doubts.need("refunded", readAmount(cells.refunded || "0", currency)) ?? 0;
  if (refundedMinor < 0) doubts.refuse("refunded", "is negative: write what was paid back as a positive amount");
  return { totalMinor, discountMinor, refunds: refundedMinor === 0 ? {} : { csv: refundedMinor } };
};

/** Spreadsheet programs show ids behind an apostrophe, so that they stay text. */
const idIn = (text: string): Read<string> => shortText(text.replace(/^'(?=[\d+])/, ""));

const currencies = new Map<string, Read<Currency>>();

const currencyIn = (text: string): Read<Currency> => {
  const known = currencies.get(text) ?? readCurrency(text.toUpperCase());
  if (currencies.size < 1_000) currencies.set(text, known);
  return known;
};

const readCurrency = (code: string): Read<Currency> => {
  if (code === "") return { reason: "is empty" };
  return knownCurrencySchema.safeParse(code).success
    ? { value: code }
    : { reason: `"${code.slice(0, 10)}" is no code of ISO 4217, such as EUR` };
};

/** Clocks differ, and a shop's day may be ahead of UTC's. */
const FUTURE_ALLOWED_MS = 86_400_000;

const readTimes = (
  cells: HistoryCells,
  format: HistoryFormat,
  reading: Reading,
  doubts: Doubts,
): Pick<OrderFacts, "orderedAt" | "updatedAt"> => {
  const zone = cells.time_zone || format.timeZone || reading.timeZone;
  const ordered = cells.ordered_at === "" ? { reason: "is empty" } : pastInstant(cells.ordered_at, zone, reading.now);
  const orderedAt = doubts.need("ordered_at", ordered) ?? "";
  const told =
    cells.updated_at === "" ? orderedAt : doubts.need("updated_at", pastInstant(cells.updated_at, zone, reading.now));
  return { orderedAt, updatedAt: notAfter(told ?? "", reading.now) };
};

/** A time that a cell tells; one too far ahead is a typing error, and would outlive whatever is said later. */
const pastInstant = (text: string, timeZone: string, now: Instant): Read<Instant> => {
  const read = readInstant(text, timeZone);
  return "value" in read && Date.parse(read.value) > Date.parse(now) + FUTURE_ALLOWED_MS
    ? { reason: "lies in the future" }
    : read;
};

const notAfter = (instant: Instant, now: Instant): Instant => (instant > now ? now : instant);
