import type { CountedState, OrderFacts } from "../../shared/model/order.ts";
import { judgeOrder } from "../../shared/recording/judge-order.ts";
import { type Rank, waitsForPayment } from "../../shared/recording/state-rank.ts";
import type { OrderRow } from "./import-row.ts";

/** Whether an order counts, by the shop's settings. */
export type Judge = (order: OrderFacts) => CountedState;
export const judgedBy =
  (settings: Parameters<typeof judgeOrder>[1]): Judge =>
  (facts) =>
    judgeOrder({ facts, separateRefunds: {} }, settings).counted;

type Told = Pick<OrderRow, "order" | "line" | "attempt">;

/**
 * Where a row stands among those of its order: the one that is greater, figure by figure, holds. As `foldOrder` has it, a row
 * without a time of its own gives way to one that has it, and of two of one time one that only waits for its payment to the other.
 * Rows without times of their own go by whether they were paid, and then by when they were made: a card that was declined is
 * followed by another one. What is left is the later line.
 */
export const rankOfRow = ({ order, attempt, line }: Told, judge: Judge): Rank => {
  const isDated = order.undated === undefined;
  const at = Date.parse(isDated ? order.updatedAt : order.orderedAt);
  return rankOf({ isDated, at, isPaid: isPaid({ order, attempt }, judge), line });
};

/** What decides between rows of one order: `at` is when the state was told, or, where it has no such time, when the order was made. */
export const rankOf = ({ isDated, at, isPaid, line }: RankParts): Rank => [
  Number(isDated),
  isDated ? at : 0,
  Number(isPaid),
  at,
  line,
];
type RankParts = { isDated: boolean; at: number; isPaid: boolean; line: number };

/** An order that was called off may have been paid; an attempt to pay that was called off has not paid anything. */
export const isPaid = ({ order, attempt }: Attempt, judge: Judge): boolean =>
  !waitsForPayment(order, () => !isForStatus(order, judge)) && (attempt === undefined || !order.cancelled);
type Attempt = { order: OrderFacts; attempt?: true | undefined };

/** Whether an order would not count for its status, whatever else there is about it. */
const isForStatus = (order: OrderFacts, judge: Judge): boolean => {
  const judged = judge({ ...order, test: false, cancelled: false, deleted: false, outstandingMinor: 0 });
  return judged.state === "not-counted" && judged.reason === "unpaid";
};
