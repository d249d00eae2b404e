import { type NotCounted, unpaidWord } from "../../model/order.ts";

/** Adds orders that do not count to a tally of them. */
export const addNotCounted = (tally: NotCounted, more: NotCounted = {}): void => {
  for (const [tallied, orders] of Object.entries(more)) tally[tallied] = (tally[tallied] ?? 0) + orders;
};

/** Words for a state that a tally has room for: no shop has as many. */
const MOST_WORDS = 20;

/** A tally as a row has room for it: of the words for what is not paid, those of most orders. */
export const withFewWords = (tally: NotCounted): NotCounted => {
  const kept: NotCounted = {};
  let words = 0;
  for (const [tallied, orders] of Object.entries(tally).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))) {
    const isRoom = unpaidWord(tallied) === undefined || words++ < MOST_WORDS;
    addNotCounted(kept, { [isRoom ? tallied : "unpaid"]: orders });
  }
  return kept;
};
