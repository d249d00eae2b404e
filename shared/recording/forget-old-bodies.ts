import type { ReadCustomer, SaveCustomer } from "../ports/customers.ts";
import type { FileStore } from "../ports/files.ts";
import type { ReplaceOrder } from "../ports/orders.ts";
import type { RecordedAt } from "./record-news.ts";

export type ForgetOldBodiesDeps = {
  readCustomer: ReadCustomer;
  saveCustomer: SaveCustomer;
  replaceOrder: ReplaceOrder;
  data: Pick<FileStore, "remove">;
};

/** A row ends at 400 kB, and a key takes a hundred bytes of it. */
const MAX_BODIES = 500;
/** So that not every event has something to forget. */
const KEPT_BODIES = 400;

/**
 * Takes away the oldest raw bodies about an order, or about a customer, once a row names too many: some shops tell of
 * every change, for years, and a row that is full could take none further. What the old ones told was recorded. A body
 * goes before its key, so that none is left that erasure could not reach.
 */
export const forgetOldBodies = async (
  { customerId, orders }: Pick<RecordedAt, "customerId" | "orders">,
  deps: ForgetOldBodiesDeps,
): Promise<void> => {
  // Whoever was faster leaves the keys for the next time: of bodies that are gone, which harms nobody.
  for (const order of orders) {
    const archiveKeys = await forgetOldest(order.archiveKeys, deps);
    if (archiveKeys) await deps.replaceOrder(order, { ...order, archiveKeys });
  }
  if (orders.length > 0) return;
  const customer = await deps.readCustomer(customerId);
  if (!customer || customer.mergedInto !== undefined) return;
  const archiveKeys = await forgetOldest(customer.archiveKeys, deps);
  if (archiveKeys) await deps.saveCustomer({ ...customer, archiveKeys }, customer.version);
};

/** The keys that stay; undefined where all do. */
const forgetOldest = async (
  archiveKeys: readonly string[],
  { data }: ForgetOldBodiesDeps,
): Promise<string[] | undefined> => {
  if (archiveKeys.length <= MAX_BODIES) return undefined;
  const byAge = [...archiveKeys].sort((a, b) => (dayIn(a) < dayIn(b) ? -1 : dayIn(a) > dayIn(b) ? 1 : 0));
  const forgotten = new Set(byAge.slice(0, -KEPT_BODIES));
  await data.remove([...forgotten]);
  return archiveKeys.filter((key) => !forgotten.has(key));
};

/** `archive/<source>/<day>/<hash>.json` */
const dayIn = (archiveKey: string): string => /\/(\d{4}-\d{2}-\d{2})\//.exec(archiveKey)?.[1] ?? "9999-12-31";
