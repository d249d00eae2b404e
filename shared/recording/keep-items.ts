import type { OrderFacts } from "../model/order.ts";

type Items = OrderFacts["items"];

/** A row of the Orders table ends at 400 kB: these, in any script, fill three quarters of it. */
const MAX_ITEMS = 300;
const MAX_TEXT_LENGTH = 100;
const MAX_QUANTITY = 1e9;

/**
 * The items of an order as far as a row has room for them. What is no gift card stays first: it decides whether the order
 * is a purchase. Doing it again changes nothing.
 */
export const keepItems = (items: Items): Items =>
  (items.length > MAX_ITEMS
    ? [...items].sort((a, b) => Number(a.giftCard ?? false) - Number(b.giftCard ?? false)).slice(0, MAX_ITEMS)
    : items
  ).map(({ sku, title, category, quantity, ...rest }) => ({
    ...(sku !== undefined && { sku: shortened(sku) }),
    ...(title !== undefined && { title: shortened(title) }),
    ...(category !== undefined && { category: shortened(category) }),
    ...rest,
    quantity: sized(quantity),
  }));

/** DynamoDB's numbers end at 10^126 and begin at 10^-130; quantities do long before. */
const sized = (quantity: number): number =>
  Number(Math.max(-MAX_QUANTITY, Math.min(MAX_QUANTITY, quantity)).toFixed(6));

const shortened = (text: string): string => text.slice(0, MAX_TEXT_LENGTH).toWellFormed();
