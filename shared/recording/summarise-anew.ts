import { ConflictError } from "../model/errors.ts";
import { customerAfter } from "./customer-after.ts";
import { standingOrders } from "./epochs.ts";
import { nothingKnown } from "./join-customer.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sameRow } from "./stored-customer.ts";

const MAX_ATTEMPTS = 12;

/**
 * Writes a customer's row again by the orders that are there; does nothing where there is no such customer.
 *
 * @param unless `unchanged`: it is not written where it says all that already; `never`: it is all the same, and whoever has
 *   read other orders finds it written, and starts over
 */
export const summariseAnew = async (
  customerId: string,
  deps: RecordDeps,
  unless: "unchanged" | "never" = "unchanged",
): Promise<void> => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (attempt > 0) await deps.pause(attempt);
    const stored = await deps.readCustomer(customerId);
    if (!stored || stored.mergedInto !== undefined || stored.erasedAt !== undefined) return;
    const orders = standingOrders(stored, await deps.readOrdersOf(customerId));
    const next = customerAfter(stored, { identities: [], person: nothingKnown }, orders, deps);
    if (
      (unless === "unchanged" && sameRow(stored, next)) ||
      (await deps.saveCustomer(next, stored.version)) === "saved"
    )
      return;
  }
  throw new ConflictError(
    `a customer was written to ${MAX_ATTEMPTS} times while being summed up; the event comes again`,
  );
};
