import type { OrderFacts } from "../model/order.ts";

type Line = { sku?: string | undefined; title?: string | undefined; quantity: number; totalMinor?: number | undefined };

/** What all pieces of a position cost, by the price of one. */
export const ofAll = (quantity: number, priceMinor: number | undefined): number | undefined =>
  priceMinor === undefined ? undefined : Math.round(quantity * priceMinor);

/** One position of an order, without what its source leaves out. */
export const lineOf = ({ sku, title, quantity, totalMinor }: Line): OrderFacts["items"][number] => ({
  ...(sku && { sku }),
  ...(title && { title }),
  quantity,
  ...(totalMinor !== undefined && { totalMinor }),
});
