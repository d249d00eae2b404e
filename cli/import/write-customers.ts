import { consentsOf } from "../../shared/model/consent.ts";
import type { Customer } from "../../shared/model/customer.ts";
import { emailKeyOf, type KeyedHash, orderKeyOf } from "../../shared/model/identity.ts";
import { inParallel, slices } from "../../shared/model/in-parallel.ts";
import type { Order } from "../../shared/model/order.ts";
import { customerAfter } from "../../shared/recording/customer-after.ts";
import { foldOrder } from "../../shared/recording/fold-order.ts";
import { joinPersons, nothingKnown, type PersonKnowledge } from "../../shared/recording/join-customer.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { recordNews } from "../../shared/recording/record-news.ts";
import { newCustomer } from "../../shared/recording/stored-customer.ts";
import type { CustomerGroup } from "./group-customers.ts";

export type WriteCustomersDeps = RecordDeps & {
  putOrders: (orders: readonly Order[]) => Promise<void>;
  putCustomers: (customers: readonly Customer[]) => Promise<void>;
  putIdentities: (rows: ReadonlyMap<string, string>) => Promise<void>;
};

/** Rows in one call of BatchWriteItem. */
const BATCH = 25;
/** Calls on their way at a time. */
const CALLS = 8;

type Newcomer = { group: CustomerGroup; customer: Customer; orders: readonly Order[] };

/**
 * Writes customers of a file and their orders (docs/adr/0003). Whom nobody knows yet is written in batches; everybody else,
 * and whoever is met by a webhook while this goes on, is recorded as a webhook's order is. Doing it again changes nothing.
 *
 * Batches have no conditions, so only rows go into them that nobody else can be writing: orders and customers under
 * a name of the file, which no identity leads to yet. Identities come after the rows that they lead to.
 * An address can be claimed by a webhook at the same time, so it is claimed by condition, one at a time.
 */
export const writeCustomers = async (groups: readonly CustomerGroup[], deps: WriteCustomersDeps): Promise<void> => {
  const known = await deps.readIdentities(groups.flatMap(tellingIdentities));
  const isNew = (group: CustomerGroup) => !tellingIdentities(group).some((identity) => known.has(identity));
  const named = groups.filter((group) => isNew(group) && isNamedByFile(group));
  const nameless = groups.filter((group) => isNew(group) && !isNamedByFile(group));
  const overtaken = new Set([
    ...(await writeNamed(
      named.map((group) => newcomerOf(group, deps)),
      deps,
    )),
    ...(await writeNameless(
      nameless.map((group) => newcomerOf(group, deps)),
      deps,
    )),
  ]);
  const others = groups.filter((group) => !isNew(group) || overtaken.has(group));
  await inParallel(others, CALLS, (group) => record(group, deps));
};

/**
 * The identities that tell whether a customer is known. Of one named by the file the address need not be read: where it is
 * taken, the claim says so; and an address that leads to this very customer was claimed after the file's own name was put.
 */
const tellingIdentities = (group: CustomerGroup): readonly string[] =>
  isNamedByFile(group) ? group.identities.filter(isOfFile) : group.identities;
const isOfFile = (identity: string) => identity.startsWith("csv:");

/** An address alone names nobody whom a webhook could not name as well. */
const isNamedByFile = ({ identities }: CustomerGroup) => identities.some(isOfFile);

/** @returns the groups that a webhook met on the way */
const writeNamed = async (newcomers: readonly Newcomer[], deps: WriteCustomersDeps): Promise<CustomerGroup[]> => {
  await putInBatches(
    newcomers.flatMap(({ orders }) => orders),
    deps.putOrders,
  );
  await putInBatches(
    newcomers.map(({ customer }) => customer),
    deps.putCustomers,
  );
  const claims = newcomers.flatMap(({ group, customer }) =>
    group.identities.map((identity) => ({ identity, group, customerId: customer.customerId })),
  );
  const ofFile = claims.filter(({ identity }) => isOfFile(identity));
  await putInBatches(ofFile, (batch) =>
    deps.putIdentities(new Map(batch.map(({ identity, customerId }) => [identity, customerId]))),
  );
  const overtaken: CustomerGroup[] = [];
  await inParallel(
    claims.filter(({ identity }) => !isOfFile(identity)),
    CALLS,
    async ({ identity, group, customerId }) => {
      if ((await deps.takeIdentity(identity, { customerId, epoch: "" })).customerId !== customerId)
        overtaken.push(group);
    },
  );
  return overtaken;
};

/** The claim comes first here, and the row is put on condition: a webhook with this address would make the same customer. */
const writeNameless = async (newcomers: readonly Newcomer[], deps: WriteCustomersDeps): Promise<CustomerGroup[]> => {
  const overtaken: CustomerGroup[] = [];
  const claimed: Newcomer[] = [];
  await inParallel(newcomers, CALLS, async (newcomer) => {
    const { group, customer } = newcomer;
    const owner = { customerId: customer.customerId, epoch: "" };
    const taken = await Promise.all(group.identities.map((id) => deps.takeIdentity(id, owner)));
    if (taken.every(({ customerId }) => customerId === customer.customerId)) claimed.push(newcomer);
    else overtaken.push(group);
  });
  await putInBatches(
    claimed.flatMap(({ orders }) => orders),
    deps.putOrders,
  );
  await inParallel(claimed, CALLS, async ({ group, customer }) => {
    if ((await deps.saveCustomer(customer, 0)) === "conflict") overtaken.push(group);
  });
  return overtaken;
};

const putInBatches = <Row>(rows: readonly Row[], put: (batch: readonly Row[]) => Promise<void>) =>
  inParallel(slices(rows, BATCH), CALLS, put);

const record = async (group: CustomerGroup, deps: WriteCustomersDeps): Promise<void> => {
  const orders = group.rows.map(({ order }) => ({
    orderKey: orderKeyOf("csv", order.orderId),
    news: { facts: order },
  }));
  await recordNews({ identities: group.identities, person: personOf(group, deps.hash), orders }, deps, [
    group.customerId,
  ]);
};

const newcomerOf = (group: CustomerGroup, deps: WriteCustomersDeps): Newcomer => {
  const { customerId, identities } = group;
  const orders = group.rows.map(({ order }) =>
    foldOrder({ customerId, orderKey: orderKeyOf("csv", order.orderId) }, undefined, { facts: order }, deps.settings),
  );
  const row = customerAfter(newCustomer(customerId), { identities, person: personOf(group, deps.hash) }, orders, deps);
  return { group, orders, customer: { ...row, version: 1 } };
};

/** What all rows together say of the person, also those that a newer state of their order replaced. */
const personOf = ({ rows, older }: CustomerGroup, hash: KeyedHash): PersonKnowledge =>
  [...rows, ...older]
    .map(({ profile, consent, email }) => ({
      ...nothingKnown,
      profile,
      ...(consent && { consents: consentsOf(consent, emailKeyOf(email, hash)) }),
    }))
    .reduce(joinPersons, nothingKnown);
