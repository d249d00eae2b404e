import { type Customer, isSomebody } from "../../shared/model/customer.ts";
import { identitiesOfHolder } from "../../shared/model/holder.ts";
import { inParallel, slices } from "../../shared/model/in-parallel.ts";
import type { Order } from "../../shared/model/order.ts";
import { keepLateRefusals } from "../../shared/recording/keep-late-refusals.ts";
import { allRows, type RowGroup } from "./group-rows.ts";
import { isOrderRow } from "./import-row.ts";
import { leaveOutErased } from "./leave-out-erased.ts";
import { leaveOutOthers } from "./leave-out-others.ts";
import { type WriteNewcomersDeps, type WrittenNewcomers, writeNewcomers } from "./newcomer.ts";
import { lastToldAt, recordGroup, type WrittenRows } from "./record-group.ts";
import { takeBack, takeBackLeftOut } from "./take-back.ts";
import { tellingsOf } from "./tellings.ts";

export type WriteCustomersDeps = WriteNewcomersDeps;

/** Groups asked about in one read. */
const GROUPS = 50;
const CALLS = 8;

/**
 * Writes groups of a file (docs/adr/0003). Of whom nothing is known is written mostly in batches; everybody else, and whoever is met
 * by others while this goes on, is recorded as a webhook's order is. Doing it again changes nothing.
 *
 * @param writeNew writes those of whom nothing is known
 */
export const writeCustomers = async <Deps extends WriteCustomersDeps>(
  groups: readonly RowGroup[],
  deps: Deps,
  writeNew: (groups: readonly RowGroup[], deps: Deps) => Promise<WrittenNewcomers> = writeNewcomers,
): Promise<WrittenRows> => {
  const before = await leaveOutErased(groups, deps);
  // An import that broke off may have put them.
  await takeBackLeftOut(before.leftOut, deps);
  const known = await readKnown([...before.unconcerned, ...before.since], deps);
  const unconcerned = leaveOutOthers(before.unconcerned, known.orders, deps);
  const since = leaveOutOthers(before.since, known.orders, deps);
  const isNew = (group: RowGroup) => !known.groups.has(group);
  const written = await writeNew(unconcerned.whole.filter(isNew), deps);
  const after = await leaveOutErased(
    [...written.erased, ...written.overtaken].map(({ group }) => group),
    deps,
  );
  await inParallel(written.erased, CALLS, (newcomer) => takeBack(newcomer, deps));
  await takeBackLeftOut(after.leftOut, deps);
  const others = [
    ...unconcerned.whole.filter((group) => !isNew(group)),
    ...[unconcerned.rest, since.whole, since.rest, after.since, after.unconcerned].flat(),
  ];
  const recorded = await inParallel(others, CALLS, (group) => recordGroup(group, known.orders, deps));
  const leftOut = [
    ...[...before.leftOut, ...after.leftOut].flatMap(allRows),
    ...recorded.flatMap((one) => one.leftOut),
  ];
  // Others of the file are there by now.
  await inParallel([...Map.groupBy(leftOut, ({ holder }) => holder).values()], CALLS, (rows) =>
    keepLateRefusals({ tellings: tellingsOf(rows, deps.hash), at: lastToldAt(rows) }, deps),
  );
  const customerIds = [...customersOfFile(groups, written.customers), ...recorded.flatMap((one) => one.customerIds)];
  return {
    customerIds: [...new Set(customerIds)],
    leftOut,
    ofOthers: [...unconcerned.ofOthers, ...since.ofOthers],
    notTaken: recorded.flatMap(({ notTaken }) => notTaken),
  };
};

/** Which of the customers that groups of a file give are of that file: who has an order in it, or of whom a row tells that has none. */
export const customersOfFile = (groups: readonly RowGroup[], customers: readonly Customer[]): string[] => {
  const told = holdersTold(groups);
  return customers
    .filter(
      (row) => isSomebody(row) && (row.days.length > 0 || row.notCounted || row.holders.some((one) => told.has(one))),
    )
    .map(({ customerId }) => customerId);
};

/** Of whom rows tell that have no order. */
const holdersTold = (groups: readonly RowGroup[]): ReadonlySet<string> =>
  new Set(groups.flatMap(({ besides }) => besides.flatMap((row) => (isOrderRow(row) ? [] : (row.holder ?? [])))));

type Known = { groups: ReadonlySet<RowGroup>; orders: ReadonlyMap<string, Order> };

/** Groups of which something is in the tables, and their orders. Holders are named by identities before they are written. */
const readKnown = async (groups: readonly RowGroup[], deps: WriteCustomersDeps): Promise<Known> => {
  const known = new Set<RowGroup>();
  const found = await inParallel(slices(groups, GROUPS), CALLS, async (some) => {
    const named = some.map((group) => ({ group, identities: identitiesIn(group) }));
    const identities = (await deps.readEvidence({ identities: named.flatMap((one) => one.identities) })).identities;
    const orders = await deps.readOrders(some.flatMap(({ rows }) => rows.map(({ orderKey }) => orderKey)));
    const keys = new Set(orders.map(({ orderKey }) => orderKey));
    for (const { group, identities: names } of named)
      if (names.some((name) => identities.has(name)) || group.rows.some(({ orderKey }) => keys.has(orderKey)))
        known.add(group);
    return orders;
  });
  return { groups: known, orders: new Map(found.flat().map((order) => [order.orderKey, order])) };
};

const identitiesIn = (group: RowGroup): string[] => [
  ...new Set(allRows(group).flatMap(({ holder }) => (holder === undefined ? [] : identitiesOfHolder(holder)))),
];
