import type { ReadCustomer, SaveCustomer } from "../ports/customers.ts";
import type { FileStore } from "../ports/files.ts";

export type ForgetOldBodiesDeps = {
  readCustomer: ReadCustomer;
  saveCustomer: SaveCustomer;
  data: Pick<FileStore, "remove">;
};

/** A row ends at 400 kB, and a key takes a hundred bytes of it. */
const MAX_BODIES = 500;
/** So that not every event has something to forget. */
const KEPT_BODIES = 400;

/**
 * Takes away the oldest raw bodies about a customer once there are too many: some shops tell of every change to a
 * customer, for years, and a row that is full could take no further order. Bodies of orders are not touched, and what old
 * ones told of the person was recorded. A body goes before its key, so that none is left that erasure could not reach.
 */
export const forgetOldBodies = async (customerId: string, deps: ForgetOldBodiesDeps): Promise<void> => {
  const customer = await deps.readCustomer(customerId);
  if (!customer || customer.mergedInto !== undefined || customer.archiveKeys.length <= MAX_BODIES) return;
  const byAge = [...customer.archiveKeys].sort((a, b) => (dayIn(a) < dayIn(b) ? -1 : dayIn(a) > dayIn(b) ? 1 : 0));
  const forgotten = new Set(byAge.slice(0, -KEPT_BODIES));
  await deps.data.remove([...forgotten]);
  const archiveKeys = customer.archiveKeys.filter((key) => !forgotten.has(key));
  // Whoever was faster leaves the keys for the next time: of bodies that are gone, which harms nobody.
  await deps.saveCustomer({ ...customer, archiveKeys }, customer.version);
};

/** `archive/<source>/<day>/<hash>.json`; a body that was parked once has no day, and counts as new. */
const dayIn = (archiveKey: string): string => /\/(\d{4}-\d{2}-\d{2})\//.exec(archiveKey)?.[1] ?? "9999-12-31";
