import type { HolderRow } from "../model/evidence.ts";
import type { Order } from "../model/order.ts";
import { readDays } from "./days-apart.ts";
import type { RecordDeps } from "./record-deps.ts";

export type OrdersOfDeps = Pick<RecordDeps, "readEvidence" | "readOrders">;

/**
 * The orders of holders, by their keys. An order that has moved is left out where it was: its own row says whose it is
 * (docs/adr/0012).
 */
export const readOrdersOfHolders = async (
  holders: readonly HolderRow[],
  deps: OrdersOfDeps,
): Promise<readonly Order[]> => {
  const all = await Promise.all(holders.map((row) => readOrdersOfHolder(row, deps)));
  return all.flat().sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1));
};

const readOrdersOfHolder = async (row: HolderRow, deps: OrdersOfDeps): Promise<readonly Order[]> => {
  const entries = [row.entries, ...(await readDays(row, deps)).map((day) => day.entries)];
  const keys = [...new Set(entries.flatMap((some) => Object.keys(some)))];
  const orders = keys.length === 0 ? [] : await deps.readOrders(keys);
  return orders.filter(({ holder }) => holder === row.holder);
};

/** Orders, of which some may have been written since they were read: these are read again. One that is gone stays as it was. */
export const readSomeAgain = async (
  orders: readonly Order[],
  mayHaveChanged: (order: Order) => boolean,
  { readOrders }: Pick<RecordDeps, "readOrders">,
): Promise<readonly Order[]> => {
  const some = orders.filter(mayHaveChanged).map(({ orderKey }) => orderKey);
  if (some.length === 0) return orders;
  const again = new Map((await readOrders(some)).map((order) => [order.orderKey, order]));
  return orders.map((order) => again.get(order.orderKey) ?? order);
};
