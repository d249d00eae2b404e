import { customerIdNamedBy, type KeyedHash } from "../model/identity.ts";
import type { Source } from "../model/order.ts";
import type { ScanCustomers } from "../ports/customers.ts";
import type { Keep } from "../ports/night-erasure.ts";
import { type EraseDeps, type Erasing, eraseCustomer, placesOf } from "./erase-customer.ts";
import { type ErasedPerson, keepOthers } from "./erase-from-files.ts";
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
  const { isTheirs, keep } = everybodyOf(source, { identities, customerIds }, deps.hash);
  const bodies = await findUnrecorded(isTheirs, { at: now, request }, deps);
  const found = { identities: [...identities], customerIds: [...customerIds], ...placesOf(bodies) };
  await savePlaces({ at: now, handles: [], files: "to-do", source, ...found }, deps);
  await eraseUnrecorded(bodies, deps);
  await deps.eraseNightRows(keep, now);
  for (const theirs of handles)
    await eraseCustomer(theirs, { now, askedAt, unknown: "not-noted", files: "done" }, deps);
  return "erased";
};

/** Of identities and of customer ids: a night's row may have the name of an order that told later who placed it. */
const isOf = (source: Source) => (identity: string) =>
  identity.startsWith(`${source}:`) || identity.startsWith(`order:${source}#`);

/** How everybody whom a source told of is known by their identities and in a night's rows; without one, the person alone. */
export const everybodyOf = (source: Source | undefined, person: ErasedPerson, hash: KeyedHash) => {
  const isOfSource = source === undefined ? () => false : isOf(source);
  const isKept = keepOthers(person, hash);
  return {
    isTheirs: (told: string): boolean => isOfSource(told) || person.identities.has(told),
    keep: ((row) => !isOfSource(row.customerId ?? "") && isKept(row)) satisfies Keep,
  };
};
