import * as z from "zod";
import type { OrderFacts } from "../../shared/model/order.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import type { HistoryCells } from "../../shared/sources/history-format.ts";
import type { Doubts, Read } from "./doubts.ts";
import { readAmount } from "./read-amount.ts";
import type { MoneyReading } from "./read-money.ts";

type Items = OrderFacts["items"];
type Item = Items[number];

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
const itemsIn = (cell: string, { currency }: MoneyReading): Read<Items> => {
  if (cell === "") return { value: [] };
  if (/^\d{1,9}$/.test(cell)) return { value: [{ quantity: Number(cell) }] };
  const list = listSchema.safeParse(parseJson(cell));
  if (!list.success) return { reason: `is neither ${expected}` };
  const items: Items = [];
  for (const { total, gift_card, sku, title, category, quantity } of list.data) {
    const read = total === undefined ? undefined : readAmount(total, currency, "dot");
    if (read && "reason" in read) return read;
    items.push({
      quantity,
      ...(sku !== undefined && { sku }),
      ...(title !== undefined && { title }),
      ...(category !== undefined && { category }),
      ...(read && { totalMinor: read.value }),
      ...(gift_card !== undefined && { giftCard: gift_card }),
    });
  }
  return { value: items };
};

const quantityIn = (cell: string): Read<number> => {
  const quantity = cell === "" ? 1 : Number(cell.replace(",", "."));
  return Number.isFinite(quantity) ? { value: quantity } : { reason: "is no number of pieces" };
};

const MAX_TITLE_CHARACTERS = 500;

/** What a row of its own tells of an item; undefined for a row that tells of none. */
const itemIn = (cells: HistoryCells, money: MoneyReading, doubts: Doubts): Item | undefined => {
  const { item_sku: sku, item_title: title, item_category: category } = cells;
  if (sku === "" && title === "" && cells.item_quantity === "") return undefined;
  const quantity = doubts.may("item_quantity", quantityIn(cells.item_quantity)) ?? 1;
  const totalMinor = itemTotal(cells, quantity, money, doubts);
  return {
    quantity,
    ...(sku !== "" && { sku: sku.slice(0, MAX_TITLE_CHARACTERS) }),
    ...(title !== "" && { title: title.slice(0, MAX_TITLE_CHARACTERS) }),
    ...(category !== "" && { category: category.slice(0, MAX_TITLE_CHARACTERS) }),
    ...(totalMinor !== undefined && { totalMinor }),
  };
};

/** As it is given, or else its price times its pieces less its discount. */
const itemTotal = (
  cells: HistoryCells,
  quantity: number,
  { currency, decimal }: MoneyReading,
  doubts: Doubts,
): number | undefined => {
  const amount = (field: "item_total" | "item_price" | "item_discount") =>
    cells[field] === "" ? undefined : doubts.may(field, readAmount(cells[field], currency, decimal));
  const total = amount("item_total");
  const price = total === undefined ? amount("item_price") : undefined;
  if (price === undefined) return total;
  return Math.round(price * quantity) - Math.abs(amount("item_discount") ?? 0);
};

/** The positions of an order, from all its rows; a list that cannot be read costs itself alone. */
export const readOrderItems = (rows: readonly HistoryCells[], money: MoneyReading, doubts: Doubts): Items =>
  rows.flatMap((cells) => {
    const listed = doubts.may("items", itemsIn(cells.items, money)) ?? [];
    const own = itemIn(cells, money, doubts);
    return own === undefined ? listed : [...listed, own];
  });
