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
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, numbers.size);
    return numbers.size - 1;
  };
  const keys = new Map<string, string>();
  const named: NamedRow[] = [];
  const numberOfRow: number[] = [];
  for (const row of rows) {
    const buyer = buyerOf(row, keys, keyOf);
    const one = namedRow(row, holderOf(buyer));
    let first: number | undefined;
    for (const name of [
      isOrderRow(one) ? `order ${one.orderKey}` : undefined,
      buyer.account,
      buyer.email,
      buyer.phone,
    ]) {
      if (name === undefined) continue;
      const number = numberOf(name);
      if (first === undefined) first = number;
      else sets.unite(first, number);
    }
    named.push(one);
    numberOfRow.push(first ?? 0);
  }
  const groups = Map.groupBy(named, (_row, at) => sets.find(numberOfRow[at] ?? 0));
  return [...groups.values()].map((group) => newestOfEach(group, judge));
};

const namedRow = (row: ImportRow, holder: string | undefined): NamedRow => {
  const named = isOrderRow(row) ? { ...row, orderKey: orderKeyOf(row.order.source, row.order.orderId) } : row;
  return holder === undefined ? named : { ...named, holder };
};

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
