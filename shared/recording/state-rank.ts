import type { OrderFacts } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import { refundedMinor } from "./judge-order.ts";

/** How new a state of an order is; of two the one that is greater at the first difference is the newer. */
export type Rank = readonly number[];

/**
 * By the source's own time; then the one that reached Rouse later. Sources count time in whole seconds, in which an order is
 * created and paid, and tell of both at once: of two states of one time, one that only waits for its payment is the older one,
 * whichever arrived first. A state without a time of the source (a row of a file) gives way to one that has it, and to one that
 * was told later.
 */
export const rankOf = (facts: OrderFacts, { orders }: Pick<Settings, "orders">): Rank => {
  const arrivedAt = Date.parse(facts.arrivedAt ?? facts.updatedAt);
  return [
    Number(facts.undated === undefined),
    facts.undated ? arrivedAt : Date.parse(facts.updatedAt),
    Number(!waitsForPayment(facts, (status) => orders.countedStatuses.includes(status))),
    arrivedAt,
  ];
};

/** Whether an order only waits for its payment: one that was called off, or of which something went back, may have been paid. */
export const waitsForPayment = (facts: OrderFacts, isCounted: (status: string) => boolean): boolean =>
  !facts.cancelled && !facts.deleted && refundedMinor(facts) === 0 && !isCounted(facts.status);

export const compareRanks = (a: Rank, b: Rank): number =>
  a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
