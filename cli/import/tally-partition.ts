import type * as z from "zod";
import type { CountedState, OrderFacts } from "../../shared/model/order.ts";
import { checkpointSchema } from "./checkpoint.ts";
import type { NamedRow, RowGroup } from "./group-rows.ts";
import { isOrderRow } from "./import-row.ts";
import type { Judge } from "./newer-row.ts";
import type { WrittenRows } from "./record-group.ts";

/** What became of the rows of partitions. */
export const tallySchema = checkpointSchema.pick({
  customersInAll: true,
  ordersInAll: true,
  rowsWritten: true,
  notCounted: true,
  statuses: true,
  repeated: true,
  refundsUnknown: true,
  linesLeftOut: true,
  linesOfOthers: true,
  linesNotTaken: true,
});
export type Tally = z.infer<typeof tallySchema>;

export const newTally = (): Tally => ({
  customersInAll: 0,
  ordersInAll: 0,
  rowsWritten: 0,
  notCounted: {},
  statuses: [],
  repeated: 0,
  refundsUnknown: 0,
  linesLeftOut: [],
  linesOfOthers: [],
  linesNotTaken: [],
});

/** Adds what became of other partitions of the same file. */
export const addTally = (tally: Tally, other: Tally): void => {
  const statuses: StatusTallies = new Map(tally.statuses);
  for (const [status, told] of other.statuses) joinStatus(statuses, status, told);
  tally.statuses = [...statuses];
  for (const [reason, orders] of Object.entries(other.notCounted))
    tally.notCounted[reason] = (tally.notCounted[reason] ?? 0) + orders;
  for (const sum of ["customersInAll", "ordersInAll", "rowsWritten", "repeated", "refundsUnknown"] as const)
    tally[sum] += other[sum];
  for (const lines of ["linesLeftOut", "linesOfOthers", "linesNotTaken"] as const) tally[lines].push(...other[lines]);
};

/** Groups of one partition, and what became of their rows. */
export type Written = { groups: readonly RowGroup[] } & WrittenRows;

/**
 * Adds a partition that was written to what an import has done so far.
 *
 * @param judge whether an order counts, by the shop's settings
 * @returns how many rows of the file it had
 */
export const tallyPartition = (
  tally: Tally,
  { groups, customerIds, leftOut, ofOthers, notTaken }: Written,
  judge: Judge,
): number => {
  const lines = new Set([...leftOut, ...ofOthers].map(({ line }) => line));
  const kept = <Row extends NamedRow>(rows: readonly Row[]) => rows.filter(({ line }) => !lines.has(line));
  const orders = groups.flatMap((group) => kept(group.rows));
  const besides = groups.flatMap((group) => kept(group.besides));
  const repeated = besides.filter(isOrderRow).length;
  const rows = orders.length + besides.length + lines.size;
  const statuses: StatusTallies = new Map(tally.statuses);
  tally.customersInAll += customerIds.length;
  tally.ordersInAll += orders.length;
  tally.repeated += repeated;
  tally.rowsWritten += rows;
  tally.linesLeftOut.push(...new Set(leftOut.map(({ line }) => line)));
  tally.linesOfOthers.push(...ofOthers.map(({ line }) => line));
  tally.linesNotTaken.push(...notTaken.map(({ line }) => line));
  for (const { order, line } of orders) {
    if (isRefundUnknown(order)) tally.refundsUnknown += 1;
    const judged = judge(order);
    addStatus(statuses, { status: order.status, isUnpaid: isUnpaid(order, judged, judge), line });
    if (judged.state === "counted") continue;
    tally.notCounted[judged.reason] = (tally.notCounted[judged.reason] ?? 0) + 1;
  }
  tally.statuses = [...statuses];
  return rows;
};

/** Orders by the status that they have, how many of these do not count for it, and the line of the first. A file may call a status anything, `constructor` too. */
export type StatusTallies = Map<string, StatusTally>;
export type StatusTally = { orders: number; unpaid: number; line: number };

/** Counts an order by its status. */
export const addStatus = (
  statuses: StatusTallies,
  { status, isUnpaid, line }: { status: string; isUnpaid: boolean; line: number },
): void => {
  joinStatus(statuses, status, { orders: 1, unpaid: Number(isUnpaid), line });
};

const joinStatus = (statuses: StatusTallies, status: string, { orders, unpaid, line }: StatusTally): void => {
  const tally = statuses.get(status) ?? { orders: 0, unpaid: 0, line };
  tally.orders += orders;
  tally.unpaid += unpaid;
  tally.line = Math.min(tally.line, line);
  statuses.set(status, tally);
};

/** Whether an order does not count for its status. That it was called off says nothing of that: a paid one is called off as well. */
export const isUnpaid = (order: OrderFacts, judged: CountedState, judge: Judge): boolean =>
  isForStatus(judged) || (isCalledOff(judged) && isForStatus(judge({ ...order, cancelled: false, deleted: false })));

const isForStatus = (judged: CountedState): boolean => judged.state === "not-counted" && judged.reason === "unpaid";
const isCalledOff = (judged: CountedState): boolean =>
  judged.state === "not-counted" && (judged.reason === "cancelled" || judged.reason === "deleted");

/** Whether something went back, and nothing says how much. */
export const isRefundUnknown = ({ status, refunds }: OrderFacts): boolean =>
  status === "partially_refunded" && Object.keys(refunds).length === 0;
