import { orderKeyOf } from "../../shared/model/identity.ts";
import { inParallel, slices } from "../../shared/model/in-parallel.ts";
import type { Order } from "../../shared/model/order.ts";
import { recordNews } from "../../shared/recording/record-news.ts";
import { type CustomerGroup, isOfFile } from "./group-customers.ts";
import type { ImportRow } from "./import-row.ts";
import { firstOrderedAt, leaveOutErased } from "./leave-out-erased.ts";
import { type Newcomer, newcomerOf, personOf } from "./newcomer.ts";
import { removeOrphans, type TakeBackDeps, takeBack } from "./take-back.ts";

export type WriteCustomersDeps = TakeBackDeps & {
  putOrders: (orders: readonly Order[]) => Promise<void>;
  putIdentities: (rows: ReadonlyMap<string, string>) => Promise<void>;
};

/** Rows in one call of BatchWriteItem. */
const BATCH = 25;
/** Calls on their way at a time: of a batch, or of somebody's recording; and of one row. */
const CALLS = 8;
const SINGLE_CALLS = 16;

/**
 * Writes customers of a file and their orders (docs/adr/0003). Whom nobody knows yet is written mostly in batches; everybody else,
 * and whoever is met by a webhook while this goes on, is recorded as a webhook's order is. Doing it again changes nothing.
 *
 * Batches have no conditions, so only rows go into them that nobody else writes: names and orders of the file, of nobody
 * of whom a name was erased. A webhook can take the address at the same time, or find it and write the customer's row, so
 * these two are put by condition, one at a time. The address comes first: a row that it does not lead to could know a
 * refusal that nobody finds, should the import die there.
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

/** Writes whom nobody knows yet; `others` are left to be recorded, those among the newcomers too whom a webhook met. */
const writeNew = async (groups: readonly CustomerGroup[], deps: WriteCustomersDeps) => {
  const known = await deps.readIdentities(groups.flatMap(({ identities }) => identities));
  const isKnown = ({ identities }: CustomerGroup) => identities.some((identity) => known.has(identity));
  const newcomers = groups.filter((group) => !isKnown(group));
  const overtaken = await writeNewcomers(
    newcomers.map((group) => newcomerOf(group, deps)),
    deps,
  );
  return { newcomers, others: groups.filter((group) => isKnown(group) || overtaken.has(group)) };
};

/** @returns the groups that a webhook met on the way */
const writeNewcomers = async (
  newcomers: readonly Newcomer[],
  deps: WriteCustomersDeps,
): Promise<ReadonlySet<CustomerGroup>> => {
  const names = newcomers.flatMap(({ group, customer: { customerId } }) =>
    group.identities.filter(isOfFile).map((identity) => [identity, customerId] as const),
  );
  await putInBatches(names, (batch) => deps.putIdentities(new Map(batch)));
  const overtaken = new Set<CustomerGroup>();
  await inParallel(newcomers, SINGLE_CALLS, async (newcomer) => {
    if (!(await takeAddresses(newcomer, deps))) overtaken.add(newcomer.group);
  });
  const begun = newcomers.filter(({ group }) => !overtaken.has(group));
  await putInBatches(
    begun.flatMap(({ orders }) => orders),
    deps.putOrders,
  );
  await inParallel(begun, SINGLE_CALLS, async ({ group, customer }) => {
    if ((await deps.saveCustomer(customer, 0)) === "conflict") overtaken.add(group);
  });
  return overtaken;
};

const takeAddresses = async ({ group, customer: { customerId } }: Newcomer, deps: WriteCustomersDeps) => {
  const addresses = group.identities.filter((identity) => !isOfFile(identity));
  const taken = await Promise.all(addresses.map((address) => deps.takeIdentity(address, { customerId, epoch: "" })));
  return taken.every((owner) => owner.customerId === customerId);
};

const putInBatches = <Row>(rows: readonly Row[], put: (batch: readonly Row[]) => Promise<void>) =>
  inParallel(slices(rows, BATCH), CALLS, put);

/** @returns its rows, where somebody named was erased meanwhile */
const record = async (group: CustomerGroup, deps: WriteCustomersDeps): Promise<readonly ImportRow[]> => {
  const orders = group.rows.map(({ order }) => ({
    orderKey: orderKeyOf(order.source, order.orderId),
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
