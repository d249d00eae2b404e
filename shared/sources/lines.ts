import { MAX_AMOUNT_MINOR } from "../model/money.ts";
import type { OrderFacts } from "../model/order.ts";

type Line = { sku?: string | undefined; title?: string | undefined; quantity: number; totalMinor?: number | undefined };

/** What all pieces of a position cost, by the price of one; undefined where that is none, or the whole no money. */
export const ofAll = (quantity: number, priceMinor: number | undefined): number | undefined => {
  const wholeMinor = Math.round(quantity * (priceMinor ?? Number.NaN));
  return Math.abs(wholeMinor) <= MAX_AMOUNT_MINOR ? wholeMinor : undefined;
};

/** One position of an order, without what its source leaves out. */
export const lineOf = ({ sku, title, quantity, totalMinor }: Line): OrderFacts["items"][number] => ({
  ...(sku && { sku }),
  ...(title && { title }),
  quantity,
  ...(totalMinor !== undefined && { totalMinor }),
});
