import { ConflictError } from "../model/errors.ts";
import { customerIdNamedBy } from "../model/identity.ts";
import type { Source } from "../model/order.ts";
import type { ScanCustomers } from "../ports/customers.ts";
import type { Keep } from "../ports/night-erasure.ts";
import type { Now } from "../ports/world.ts";
import { type EraseDeps, eraseCustomer } from "./erase-customer.ts";
import { keepOthers } from "./erase-from-files.ts";
import { eraseUnrecorded } from "./unrecorded-bodies.ts";

export type EraseSourceDeps = EraseDeps & { scanCustomers: ScanCustomers; now: Now };

/**
 * Erases everybody whom a source ever told of. Files go first, for all of them at once; then one customer after the
 * other, so that an interrupted erasure goes on with those who are left. Memory holds ids alone.
 *
 * @param request the body that asks for it, and stays
 */
export const eraseSource = async (source: Source, request: string, deps: EraseSourceDeps): Promise<"erased"> => {
  const handles: (readonly string[])[] = [];
  for await (const page of deps.scanCustomers(0, 1)) {
    const rows = await deps.readCustomers(page.map((row) => row.customerId));
    for (const { identities, orderSources } of rows.values()) {
      if (orderSources.includes(source) || identities.some(isOf(source))) handles.push(identities);
    }
  }
  const now = deps.now();
  const everybody = {
    customerIds: new Set(handles.flat().map(customerIdNamedBy)),
    identities: new Set(handles.flat()),
  };
  await eraseUnrecorded((told) => isOf(source)(told) || everybody.identities.has(told), { at: now, request }, deps);
  const isKept = keepOthers(everybody, deps.hash);
  const keep: Keep = (row) => !isOf(source)(row.customerId ?? "") && isKept(row);
  const nights = await deps.eraseNightRows(keep, now);
  if (nights === "night-running") throw new ConflictError("a night is running; the shop is erased when it has ended");
  for (const identities of handles) await eraseCustomer(identities, now, deps, { unknown: "not-noted", files: "done" });
  return "erased";
};

/** Of identities and of customer ids: a night's row may have the name of an order that told later who placed it. */
const isOf = (source: Source) => (identity: string) =>
  identity.startsWith(`${source}:`) || identity.startsWith(`order:${source}#`);
