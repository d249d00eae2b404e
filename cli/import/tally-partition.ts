import type { CountedState, OrderFacts } from "../../shared/model/order.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { CustomerGroup } from "./group-customers.ts";

/**
 * Adds a partition that was written to what an import has done so far.
 *
 * @param judge whether an order counts, by the shop's settings
 * @returns how many rows of the file its customers had
 */
export const tallyPartition = (
  tally: Checkpoint,
  groups: readonly CustomerGroup[],
  judge: (order: OrderFacts) => CountedState,
): number => {
  const orders = groups.flatMap((group) => group.rows);
  const repeated = groups.reduce((sum, group) => sum + group.older.length, 0);
  tally.customersInAll += groups.length;
  tally.ordersInAll += orders.length;
  tally.repeated += repeated;
  tally.rowsWritten += orders.length + repeated;
  for (const { order } of orders) {
    if (isRefundUnknown(order)) tally.refundsUnknown += 1;
    const judged = judge(order);
    if (judged.state === "counted") continue;
    tally.notCounted[judged.reason] = (tally.notCounted[judged.reason] ?? 0) + 1;
  }
  return orders.length + repeated;
};

const isRefundUnknown = ({ status, refunds }: OrderFacts): boolean =>
  status === "partially_refunded" && Object.keys(refunds).length === 0;
