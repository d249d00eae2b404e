import type { Customer } from "../../shared/model/customer.ts";
import { orderKeyOf } from "../../shared/model/identity.ts";
import { inParallel, slices } from "../../shared/model/in-parallel.ts";
import type { Order } from "../../shared/model/order.ts";
import type { Owner } from "../../shared/ports/identities.ts";
import { recordNews } from "../../shared/recording/record-news.ts";
import { type CustomerGroup, isNamedByFile, isOfFile } from "./group-customers.ts";
import type { ImportRow } from "./import-row.ts";
import { firstOrderedAt, leaveOutErased } from "./leave-out-erased.ts";
import { type Newcomer, newcomerOf, personOf } from "./newcomer.ts";
import { removeOrphans, type TakeBackDeps, takeBack } from "./take-back.ts";

export type WriteCustomersDeps = TakeBackDeps & {
  putOrders: (orders: readonly Order[]) => Promise<void>;
  putCustomers: (customers: readonly Customer[]) => Promise<void>;
  putIdentities: (rows: ReadonlyMap<string, string>) => Promise<void>;
};

/** Rows in one call of BatchWriteItem. */
const BATCH = 25;
/** Calls on their way at a time. */
const CALLS = 8;

/**
 * Writes customers of a file and their orders (docs/adr/0003). Whom nobody knows yet is written in batches; everybody else,
 * and whoever is met by a webhook while this goes on, is recorded as a webhook's order is. Doing it again changes nothing.
 *
 * Batches have no conditions, so only rows go into them that nobody else can be writing: orders and customers under
 * a name of the file, which no identity leads to yet, and none of whose names was erased. Identities come after the rows
 * that they lead to. An address can be taken by a webhook at the same time, so it is taken by condition, one at a time.
 * The notes of erasure are asked again after the batches: either an erasure has seen what they put, or it is taken back.
 *
 * @returns the rows that are left out, for somebody whom they name was erased after these orders
 */
export const writeCustomers = async (
  groups: readonly CustomerGroup[],
  deps: WriteCustomersDeps,
): Promise<readonly ImportRow[]> => {
  const before = await leaveOutErased(groups, deps);
  // An import that broke off may have put them.
  await inParallel(before.concerned, CALLS, (group) => takeBack(newcomerOf(group, deps), deps));
  const { newcomers, others } = await writeNew(before.unconcerned, deps);
  const after = await leaveOutErased(newcomers, deps);
  await inParallel(after.concerned, CALLS, (group) => takeBack(newcomerOf(group, deps), deps));
  const gone = new Set(after.concerned);
  const one = [...others.filter((group) => !gone.has(group)), ...before.since, ...after.since];
  const refused = await inParallel(one, CALLS, (group) => record(group, deps));
  return [...before.leftOut, ...after.leftOut, ...refused.flat()];
};

/** Writes in batches whom nobody knows; `others` are left to be recorded, those among the newcomers too whom a webhook met. */
const writeNew = async (groups: readonly CustomerGroup[], deps: WriteCustomersDeps) => {
  const known = await deps.readIdentities(groups.flatMap(({ identities }) => identities));
  const isNew = (group: CustomerGroup) => !group.identities.some((identity) => isKnown(identity, group, known));
  const newcomers = groups.filter(isNew);
  const named = newcomers.filter(isNamedByFile);
  const nameless = newcomers.filter((group) => !isNamedByFile(group));
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
  return { newcomers, others: groups.filter((group) => !isNew(group) || overtaken.has(group)) };
};

/**
 * Whether an identity tells that a customer is known. Of one named by the file, an address does that where it leads to
 * somebody else: a row put beside theirs would know a refusal that nobody finds from the address, should the import die
 * before it is joined to them. One that leads to this very customer was taken after the file's own name was put.
 */
const isKnown = (identity: string, group: CustomerGroup, known: ReadonlyMap<string, Owner>): boolean => {
  const owner = known.get(identity);
  if (owner === undefined) return false;
  return !isNamedByFile(group) || isOfFile(identity) || owner.customerId !== group.customerId;
};

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
  const toTake = newcomers.flatMap(({ group, customer }) =>
    group.identities.map((identity) => ({ identity, group, customerId: customer.customerId })),
  );
  const ofFile = toTake.filter(({ identity }) => isOfFile(identity));
  await putInBatches(ofFile, (batch) =>
    deps.putIdentities(new Map(batch.map(({ identity, customerId }) => [identity, customerId]))),
  );
  const overtaken: CustomerGroup[] = [];
  await inParallel(
    toTake.filter(({ identity }) => !isOfFile(identity)),
    CALLS,
    async ({ identity, group, customerId }) => {
      if ((await deps.takeIdentity(identity, { customerId, epoch: "" })).customerId !== customerId)
        overtaken.push(group);
    },
  );
  return overtaken;
};

/** The identities come first here, and the row is put on condition: a webhook with this address would make the same customer. */
const writeNameless = async (newcomers: readonly Newcomer[], deps: WriteCustomersDeps): Promise<CustomerGroup[]> => {
  const overtaken: CustomerGroup[] = [];
  const begun: Newcomer[] = [];
  await inParallel(newcomers, CALLS, async (newcomer) => {
    const { group, customer } = newcomer;
    const owner = { customerId: customer.customerId, epoch: "" };
    const taken = await Promise.all(group.identities.map((id) => deps.takeIdentity(id, owner)));
    if (taken.every(({ customerId }) => customerId === customer.customerId)) begun.push(newcomer);
    else overtaken.push(group);
  });
  await putInBatches(
    begun.flatMap(({ orders }) => orders),
    deps.putOrders,
  );
  await inParallel(begun, CALLS, async ({ group, customer }) => {
    if ((await deps.saveCustomer(customer, 0)) === "conflict") overtaken.push(group);
  });
  return overtaken;
};

const putInBatches = <Row>(rows: readonly Row[], put: (batch: readonly Row[]) => Promise<void>) =>
  inParallel(slices(rows, BATCH), CALLS, put);

/** @returns its rows, where somebody named was erased meanwhile */
const record = async (group: CustomerGroup, deps: WriteCustomersDeps): Promise<readonly ImportRow[]> => {
  const orders = group.rows.map(({ order }) => ({
    orderKey: orderKeyOf("csv", order.orderId),
    news: { facts: order },
  }));
  const news = { identities: group.identities, at: firstOrderedAt(group), person: personOf(group, deps.hash), orders };
  const recorded = await recordNews(news, deps, [group.customerId]);
  if (recorded.outcome === "erased-before") {
    await takeBack(newcomerOf(group, deps), deps);
    return [...group.rows, ...group.older];
  }
  if (recorded.customerId !== group.customerId) await removeOrphans(newcomerOf(group, deps), deps);
  return [];
};
