import { holderNamedBy } from "../model/holder.ts";
import { isOfOrder, orderIdentity, orderKeyNamedBy } from "../model/identity.ts";
import type { FileStore } from "../ports/files.ts";
import type { ReadOrders } from "../ports/orders.ts";
import { EvidenceReader, namesOfHolder, namesOfRow } from "./evidence.ts";
import type { DeriveDeps } from "./record-deps.ts";

/** What it takes to know which bodies rows name. */
type ReadNamedDeps = DeriveDeps & { readOrders: ReadOrders };
export type NamedBodiesDeps = ReadNamedDeps & { data: Pick<FileStore, "remove"> };

/**
 * Takes away raw bodies that the event at hand has no use for, unless a row of somebody who is there names them: the same
 * body on the same day has one key, whoever it was recorded for.
 *
 * @param names what the bodies tell of: identities, numbers of orders
 */
export const removeUnnamed = async (
  archiveKeys: readonly string[],
  names: readonly string[],
  deps: NamedBodiesDeps,
): Promise<void> => {
  const unnamed = await unnamedAmong(archiveKeys, names, deps);
  if (unnamed.length > 0) await deps.data.remove(unnamed);
};

/** Those that no row of somebody who is there names. */
export const unnamedAmong = async (
  archiveKeys: readonly string[],
  names: readonly string[],
  deps: ReadNamedDeps,
): Promise<readonly string[]> => {
  if (archiveKeys.length === 0) return [];
  const named = await bodiesNamedBy(names, deps);
  return archiveKeys.filter((key) => !named.has(key));
};

/** The bodies in the rows of holders to which identities lead, and of orders; none of somebody whom an erasure has noted, for that looks only once. */
const bodiesNamedBy = async (names: readonly string[], deps: ReadNamedDeps): Promise<Set<string>> => {
  const numbers = names.filter(isOfOrder);
  const identities = names.filter((name) => !isOfOrder(name) && holderNamedBy(name).length === 0);
  const orders = numbers.length === 0 ? [] : await deps.readOrders(numbers.map(orderKeyNamedBy));
  const reader = new EvidenceReader(deps);
  await reader.read({ identities: [...identities, ...numbers] });
  const holders = [
    ...identities.flatMap((identity) => reader.identity(identity).holders),
    ...orders.flatMap(({ holder }) => holder ?? []),
  ];
  await reader.read({ holders });
  const isOpen = (all: readonly string[]) => reader.isBeingErased(all);
  const rows = [...new Set(holders)].flatMap((holder) => {
    const row = reader.stored(holder);
    const counts = row && row.erasedAt === undefined && (row.epoch ?? "") >= reader.noted(namesOfRow(row));
    return counts && !isOpen(namesOfHolder(holder)) ? [row] : [];
  });
  const standing = orders.filter(({ orderKey, holder, epoch = "" }) => {
    const all = [orderIdentity(orderKey), ...(holder === undefined ? [] : namesOfHolder(holder))];
    return epoch >= reader.noted(all) && !isOpen(all);
  });
  return new Set([...rows, ...standing].flatMap((row) => row.archiveKeys));
};
