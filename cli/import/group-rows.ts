import { holderOf, type Named } from "../../shared/model/holder.ts";
import {
  customerIdentity,
  emailIdentity,
  normaliseEmail,
  normalisePhone,
  orderKeyOf,
  phoneIdentity,
} from "../../shared/model/identity.ts";
import type { Instant } from "../../shared/model/time.ts";
import { compareRanks } from "../../shared/recording/state-rank.ts";
import { loginId, loginIn } from "../../shared/sources/meant-by-id.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import { type CustomerRow, type ImportRow, isOrderRow, type OrderRow, phoneNaming, sourceOfRow } from "./import-row.ts";
import { type Judge, rankOfRow } from "./newer-row.ts";

/** A row, whose order it tells of and as whom it names the buyer; without a holder it names nobody. */
export type NamedOrder = OrderRow & { orderKey: string; holder?: string };
/** Of an order, or of somebody alone. */
export type NamedRow = NamedOrder | NamedCustomer;
type NamedCustomer = CustomerRow & { holder?: string };

/**
 * Rows that have to do with each other: they share a customer id, an address or an order, also by way of further rows. Who of
 * them is who is worked out from all of them; no row of another group has a say in it.
 */
export type RowGroup = {
  /** The newest row of each order. */
  rows: readonly NamedOrder[];
  /** Rows that a newer row of the same order replaced, and those of customers alone: what they say of the person holds. */
  besides: readonly NamedRow[];
};

/** When an order was made, or somebody told of; undefined where the file does not say. */
export const toldAt = (row: NamedRow): Instant | undefined => (isOrderRow(row) ? row.order.orderedAt : row.saidAt);

export const allRows = ({ rows, besides }: RowGroup): NamedRow[] => [...rows, ...besides];

/**
 * The order of rows matters only where one order is listed twice and neither row holds by what it says (`rankOfRow`): the later line counts.
 *
 * @param keyOf the keyed hash of a normalised address or number
 */
export const groupRows = (rows: Iterable<ImportRow>, keyOf: (text: string) => string, judge: Judge): RowGroup[] => {
  const numbers = new Map<string, number>();
  const sets = new DisjointSets();
  const numberOf = (name: string): number => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
  const keys = new Map<string, string>();
  const named: [number, NamedRow][] = [];
  for (const row of rows) {
    const { account, email, phone } = buyerOf(row, keys, keyOf);
    const holder = holderOf({ account, email, phone });
    const one = { ...rowWithOrder(row), ...(holder !== undefined && { holder }) };
    const names = ["orderKey" in one ? `order ${one.orderKey}` : undefined, account, email, phone];
    const [number = 0, ...others] = names.flatMap((name) => (name === undefined ? [] : numberOf(name)));
    for (const other of others) sets.unite(number, other);
    named.push([number, one]);
  }
  const groups = Map.groupBy(named, ([number]) => sets.find(number));
  return [...groups.values()].map((group) =>
    newestOfEach(
      group.map(([, row]) => row),
      judge,
    ),
  );
};

const rowWithOrder = (row: ImportRow) =>
  isOrderRow(row) ? { ...row, orderKey: orderKeyOf(row.order.source, row.order.orderId) } : row;

const buyerOf = (row: ImportRow, keys: Map<string, string>, keyOf: (text: string) => string): Named => {
  const account =
    row.customerId === undefined ? undefined : customerIdentity(sourceOfRow(row), idOf(row.customerId, keyOf));
  const address = normaliseEmail(row.email);
  const phone = normalisePhone(phoneNaming(row));
  if (phone !== undefined) return { phone: phoneIdentity(keyOf(phone)) };
  if (address === undefined) return { account };
  const key = keys.get(address) ?? keyOf(address);
  keys.set(address, key);
  return { account, email: emailIdentity(key) };
};

const idOf = (customerId: string, keyOf: (text: string) => string): string => {
  const login = loginIn(customerId);
  return login === undefined ? customerId : loginId(login, keyOf);
};

/**
 * What is left of a group without some of its rows.
 *
 * @param orders that are left out: a row of theirs tells none
 */
export const groupsAgain = (
  rows: readonly NamedRow[],
  orders: ReadonlySet<string>,
  keyOf: (address: string) => string,
  judge: Judge,
): RowGroup[] => {
  const isOrder = ({ orderKey }: NamedOrder) => !orders.has(orderKey);
  return groupRows(rows, keyOf, judge).map((group) => ({
    rows: group.rows.filter(isOrder),
    besides: [...group.besides, ...group.rows.filter((row) => !isOrder(row))],
  }));
};

const newestOfEach = (rows: readonly NamedRow[], judge: Judge): RowGroup => {
  const newest = new Map<string, NamedOrder>();
  const rankIn = (row: NamedOrder) => rankOfRow(row, judge);
  const besides: NamedRow[] = [];
  for (const row of rows) {
    if (!isOrderRow(row)) {
      besides.push(row);
      continue;
    }
    const known = newest.get(row.orderKey);
    if (known === undefined) newest.set(row.orderKey, row);
    else if (compareRanks(rankIn(row), rankIn(known)) > 0) {
      newest.set(row.orderKey, row);
      besides.push(known);
    } else besides.push(row);
  }
  return { rows: [...newest.values()], besides };
};
