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
import type { Instant } from "../model/time.ts";
import type { ReadCustomers } from "../ports/customers.ts";
import type { Owner, ReadIdentities } from "../ports/identities.ts";
import type { ReadOrdersOf } from "../ports/orders.ts";
import { epochOf, isBeingErased, isTombstone, leadsTo } from "./epochs.ts";
import { signpostsJoining } from "./joining.ts";
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

/** Later than any erasure. */
const NEVER = "9999-12-31T23:59:59.999Z";

/** Nobody has a longer identity: a key of a table ends at 2,048 bytes, and an id in it is of 200 characters. */
const MOST_BYTES = 1_000;

/** Identities that an operator's word may mean: an address, a phone number, a customer id, or an identity itself. */
export const identitiesMeantBy = (word: string, hash: KeyedHash): string[] => {
  const [address, phone] = [normaliseEmail(word), normalisePhone(word)];
  return [
    ...(address === undefined ? [] : [emailIdentity(hash(address))]),
    ...(phone === undefined ? [] : [phoneIdentity(hash(phone))]),
    ...(Buffer.byteLength(word) > MOST_BYTES ? [] : [identityNaming(word)]),
  ];
};

/**
 * Follows identities, orders and signposts, and the identities of whom they lead to, until nothing new comes up.
 * Takes nothing.
 *
 * @param before only what is older than this erasure: who came back after it is somebody else
 */
export const findSubject = async (
  handles: readonly string[],
  deps: FindSubjectDeps,
  before: Instant = NEVER,
): Promise<Subject> => {
  const identities = new Set<string>();
  const found = new Map<string, Customer>();
  const customerIds = new Set<string>();
  let fresh: readonly string[] = handles;
  let ofOrders: ReadonlySet<string> = new Set(handles.filter(isOfOrder));
  while (fresh.length > 0) {
    for (const identity of fresh) identities.add(identity);
    // Who took a name after that erasure came back, be it as one with somebody who was there before.
    const owners = [...(await deps.readIdentities(fresh)).values()].filter(({ epoch }) => epoch < before);
    const ids = new Set([...owners.map(({ customerId }) => customerId), ...fresh.map(customerIdNamedBy)]);
    const rows = await deps.readCustomers([...ids].filter((id) => !found.has(id)));
    const owned = new Set(owners.filter(leadsIn(rows)).map(({ customerId }) => customerId));
    const news = [...ids].flatMap((id) => (found.has(id) ? [] : (rowToErase(id, rows.get(id), owned, before) ?? [])));
    for (const row of news) found.set(row.customerId, row);
    // An order that never named a customer has left nothing under its own name, and there may be thousands of them.
    const places = [...ids].filter(
      (id) => (rows.has(id) || owned.has(id) || !ofOrders.has(id)) && !customerIds.has(id),
    );
    for (const id of places) customerIds.add(id);
    const isNew = (identity: string) => !identities.has(identity);
    const signs = [...(await targetsOf(news, deps)), ...(await signpostsTo(news, deps))];
    const named = new Set([...news.flatMap((row) => row.identities), ...signs].filter(isNew));
    ofOrders = new Set((await identitiesOfOrdersAt(places, before, deps)).filter((id) => isNew(id) && !named.has(id)));
    fresh = [...named, ...ofOrders];
  }
  const [customers, signposts] = [
    [...found.values()].filter(isReal),
    [...found.values()].filter((row) => !isReal(row)),
  ];
  const byId = (a: Customer, b: Customer) => (a.customerId < b.customerId ? -1 : 1);
  return {
    customers: customers.sort(byId),
    signposts: signposts.sort(byId),
    customerIds: [...customerIds].sort(),
    identities: [...identities].sort(),
  };
};

const isReal = ({ mergedInto }: Customer): boolean => mergedInto === undefined;

/** Whether an identity leads to somebody whom no later erasure has overtaken. */
const leadsIn =
  (rows: ReadonlyMap<string, Customer>) =>
  ({ customerId, epoch }: Owner): boolean => {
    const row = rows.get(customerId);
    return row === undefined || isBeingErased(row) || epoch >= epochOf(row);
  };

/** A row that is older than the erasure; a new one where an identity leads and no row is, or the tombstone of another erasure. */
const rowToErase = (
  customerId: string,
  row: Customer | undefined,
  owned: ReadonlySet<string>,
  before: Instant,
): Customer | undefined => {
  if (row === undefined || isTombstone(row)) return owned.has(customerId) ? newCustomer(customerId) : undefined;
  return isBeingErased(row) || epochOf(row) < before ? row : undefined;
};

/** Whom signposts lead to, or will when their merge has gone on. */
const targetsOf = async (rows: readonly Customer[], deps: FindSubjectDeps): Promise<string[]> => {
  const signposts = rows.filter((row) => !isReal(row));
  const targets = await deps.readCustomers(signposts.flatMap(({ mergedInto }) => mergedInto ?? []));
  return signposts.flatMap((signpost) => {
    const { mergedInto = "" } = signpost;
    const target = targets.get(mergedInto);
    return target === undefined || isBeingErased(target) || leadsTo(signpost, target) ? identityNaming(mergedInto) : [];
  });
};

/**
 * Signposts that are being joined to these. Most are found by the names that a customer learnt from them, but one of an
 * order that named nobody has none to tell: until its order has come over, the note on the customer's row alone leads there.
 */
const signpostsTo = async (rows: readonly Customer[], deps: FindSubjectDeps): Promise<string[]> => {
  const all = await Promise.all(rows.map((row) => signpostsJoining(row, deps.readCustomers)));
  return all.flat().map(({ customerId }) => identityNaming(customerId));
};

const identitiesOfOrdersAt = async (
  customerIds: readonly string[],
  before: Instant,
  deps: FindSubjectDeps,
): Promise<string[]> => {
  const identities: string[] = [];
  for (const id of customerIds) {
    for (const { orderKey, epoch = "" } of await deps.readOrdersOf(id)) {
      if (epoch < before) identities.push(...identitiesOfOrder(orderKey));
    }
  }
  return identities;
};
