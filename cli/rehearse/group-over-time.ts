import type { SpooledCustomer } from "../../shared/adapters/customer-spool.ts";
import { goneRecord, recordOf } from "../../shared/adapters/customer-spool.ts";
import { scanKeyOf } from "../../shared/adapters/scan-segments.ts";
import type { OrderInBrief } from "../../shared/model/order-in-brief.ts";
import type { Day, Instant } from "../../shared/model/time.ts";
import { compareRanks } from "../../shared/recording/state-rank.ts";
import { allRows, groupRows, type NamedOrder, type NamedRow, type RowGroup } from "../import/group-rows.ts";
import { isOrderRow } from "../import/import-row.ts";
import { type Judge, rankOfRow } from "../import/newer-row.ts";
import type { Ground } from "../one-process/ground.ts";
import { peopleOfGroup } from "../one-process/people-of-group.ts";
import { statesOf } from "./row-over-time.ts";

export type Over = {
  /** When each night is held, oldest first. */
  moments: readonly [Instant, ...Instant[]];
  /** The last day that the first of them describes. */
  firstAsOf: Day;
  judge: Judge;
};

/** Customers of a group as they were known, night after night: those of the first, and what each other found new. */
export type GroupOverTime = {
  /** Whom all of the file makes. */
  atEnd: readonly SpooledCustomer[];
  first: readonly SpooledCustomer[];
  changes: readonly { night: number; record: Buffer }[];
};

/**
 * Works out who is who in a group for every night on which something new was known of it, by what was known until then alone. Each
 * customer has beside them the orders that they turned out to make after the first night.
 */
export const groupOverTime = async (
  group: RowGroup,
  over: Over,
  ground: Pick<Ground, "hash" | "settings">,
): Promise<GroupOverTime> => {
  const atEnd = await peopleOfGroup(group, ground);
  const rows = rowsByNight(group, over, ground.settings);
  const nights = [...new Set(rows.flatMap((states) => states.map(({ night }) => night)))].sort((a, b) => a - b);
  const withLater = (customers: readonly SpooledCustomer[]) =>
    customers.map((one) => later(one, atEnd, over.firstAsOf));
  if (nights.every((night) => night === 0)) return { atEnd, first: withLater(atEnd), changes: [] };
  let first: readonly SpooledCustomer[] = [];
  let before = new Map<string, Buffer>();
  const changes: { night: number; record: Buffer }[] = [];
  for (const night of nights.filter((one) => one < over.moments.length)) {
    const known = rows.flatMap((states) => states.findLast((state) => state.night <= night)?.row ?? []);
    const people = withLater(await peopleKnown(known, over.judge, ground));
    if (night === 0) first = people;
    const after = recordsOf(people);
    if (night > 0) for (const record of changedRecords(before, after)) changes.push({ night, record });
    before = after;
  }
  return { atEnd, first, changes };
};

type NightlyState = { night: number; row: NamedRow };

/** Each row's states with the first night that knows them; a night past the last for what comes after all of them. */
const rowsByNight = (
  group: RowGroup,
  { moments, judge }: Over,
  { orders }: Pick<Ground["settings"], "orders">,
): NightlyState[][] => {
  const paid = orders.countedStatuses.includes("paid") ? "paid" : (orders.countedStatuses[0] ?? "paid");
  const oldest = oldestRows(group, judge);
  return allRows(group).map((row) =>
    statesOf(row, isOrderRow(row) && oldest.get(row.orderKey) !== row ? "further" : "first", paid).map(
      ({ from, row: state }) => ({ night: from === undefined ? 0 : nightThatKnows(from, moments), row: state }),
    ),
  );
};

const nightThatKnows = (from: Instant, moments: readonly Instant[]): number => {
  const night = moments.findIndex((moment) => from <= moment);
  return night === -1 ? moments.length : night;
};

const oldestRows = (group: RowGroup, judge: Judge): ReadonlyMap<string, NamedOrder> => {
  const oldest = new Map<string, NamedOrder>();
  for (const row of allRows(group)) {
    if (!isOrderRow(row)) continue;
    const known = oldest.get(row.orderKey);
    if (known === undefined || compareRanks(rankOfRow(row, judge), rankOfRow(known, judge)) < 0)
      oldest.set(row.orderKey, row);
  }
  return oldest;
};

/** Rows that had to do with each other in the end need not have had by then. */
const peopleKnown = async (
  rows: readonly NamedRow[],
  judge: Judge,
  ground: Pick<Ground, "hash" | "settings">,
): Promise<SpooledCustomer[]> => {
  const people: SpooledCustomer[] = [];
  for (const group of groupRows(rows, ground.hash, judge)) people.push(...(await peopleOfGroup(group, ground)));
  return people;
};

const later = ({ customer }: SpooledCustomer, atEnd: readonly SpooledCustomer[], firstAsOf: Day): SpooledCustomer => {
  const own = new Set(customer.holders);
  const became = atEnd.filter((one) => one.customer.holders.some((holder) => own.has(holder)));
  return { customer, orders: became.flatMap(({ orders }) => orders.filter((order) => isLater(order, firstAsOf))) };
};

const isLater = ({ day, counted }: OrderInBrief, firstAsOf: Day): boolean =>
  counted.state === "counted" && day !== undefined && day > firstAsOf;

const recordsOf = (people: readonly SpooledCustomer[]): Map<string, Buffer> =>
  new Map(
    people.map((one) => {
      const key = scanKeyOf(one.customer.customerId);
      return [key, recordOf(key, one)];
    }),
  );

const changedRecords = (before: ReadonlyMap<string, Buffer>, after: ReadonlyMap<string, Buffer>): Buffer[] => [
  ...[...after].flatMap(([key, record]) => (before.get(key)?.equals(record) ? [] : [record])),
  ...[...before.keys()].flatMap((key) => (after.has(key) ? [] : [goneRecord(key)])),
];
