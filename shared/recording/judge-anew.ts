import type { Entry, HolderRow } from "../model/evidence.ts";
import type { Order } from "../model/order.ts";
import { readDays, roomOfRows, writeDays } from "./days-apart.ts";
import { entryOf } from "./entries.ts";
import type { Epoch } from "./epochs.ts";
import { judgeOrder } from "./judge-order.ts";
import { placeEntries } from "./place-entries.ts";
import type { RecordDeps } from "./record-deps.ts";

/**
 * A holder whose entries were judged by other settings: all its orders are read, once, and judged by these. In another time zone an
 * order is of another day. The holder's sums are not written yet; rows of its days are.
 */
export const judgeAnew = async (
  row: HolderRow,
  rules: string,
  epoch: Epoch,
  deps: RecordDeps,
): Promise<HolderRow | "conflict"> => {
  const apart = (await readDays(row, deps)).flatMap(({ day, entries }) =>
    Object.keys(entries).map((orderKey) => ({ orderKey, before: [day] })),
  );
  const own = Object.keys(row.entries).map((orderKey) => ({ orderKey, before: [] }));
  const orders = await deps.readOrders([...own, ...apart].map(({ orderKey }) => orderKey));
  const judged = new Map(orders.map((order) => [order.orderKey, judge(order, row.holder, deps)]));
  const { entries, days } = placeEntries(
    row,
    [...own, ...apart].map((one) => ({ ...one, entry: judged.get(one.orderKey) })),
    deps.room ?? roomOfRows,
  );
  const after = await writeDays(row, days, epoch, deps);
  return after === "conflict" ? after : { ...after, entries, judgedBy: rules };
};

const judge = (order: Order, holder: string, { settings }: RecordDeps): Entry | undefined =>
  order.holder === holder ? entryOf({ ...order, ...judgeOrder(order, settings) }, settings) : undefined;
