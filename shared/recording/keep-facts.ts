import type { OrderFacts } from "../model/order.ts";
import { keepRefunds, refuseTooMany } from "./join-refunds.ts";

type Items = OrderFacts["items"];

/** Of a row's 400 kB (docs/limits.md). */
const MAX_ITEMS = 300;
const MAX_ITEMS_BYTES = 90_000;
/** Attribute names, numbers and what DynamoDB adds to an item's texts. */
const ITEM_OVERHEAD_BYTES = 80;
const MAX_TEXT_LENGTH = 100;
const MAX_QUANTITY = 1e9;

/**
 * A state of an order as far as a row has room for it: what is only for reading is cut, what counts is not. Doing it again
 * changes nothing.
 *
 * @throws PoisonError `too-many-refunds`
 */
export const keepFacts = ({ locale, country, ...facts }: OrderFacts): OrderFacts => {
  refuseTooMany(facts.refunds);
  return {
    ...facts,
    status: shortened(facts.status),
    ...(locale !== undefined && { locale: shortened(locale) }),
    ...(country !== undefined && { country: shortened(country) }),
    refunds: keepRefunds(facts.refunds),
    items: keepItems(facts.items),
  };
};

/** What is no gift card stays first where not all can: it decides whether the order is a purchase. */
const keepItems = (items: Items): Items => {
  const all = items.map(keepItem);
  if (fitting(all).length === all.length) return all;
  return fitting(all.sort((a, b) => Number(a.giftCard ?? false) - Number(b.giftCard ?? false)));
};

const fitting = (items: Items): Items => {
  let bytes = 0;
  const end = items.findIndex((item, at) => {
    bytes += bytesOf(item);
    return at >= MAX_ITEMS || bytes > MAX_ITEMS_BYTES;
  });
  return end === -1 ? items : items.slice(0, end);
};

const bytesOf = ({ sku = "", title = "", category = "" }: Items[number]): number =>
  ITEM_OVERHEAD_BYTES + Buffer.byteLength(sku + title + category);

const keepItem = ({ sku, title, category, quantity, ...rest }: Items[number]): Items[number] => ({
  ...(sku !== undefined && { sku: shortened(sku) }),
  ...(title !== undefined && { title: shortened(title) }),
  ...(category !== undefined && { category: shortened(category) }),
  ...rest,
  quantity: sized(quantity),
});

/** DynamoDB's numbers end at 10^126 and begin at 10^-130; quantities do long before. */
const sized = (quantity: number): number =>
  Number(Math.max(-MAX_QUANTITY, Math.min(MAX_QUANTITY, quantity)).toFixed(6));

const shortened = (text: string): string => text.slice(0, MAX_TEXT_LENGTH).toWellFormed();
