import type { Customer } from "../model/customer.ts";
import type { ReadCustomers } from "../ports/customers.ts";
import type { ReadErasures } from "../ports/erasures.ts";
import type { FileStore } from "../ports/files.ts";
import type { ReadIdentities } from "../ports/identities.ts";
import type { ReadOrdersOf } from "../ports/orders.ts";
import { isBeingErased, isTombstone, standingOrders } from "./epochs.ts";
import { isOvertakenBy, readNotes, timesOf } from "./erasure-notes.ts";
import { whoseAre } from "./whose-are.ts";

/** What it takes to know which bodies rows name. */
type ReadNamedDeps = {
  readIdentities: ReadIdentities;
  readCustomers: ReadCustomers;
  readOrdersOf: ReadOrdersOf;
  readErasures: ReadErasures;
  hash: (text: string) => string;
};
export type NamedBodiesDeps = ReadNamedDeps & {
  data: Pick<FileStore, "remove">;
};

/**
 * Takes away raw bodies that the event at hand has no use for, unless a row of somebody who is there names them: the same
 * body on the same day has one key, whoever it was recorded for.
 *
 * @param identities what the bodies tell of
 */
export const removeUnnamed = async (
  archiveKeys: readonly string[],
  identities: readonly string[],
  deps: NamedBodiesDeps,
): Promise<void> => {
  const unnamed = await unnamedAmong(archiveKeys, identities, deps);
  if (unnamed.length > 0) await deps.data.remove(unnamed);
};

/** Those that no row of somebody who is there names. */
export const unnamedAmong = async (
  archiveKeys: readonly string[],
  identities: readonly string[],
  deps: ReadNamedDeps,
): Promise<readonly string[]> => {
  if (archiveKeys.length === 0) return [];
  const named = await bodiesNamedBy(identities, deps);
  return archiveKeys.filter((key) => !named.has(key));
};

/** The bodies in the rows to which identities lead, and under them. */
const bodiesNamedBy = async (identities: readonly string[], deps: ReadNamedDeps): Promise<Set<string>> => {
  const noted = timesOf(identities, await readNotes(identities, deps));
  const { owners } = await whoseAre(identities, noted, deps);
  const rows = await livingRows(new Set([...owners.values()].map(({ customerId }) => customerId)), deps);
  const named = new Set(rows.flatMap((row) => row.archiveKeys));
  for (const row of rows) {
    for (const order of standingOrders(row, await deps.readOrdersOf(row.customerId))) {
      if (!isOvertakenBy(noted, order)) for (const key of order.archiveKeys) named.add(key);
    }
  }
  return named;
};

/** These rows and those that their signposts lead to; but none that an erasure has noted, for that looks only once. */
const livingRows = async (customerIds: ReadonlySet<string>, deps: ReadNamedDeps): Promise<Customer[]> => {
  const found = new Map<string, Customer>();
  let ids = [...customerIds];
  while (ids.length > 0) {
    const rows = await deps.readCustomers(ids);
    for (const [id, row] of rows) found.set(id, row);
    ids = [...rows.values()].flatMap(({ mergedInto = "" }) =>
      mergedInto === "" || found.has(mergedInto) ? [] : mergedInto,
    );
  }
  const rows = [...found.values()].filter((row) => !isTombstone(row) && !isBeingErased(row));
  const notes = await readNotes(
    rows.flatMap((row) => row.identities),
    deps,
  );
  return rows.filter((row) => row.identities.every((name) => notes.get(name)?.finished !== false));
};
