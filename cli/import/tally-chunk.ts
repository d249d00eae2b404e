import type { CountedState, OrderFacts } from "../../shared/model/order.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { CustomerGroup } from "./group-customers.ts";

/**
 * Adds customers that were written to what an import has done so far.
 *
 * @param judge whether an order counts, by the shop's settings
 * @returns how many rows of the file the customers had
 */
export const tallyChunk = (
  tally: Checkpoint,
  chunk: readonly CustomerGroup[],
  judge: (order: OrderFacts) => CountedState,
): number => {
  const orders = chunk.flatMap((group) => group.rows);
  const repeated = chunk.reduce((sum, group) => sum + group.older.length, 0);
  tally.customersDone += chunk.length;
  tally.customersInAll += chunk.length;
  tally.ordersInAll += orders.length;
  tally.repeated += repeated;
  tally.rowsWritten += orders.length + repeated;
  for (const { order } of orders) {
    const judged = judge(order);
    if (judged.state === "counted") continue;
    tally.notCounted[judged.reason] = (tally.notCounted[judged.reason] ?? 0) + 1;
  }
  return orders.length + repeated;
};
