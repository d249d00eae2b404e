import type { Customer } from "../model/customer.ts";
import {
  customerIdNamedBy,
  emailIdentity,
  identitiesOfOrder,
  identityNaming,
  isOfOrder,
  type KeyedHash,
  normaliseEmail,
  normalisePhone,
  phoneIdentity,
} from "../model/identity.ts";
import type { ReadCustomers } from "../ports/customers.ts";
import type { ReadIdentities } from "../ports/identities.ts";
import type { ReadOrdersOf } from "../ports/orders.ts";
import { newCustomer } from "./stored-customer.ts";

/** Everything by which one data subject is stored. */
export type Subject = {
  /** Their customers: one, or more where it was never seen that they are one person. */
  customers: readonly Customer[];
  /** Signposts to them. */
  signposts: readonly Customer[];
  /** Every customer id they may ever have had: signposts and remains of interrupted writes lie under these. */
  customerIds: readonly string[];
  identities: readonly string[];
};

export type FindSubjectDeps = {
  readIdentities: ReadIdentities;
  readCustomers: ReadCustomers;
  readOrdersOf: ReadOrdersOf;
};

/** Identities that an operator's word may mean: an address, a phone number, a customer id, or an identity itself. */
export const identitiesMeantBy = (word: string, hash: KeyedHash): string[] => {
  const [address, phone] = [normaliseEmail(word), normalisePhone(word)];
  return [
    ...(address === undefined ? [] : [emailIdentity(hash(address))]),
    ...(phone === undefined ? [] : [phoneIdentity(hash(phone))]),
    identityNaming(word),
  ];
};

/**
 * Follows identities, orders and signposts, and the identities of whom they lead to, until nothing new comes up.
 * Claims nothing.
 *
 * @param others identities that are not followed: they lead to somebody else by now
 */
export const findSubject = async (
  handles: readonly string[],
  deps: FindSubjectDeps,
  others: ReadonlySet<string> = new Set(),
): Promise<Subject> => {
  const identities = new Set<string>();
  const customers = new Map<string, Customer>();
  const signposts = new Map<string, Customer>();
  const visited = new Set<string>();
  const customerIds = new Set<string>();
  let fresh: readonly string[] = handles;
  let ofOrders: ReadonlySet<string> = new Set(handles.filter(isOfOrder));
  while (fresh.length > 0) {
    for (const identity of fresh) identities.add(identity);
    const owned = new Set((await deps.readIdentities(fresh)).values());
    const ids = [...new Set([...owned, ...fresh.map(customerIdNamedBy)])].filter((id) => !visited.has(id));
    for (const id of ids) visited.add(id);
    const rows = await deps.readCustomers(ids);
    // An order that never named a customer has left nothing under its own name, and there may be thousands of them.
    const places = ids.filter((id) => rows.has(id) || owned.has(id) || !ofOrders.has(id));
    for (const id of places) customerIds.add(id);
    const found = ids.flatMap((id) => rows.get(id) ?? (owned.has(id) ? newCustomer(id) : []));
    for (const row of found) (row.mergedInto === undefined ? customers : signposts).set(row.customerId, row);
    const isNew = (identity: string) => !identities.has(identity) && !others.has(identity);
    const named = new Set(found.flatMap(identitiesIn).filter(isNew));
    ofOrders = new Set((await identitiesOfOrdersAt(places, deps)).filter((id) => isNew(id) && !named.has(id)));
    fresh = [...named, ...ofOrders];
  }
  const byId = (a: Customer, b: Customer) => (a.customerId < b.customerId ? -1 : 1);
  return {
    customers: [...customers.values()].sort(byId),
    signposts: [...signposts.values()].sort(byId),
    customerIds: [...customerIds].sort(),
    identities: [...identities].sort(),
  };
};

const identitiesIn = ({ identities, mergedInto }: Customer): readonly string[] =>
  mergedInto === undefined ? identities : [...identities, identityNaming(mergedInto)];

const identitiesOfOrdersAt = async (customerIds: readonly string[], deps: FindSubjectDeps): Promise<string[]> => {
  const identities: string[] = [];
  for (const id of customerIds) {
    for (const { orderKey } of await deps.readOrdersOf(id)) identities.push(...identitiesOfOrder(orderKey));
  }
  return identities;
};
