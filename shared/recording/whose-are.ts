import type { Customer } from "../model/customer.ts";
import { identityNaming, type KeyedHash } from "../model/identity.ts";
import type { ReadCustomers } from "../ports/customers.ts";
import type { ReadErasures } from "../ports/erasures.ts";
import type { Owner, ReadIdentities } from "../ports/identities.ts";
import { epochOf, isBeingErased, laterOf } from "./epochs.ts";
import { type Noted, readNotes } from "./erasure-notes.ts";

export type WhoseAre = {
  owners: ReadonlyMap<string, Owner>;
  /** Taken by a writer whom an erasure overtook: nobody's, and free to be taken over. */
  overtaken: ReadonlyMap<string, Owner>;
  /** The rows of all of these, as far as there are any. */
  rows: ReadonlyMap<string, Customer>;
  /** `noted`, and the names of owners who are not there. */
  noted: Noted;
  /** Whether an owner is being erased. */
  isUnderErasure: boolean;
};

type Deps = {
  readIdentities: ReadIdentities;
  readCustomers: ReadCustomers;
  readErasures: ReadErasures;
  hash: KeyedHash;
};

/**
 * Whose identities are. One that was taken before the newest erasure of itself, or of its owner, is nobody's: so what an
 * old writer leaves is never taken for a new beginning, nor a new beginning for what an old writer left.
 */
export const whoseAre = async (identities: readonly string[], noted: Noted, deps: Deps): Promise<WhoseAre> => {
  const found = await deps.readIdentities(identities);
  const ownerIds = [...new Set([...found.values()].map(({ customerId }) => customerId))];
  const rows = ownerIds.length === 0 ? new Map<string, Customer>() : await deps.readCustomers(ownerIds);
  const names = ownerIds
    .filter((id) => !rows.has(id))
    .map(identityNaming)
    .filter((name) => !noted.has(name));
  const ofAbsent = await readNotes(names, deps);
  const all = new Map([...noted, ...[...ofAbsent].map(([name, { at }]) => [name, at] as const)]);
  const isOvertaken = (identity: string, { customerId, epoch }: Owner): boolean => {
    const row = rows.get(customerId);
    const since = row ? epochOf(row) : (all.get(identityNaming(customerId)) ?? "");
    return epoch < laterOf(all.get(identity) ?? "", since);
  };
  const [owners, overtaken] = [new Map<string, Owner>(), new Map<string, Owner>()];
  for (const [identity, owner] of found) (isOvertaken(identity, owner) ? overtaken : owners).set(identity, owner);
  const isUnderErasure =
    [...rows.values()].some(isBeingErased) || [...ofAbsent.values()].some(({ finished }) => !finished);
  return { owners, overtaken, rows, noted: all, isUnderErasure };
};
