import * as z from "zod";
import { orderFactsSchema } from "../../shared/model/order.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import { type ImportRow, importRowSchema, isOrderRow, type OrderRow } from "./import-row.ts";

const { source, orderId, status, currency, totalMinor, orderedAt } = orderFactsSchema.shape;
const { customerId, email, line } = importRowSchema.options[0].shape;

/**
 * What a plain order has of its own: of it a file says when it was, how much it came to and whose it is, and nothing else. The rest of
 * its row is alike in all of them; written so it is a third as long, and read in a third of the time.
 */
const plainSchema = z.tuple([
  /** The number of its set. */
  z.int(),
  line,
  customerId.unwrap().nullable(),
  email.unwrap().nullable(),
  source,
  orderId,
  status,
  currency,
  totalMinor,
  orderedAt,
  /** When it arrived. */
  orderedAt,
]);
type Plain = z.infer<typeof plainSchema>;

const plainRow = (plain: Plain): OrderRow => {
  const [, line, customerId, email, source, orderId, status, currency, totalMinor, orderedAt, arrivedAt] = plain;
  const address = email === null ? {} : { email };
  return {
    line,
    ...(customerId === null ? address : { customerId, ...address }),
    order: {
      source,
      orderId,
      status,
      currency,
      totalMinor,
      discountMinor: 0,
      refunds: {},
      test: false,
      cancelled: false,
      deleted: false,
      items: [],
      orderedAt,
      updatedAt: orderedAt,
      arrivedAt,
      undated: true,
    },
    profile: { ...address, updatedAt: orderedAt },
  };
};

const FACTS_OF_PLAIN = 15;

/** Undefined for a row that is more than `plainRow` can make of it. */
const plainOf = (set: number, row: ImportRow): Plain | undefined => {
  if (!isOrderRow(row)) return undefined;
  const { line, customerId, email, order, profile } = row;
  const { source, orderId, status, currency, totalMinor, orderedAt, arrivedAt } = order;
  const names = Number(customerId !== undefined) + Number(email !== undefined);
  if (
    arrivedAt === undefined ||
    order.undated === undefined ||
    order.updatedAt !== orderedAt ||
    order.discountMinor !== 0 ||
    order.items.length > 0 ||
    order.test ||
    order.cancelled ||
    order.deleted ||
    !isOfSize(order.refunds, 0) ||
    !isOfSize(order, FACTS_OF_PLAIN) ||
    profile.email !== email ||
    profile.updatedAt !== orderedAt ||
    !isOfSize(profile, email === undefined ? 1 : 2) ||
    !isOfSize(row, 3 + names)
  )
    return undefined;
  const named = [line, customerId ?? null, email ?? null] as const;
  return [set, ...named, source, orderId, status, currency, totalMinor, orderedAt, arrivedAt];
};

/** Counted, and not listed: this is asked four times a row. */
const isOfSize = (record: object, size: number): boolean => {
  let left = size;
  for (const _key in record) left -= 1;
  return left === 0;
};

/** A row as a line of text, behind the number of its set. */
export const lineOfRow = (set: number, row: ImportRow): string =>
  `${JSON.stringify(plainOf(set, row) ?? [set, row])}\n`;

const lineSchema = z.union([plainSchema, z.tuple([z.int(), importRowSchema])]);
type Line = z.infer<typeof lineSchema>;

const rowOf = (line: Line): ImportRow => (line.length === 2 ? line[1] : plainRow(line));

/** The row of a line; undefined where it is not what was written. */
export const rowInLine = (text: string): ImportRow | undefined => {
  const line = lineSchema.safeParse(parseJson(text));
  return line.success ? rowOf(line.data) : undefined;
};

/** The rows of whole lines, for who wrote them a moment ago: they are not asked for what they are. */
export const rowsInLines = (text: string): ImportRow[] =>
  text
    .split("\n")
    .slice(0, -1)
    .map((written) => {
      const line: Line = JSON.parse(written);
      return rowOf(line);
    });
