import { type NotCounted, notCountedReasonSchema } from "../../model/order.ts";

/** Adds orders that do not count to a tally of them. */
export const addNotCounted = (tally: NotCounted, more: NotCounted = {}): void => {
  for (const reason of notCountedReasonSchema.options) {
    const orders = more[reason];
    if (orders !== undefined) tally[reason] = (tally[reason] ?? 0) + orders;
  }
};
