import { ConflictError } from "../../shared/model/errors.ts";
import { customerIdNamedBy } from "../../shared/model/identity.ts";
import type { Source } from "../../shared/model/order.ts";
import type { ScanCustomers } from "../../shared/ports/customers.ts";
import type { Now } from "../../shared/ports/world.ts";
import { type EraseDeps, eraseCustomer } from "./erase-customer.ts";
import { keepOthers } from "./erase-from-files.ts";

export type EraseSourceDeps = EraseDeps & { scanCustomers: ScanCustomers; now: Now };

/**
 * Erases everybody whom a source ever told of. Files go first, for all of them at once; then one customer after the
 * other, so that an interrupted erasure goes on with those who are left. Memory holds ids alone.
 */
export const eraseSource = async (source: Source, deps: EraseSourceDeps): Promise<"erased"> => {
  const handles: (readonly string[])[] = [];
  for await (const page of deps.scanCustomers(0, 1)) {
    const rows = await deps.readCustomers(page.map((row) => row.customerId));
    for (const { identities, mergedInto } of rows.values()) {
      if (mergedInto === undefined && identities.some(isOf(source))) handles.push(identities);
    }
  }
  const now = deps.now();
  const everybody = {
    customerIds: new Set(handles.flat().map(customerIdNamedBy)),
    identities: new Set(handles.flat()),
  };
  const nights = await deps.eraseNightRows(keepOthers(everybody, deps.hash), now);
  if (nights === "night-running") throw new ConflictError("a night is running; the shop is erased when it has ended");
  const one = { ...deps, eraseNightRows: async () => "done" as const };
  for (const identities of handles) await eraseCustomer(identities, now, one);
  return "erased";
};

const isOf = (source: Source) => (identity: string) =>
  identity.startsWith(`${source}:`) || identity.startsWith(`order:${source}#`);
