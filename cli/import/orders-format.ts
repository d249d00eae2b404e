import { birthdayOf } from "../../shared/model/birthday.ts";
import type { Profile } from "../../shared/model/customer.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { ImportRow } from "./import-row.ts";
import { consentWords, type OrderCells, orderCellsSchema } from "./order-cells.ts";
import { readAmount } from "./read-amount.ts";
import { type ReadInstant, readInstant } from "./read-instant.ts";
import { readItems } from "./read-items.ts";
import type { Columns } from "./read-table.ts";

/** `--format orders`: one order a row (design 8). */
export const ordersColumns: Columns = {
  needed: ["order_id", "ordered_at", "currency", "total"],
  oneOf: [["customer_id", "email"]],
  optional: [
    "refunded",
    "discount",
    "status",
    "updated_at",
    "first_name",
    "last_name",
    "locale",
    "country",
    "marketing_consent",
    "birthday",
    "items",
  ],
};

type RowResult = { row: ImportRow } | { reason: string };
export type ReadRow = (line: number, cells: Readonly<Record<string, string>>) => RowResult;

/** Clocks differ, and a shop's day may be ahead of UTC's. */
const FUTURE_ALLOWED_MS = 86_400_000;

/** Reads rows of a shop in `timeZone` at the instant `now`. The reason for refusing one names the column, and never quotes a person's data. */
export const createOrderReader = (timeZone: string, now: Instant): ReadRow => {
  const schema = orderCellsSchema.transform((cells, context) => {
    const reasons: string[] = [];
    const row = assemble(cells, { timeZone, now }, reasons);
    for (const message of reasons) context.addIssue({ code: "custom", message });
    return row;
  });
  return (line, cells) => {
    const parsed = schema.safeParse(cells);
    if (parsed.success) return { row: { line, ...parsed.data } };
    return { reason: [...new Set(parsed.error.issues.map(({ message }) => message))].join("; ") };
  };
};

/** Where a file is read, and when. */
type Reading = { timeZone: string; now: Instant };

/** A time that a cell tells; one too far ahead is a typing error, and would outlive whatever is said later. */
const pastInstant = (text: string, { timeZone, now }: Reading): ReadInstant => {
  const read = readInstant(text, timeZone);
  return "instant" in read && Date.parse(read.instant) > Date.parse(now) + FUTURE_ALLOWED_MS
    ? { reason: "lies in the future" }
    : read;
};

const notAfter = (instant: Instant, now: Instant): Instant => (instant > now ? now : instant);

/** The row that the cells make; what cannot be read of them is added to `reasons`. */
const assemble = (cells: OrderCells, { timeZone, now }: Reading, reasons: string[]): Omit<ImportRow, "line"> => {
  const take = <Read extends object>(column: string, read: Read | { reason: string }): Partial<Read> => {
    if (!("reason" in read)) return read;
    reasons.push(`${column} ${String(read.reason)}`);
    return {};
  };
  const amount = (column: "total" | "refunded" | "discount") =>
    take(column, readAmount(cells[column] || "0", cells.currency)).amountMinor ?? 0;
  const reading = { timeZone, now };
  const orderedAt = take("ordered_at", pastInstant(cells.ordered_at, reading)).instant ?? "";
  const isUndated = cells.updated_at === "";
  const told = isUndated ? orderedAt : (take("updated_at", pastInstant(cells.updated_at, reading)).instant ?? "");
  const updatedAt = notAfter(told, now);
  const refundedMinor = amount("refunded");
  if (refundedMinor < 0) reasons.push("refunded is negative: write what was paid back as a positive amount");
  const consent = consentWords.get(cells.marketing_consent);
  const place = placeOf(cells);
  return {
    ...(cells.customer_id !== "" && { customerId: cells.customer_id }),
    ...(cells.email !== "" && { email: cells.email }),
    order: {
      source: "csv",
      orderId: cells.order_id,
      orderedAt,
      updatedAt,
      status: cells.status || "paid",
      currency: cells.currency,
      totalMinor: amount("total"),
      discountMinor: amount("discount"),
      refunds: refundedMinor === 0 ? {} : { csv: refundedMinor },
      test: false,
      cancelled: /^cancell?ed$|^voided$/.test(cells.status),
      deleted: cells.status === "deleted",
      items: take("items", readItems(cells.items, cells.currency)).items ?? [],
      ...place,
    },
    profile: profileOf(cells, place, updatedAt),
    ...(consent && { consent: { ...consent, at: updatedAt, source: "csv" } }),
    ...(consent?.state === "denied" && isUndated && { refusalToldAt: now }),
  };
};

const placeOf = ({ locale, country }: OrderCells) => ({
  ...(locale !== "" && { locale: Intl.getCanonicalLocales(locale.replaceAll("_", "-"))[0] ?? locale }),
  ...(country !== "" && { country }),
});

const profileOf = (cells: OrderCells, place: ReturnType<typeof placeOf>, updatedAt: Instant): Profile => {
  const birthday = birthdayOf(cells.birthday, updatedAt);
  return {
    ...(cells.email !== "" && { email: cells.email }),
    ...(cells.first_name !== "" && { firstName: cells.first_name }),
    ...(cells.last_name !== "" && { lastName: cells.last_name }),
    ...(birthday !== undefined && { birthday }),
    ...place,
    updatedAt,
  };
};
