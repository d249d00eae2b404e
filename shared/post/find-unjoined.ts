import type { Customer } from "../model/customer.ts";
import type { ReadCustomers } from "../ports/customers.ts";
import type { ReadIdentities } from "../ports/identities.ts";
import { followCustomers } from "./follow-customers.ts";

export type FindUnjoinedDeps = { readIdentities: ReadIdentities; readCustomers: ReadCustomers };

/**
 * Who of these is known by another row as well: an identity of theirs leads to another customer, or another is being joined
 * to them. An import that broke off leaves such rows, or a worker that died between two steps of a merge. What the other row
 * knows, a refusal or a purchase, is not known of them yet, so nobody is to be written to under the row that the identity
 * does not lead to, nor under one that has not learnt it all.
 */
export const findUnjoined = async (
  customers: readonly Customer[],
  deps: FindUnjoinedDeps,
): Promise<ReadonlySet<string>> => {
  const joined = new Set(customers.flatMap(({ customerId, joining }) => (joining ? customerId : [])));
  const owners = await deps.readIdentities(customers.flatMap(({ identities }) => identities));
  const astray = customers.flatMap(({ customerId, identities }) =>
    identities.flatMap((identity) => {
      const owner = owners.get(identity)?.customerId;
      return owner === undefined || owner === customerId ? [] : [{ customerId, owner }];
    }),
  );
  if (astray.length === 0) return joined;
  const { customers: reached, unlearnt } = await followCustomers(
    [...new Set(astray.map(({ owner }) => owner))],
    deps.readCustomers,
  );
  const isOther = ({ customerId, owner }: { customerId: string; owner: string }): boolean =>
    unlearnt.has(owner) || (reached.get(owner)?.customerId ?? customerId) !== customerId;
  return new Set([...joined, ...astray.filter(isOther).map(({ customerId }) => customerId)]);
};
