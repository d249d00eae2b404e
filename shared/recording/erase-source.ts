import { customerIdNamedBy } from "../model/identity.ts";
import type { Source } from "../model/order.ts";
import type { ScanCustomers } from "../ports/customers.ts";
import type { Keep } from "../ports/night-erasure.ts";
import { type EraseDeps, type Erasing, eraseCustomer, placesOf } from "./erase-customer.ts";
import { keepOthers } from "./erase-from-files.ts";
import { savePlaces } from "./places.ts";
import { eraseUnrecorded, findUnrecorded } from "./unrecorded-bodies.ts";

export type EraseSourceDeps = EraseDeps & { scanCustomers: ScanCustomers };

/**
 * Erases everybody whom a source ever told of. Files go first, for all of them at once; then one customer after the
 * other, so that an interrupted erasure goes on with those who are left. Memory holds ids alone.
 */
export const eraseSource = async (
  source: Source,
  { now, askedAt, request }: Pick<Erasing, "now" | "askedAt" | "request">,
  deps: EraseSourceDeps,
): Promise<"erased"> => {
  const handles: (readonly string[])[] = [];
  for await (const page of deps.scanCustomers(0, 1)) {
    const rows = await deps.readCustomers(page.map((row) => row.customerId));
    for (const { identities, orderSources } of rows.values()) {
      if (orderSources.includes(source) || identities.some(isOf(source))) handles.push(identities);
    }
  }
  const identities = new Set(handles.flat());
  const customerIds = new Set([...identities].map(customerIdNamedBy));
  const isTheirs = (told: string) => isOf(source)(told) || identities.has(told);
  const bodies = await findUnrecorded(isTheirs, { at: now, request }, deps);
  const found = { identities: [...identities], customerIds: [...customerIds], ...placesOf(bodies) };
  await savePlaces({ at: now, handles: [], files: "to-do", source, ...found }, deps);
  await eraseUnrecorded(bodies, now, deps);
  const isKept = keepOthers({ identities, customerIds }, deps.hash);
  const keep: Keep = (row) => !isOf(source)(row.customerId ?? "") && isKept(row);
  await deps.eraseNightRows(keep, now);
  for (const theirs of handles)
    await eraseCustomer(theirs, { now, askedAt, unknown: "not-noted", files: "done" }, deps);
  return "erased";
};

/** Of identities and of customer ids: a night's row may have the name of an order that told later who placed it. */
export const isOf = (source: Source) => (identity: string) =>
  identity.startsWith(`${source}:`) || identity.startsWith(`order:${source}#`);
