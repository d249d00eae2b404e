import * as z from "zod";
import type { Currency } from "../../shared/model/money.ts";
import type { OrderFacts } from "../../shared/model/order.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import { readAmount } from "./read-amount.ts";

export type Items = { items: OrderFacts["items"] } | { reason: string };

const text = z.string().max(500).optional();
const listSchema = z
  .array(
    z.strictObject({
      sku: text,
      title: text,
      category: text,
      quantity: z.number().default(1),
      total: z.string().optional(),
      gift_card: z.boolean().optional(),
    }),
  )
  .max(500);

const expected = 'a number of pieces nor a JSON list such as [{"sku":"A1","quantity":2,"total":"9.90"}]';

/** The `items` column: how many pieces, or a JSON list of positions. Empty: not known. */
export const readItems = (cell: string, currency: Currency): Items => {
  if (cell === "") return { items: [] };
  if (/^\d{1,9}$/.test(cell)) return { items: [{ quantity: Number(cell) }] };
  const list = listSchema.safeParse(parseJson(cell));
  if (!list.success) return { reason: `is neither ${expected}` };
  const items: OrderFacts["items"] = [];
  for (const { total, gift_card, sku, title, category, quantity } of list.data) {
    const read = total === undefined ? undefined : readAmount(total, currency);
    if (read && "reason" in read) return read;
    items.push({
      quantity,
      ...(sku !== undefined && { sku }),
      ...(title !== undefined && { title }),
      ...(category !== undefined && { category }),
      ...(read && { totalMinor: read.amountMinor }),
      ...(gift_card !== undefined && { giftCard: gift_card }),
    });
  }
  return { items };
};
