import type { Customer } from "../../shared/model/customer.ts";
import { customerIdNamedBy, identityNaming, normaliseEmail } from "../../shared/model/identity.ts";
import type { ReadCustomers } from "../../shared/ports/customers.ts";
import type { ReadIdentities } from "../../shared/ports/identities.ts";
import type { KeyedHash } from "./intent.ts";
import { newCustomer } from "./recording.ts";

/** Everything by which one data subject is stored. */
export type Subject = {
  /** Their customers: one, or more where it was never seen that they are one person. */
  customers: readonly Customer[];
  /** Every customer id they may ever have had: signposts and remains of interrupted writes lie under these. */
  customerIds: readonly string[];
  identities: readonly string[];
};

export type FindSubjectDeps = { readIdentities: ReadIdentities; readCustomers: ReadCustomers };

/** Identities that an operator's word may mean: an address, a customer id, or an identity itself. */
export const identitiesMeantBy = (word: string, hash: KeyedHash): string[] => {
  const address = normaliseEmail(word);
  return address === undefined ? [identityNaming(word)] : [`email:${hash(address)}`, identityNaming(word)];
};

/** Follows identities and signposts, and the identities of whom they lead to, until nothing new comes up. Claims nothing. */
export const findSubject = async (handles: readonly string[], deps: FindSubjectDeps): Promise<Subject> => {
  const identities = new Set<string>();
  const customers = new Map<string, Customer>();
  const visited = new Set<string>();
  let fresh = [...handles];
  while (fresh.length > 0) {
    for (const identity of fresh) identities.add(identity);
    const owners = await deps.readIdentities(fresh);
    const ids = [...new Set([...owners.values(), ...fresh.map(customerIdNamedBy)])].filter((id) => !visited.has(id));
    for (const id of ids) visited.add(id);
    const rows = await deps.readCustomers(ids);
    const owned = new Set(owners.values());
    const found = ids.flatMap((id) => rows.get(id) ?? (owned.has(id) ? newCustomer(id) : []));
    for (const row of found) if (row.mergedInto === undefined) customers.set(row.customerId, row);
    const next = found.flatMap((row) => [
      ...row.identities,
      ...(row.mergedInto ? [identityNaming(row.mergedInto)] : []),
    ]);
    fresh = [...new Set(next)].filter((identity) => !identities.has(identity));
  }
  return {
    customers: [...customers.values()].sort((a, b) => (a.customerId < b.customerId ? -1 : 1)),
    customerIds: [...new Set([...visited, ...customers.keys()])].sort(),
    identities: [...identities].sort(),
  };
};
