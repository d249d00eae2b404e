import { hasOrders } from "../../shared/identity/ties.ts";
import type { Customer } from "../../shared/model/customer.ts";
import type { HolderRow, IdentityRow, OrdersOfDayRow } from "../../shared/model/evidence.ts";
import { holderName, identitiesOfHolder, namedIn } from "../../shared/model/holder.ts";
import type { Order } from "../../shared/model/order.ts";
import type { ReadEvidence } from "../../shared/ports/evidence.ts";
import { dayAfter, roomOfRows, withDaysApart } from "../../shared/recording/days-apart.ts";
import { entryOf } from "../../shared/recording/entries.ts";
import { namesOfHolder, newHolder, newIdentity } from "../../shared/recording/evidence.ts";
import { foldOrder } from "../../shared/recording/fold-order.ts";
import { holderTold, judgedBy, withHolder } from "../../shared/recording/holder-after.ts";
import { knowAround, type Person } from "../../shared/recording/know-around.ts";
import { placeEntries } from "../../shared/recording/place-entries.ts";
import type { DeriveDeps, RecordDeps } from "../../shared/recording/record-deps.ts";
import { customersOf } from "../../shared/recording/settle.ts";
import { allRows, type RowGroup } from "./group-rows.ts";
import { isOneBuyer } from "./one-buyer.ts";
import { tellingsOf } from "./tellings.ts";

type Deps = Pick<DeriveDeps, "hash" | "settings"> & Pick<RecordDeps, "room">;

/** Rows of the tables as a group of a file makes them where nothing else is known; none has been written yet (version 0). */
export type FileEvidence = {
  identities: ReadonlyMap<string, IdentityRow>;
  holders: ReadonlyMap<string, HolderRow>;
  /** Of holders that have more orders than their own row has room for. */
  days: readonly OrdersOfDayRow[];
  orders: readonly Order[];
};

export const evidenceOf = (group: RowGroup, deps: Deps): FileEvidence => {
  const orders = group.rows.map(({ orderKey, holder, order }) =>
    foldOrder({ orderKey, holder }, undefined, { facts: order }, deps.settings),
  );
  const ordersOf = Map.groupBy(orders, ({ holder }) => holder);
  const tellings = tellingsOf(allRows(group), deps.hash);
  const rows = tellings.map((telling) =>
    withOrders(holderTold(newHolder(telling.holder), telling), ordersOf.get(telling.holder) ?? [], deps),
  );
  const identities = new Map<string, IdentityRow>();
  for (const { holder, phones } of rows.map(({ row }) => row))
    for (const identity of new Set([...identitiesOfHolder(holder), ...phones]))
      identities.set(identity, withHolder(identities.get(identity) ?? newIdentity(identity), holder));
  return {
    identities,
    holders: new Map(rows.map(({ row }) => [row.holder, row])),
    days: rows.flatMap(({ days }) => days),
    orders,
  };
};

const withOrders = (
  row: HolderRow,
  orders: readonly Order[],
  { settings, room = roomOfRows }: Deps,
): { row: HolderRow; days: readonly OrdersOfDayRow[] } => {
  const { holder } = row;
  const told = orders.map((order) => ({ orderKey: order.orderKey, entry: entryOf(order, settings), before: [] }));
  const placed = placeEntries(row, told, room);
  const days = [...placed.days].flatMap(([day, change]) => dayAfter({ holder, day }, [], change, room));
  const judged = orders.length > 0 ? { ...row, judgedBy: judgedBy(settings) } : row;
  return { row: withDaysApart({ ...judged, entries: placed.entries }, days), days };
};

export type FilePeople = { persons: readonly Person[]; customers: readonly Customer[] };

/** Who is who by a file alone, worked out as recording does it; with the rows of Customers that this gives. */
export const peopleIn = async (evidence: FileEvidence, deps: Deps): Promise<FilePeople> => {
  const sole = soleBuyerIn(evidence, deps);
  const persons = sole ? [sole] : await personsIn(evidence, deps);
  const sales = evidence.orders.filter((order) => order.holder === undefined);
  const customers = [...customersOf({ persons }, { sales }, deps).values()];
  return { persons, customers: customers.flatMap(({ row }) => row ?? []) };
};

/** The same by recording's own way, which takes any evidence. */
export const personsIn = async (evidence: FileEvidence, deps: Deps): Promise<Person[]> => {
  const persons: Person[] = [];
  const done = new Set<string>();
  for (const holder of evidence.holders.keys()) {
    if (done.has(holder)) continue;
    const around = await knowAround({ identities: [], holders: [holder] }, { ...deps, readEvidence: readIn(evidence) });
    for (const person of around.persons) {
      if (person.holders.every((row) => done.has(row.holder))) continue;
      persons.push(person);
      for (const row of person.holders) done.add(row.holder);
    }
  }
  return persons;
};

/**
 * The person that a group of one holder makes where nothing about them is in doubt: most customers of a shop, and `knowAround` takes
 * several times as long to come to the same. Undefined where it has to be asked.
 */
const soleBuyerIn = ({ holders }: FileEvidence, { settings }: Deps): Person | undefined => {
  const [row, ...others] = holders.values();
  if (row === undefined || others.length > 0 || !isPlain(row)) return undefined;
  if (!isOneBuyer({ ...row, email: row.profile.email }, settings)) return undefined;
  const { account, email } = namedIn(row.holder);
  return {
    identities: identitiesOfHolder(row.holder).sort(),
    holders: [row],
    // What was told of their customer id alone, which is nothing.
    beside: account !== undefined && email !== undefined ? [newHolder(account)] : [],
  };
};

const isPlain = (row: HolderRow): boolean =>
  hasOrders(row) && row.own === undefined && row.phones.length === 0 && row.channels === undefined;

/** Holders of one buyer, and the names under which an erasure concerns them. */
export type Buyer = { holders: readonly string[]; names: readonly string[] };

/**
 * An erasure of a customer concerns all that lies with them. That of an address which stands with their account, and which that
 * does not join, concerns what bears it alone.
 */
export const buyersAmong = (persons: readonly Person[]): Buyer[] =>
  persons.flatMap(({ identities, holders }) => {
    const own = new Set(identities);
    const isTied = (holder: string) => identitiesOfHolder(holder).every((identity) => own.has(identity));
    const all = holders.map(({ holder }) => holder);
    const names = [...identities, ...all.map(holderName)];
    const [tied, others] = [all.filter(isTied), all.filter((holder) => !isTied(holder))];
    return [
      ...(tied.length > 0 ? [{ holders: tied, names }] : []),
      ...others.map((holder) => ({ holders: [holder], names: [...new Set([...names, ...namesOfHolder(holder)])] })),
    ];
  });

const readIn =
  ({ identities, holders }: FileEvidence): ReadEvidence =>
  async (keys) => ({
    identities: among(identities, keys.identities ?? []),
    holders: among(holders, keys.holders ?? []),
    days: [],
    notes: new Map(),
  });

const among = <Row>(rows: ReadonlyMap<string, Row>, keys: readonly string[]): Map<string, Row> =>
  new Map(
    keys.flatMap((key) => {
      const row = rows.get(key);
      return row === undefined ? [] : [[key, row] as const];
    }),
  );
