import { holderOf } from "../../shared/model/holder.ts";
import { customerIdentity, emailIdentity, normaliseEmail, orderKeyOf } from "../../shared/model/identity.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import type { ImportRow } from "./import-row.ts";

/** A row, whose order it tells of and as whom it names the buyer; without a holder it names nobody. */
export type NamedRow = ImportRow & { orderKey: string; holder?: string };

/**
 * Rows that have to do with each other: they share a customer id, an address or an order, also by way of further rows. Who of
 * them is who is worked out from all of them; no row of another group has a say in it.
 */
export type RowGroup = {
  /** The newest row of each order. */
  rows: readonly NamedRow[];
  /** Rows that a newer row of the same order replaced: they still say something of the person. */
  older: readonly NamedRow[];
};

export const allRows = ({ rows, older }: RowGroup): NamedRow[] => [...rows, ...older];

/**
 * The order of rows matters only where one order is listed twice and neither row is newer by what it says: the later line counts.
 *
 * @param keyOf the keyed hash of a normalised address
 */
export const groupRows = (rows: Iterable<ImportRow>, keyOf: (address: string) => string): RowGroup[] => {
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
    const orderKey = orderKeyOf(row.order.source, row.order.orderId);
    const { account, email } = buyerOf(row, keys, keyOf);
    const holder = holderOf({ account, email });
    const number = numberOf(`order ${orderKey}`);
    for (const identity of [account, email]) if (identity !== undefined) sets.unite(number, numberOf(identity));
    named.push([number, { ...row, orderKey, ...(holder !== undefined && { holder }) }]);
  }
  const groups = Map.groupBy(named, ([number]) => sets.find(number));
  return [...groups.values()].map((group) => newestOfEach(group.map(([, row]) => row)));
};

const buyerOf = (row: ImportRow, keys: Map<string, string>, keyOf: (address: string) => string) => {
  const account = row.customerId === undefined ? undefined : customerIdentity(row.order.source, row.customerId);
  const address = normaliseEmail(row.email);
  if (address === undefined) return { account, email: undefined };
  const key = keys.get(address) ?? keyOf(address);
  keys.set(address, key);
  return { account, email: emailIdentity(key) };
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
): RowGroup[] => {
  const isOrder = ({ orderKey }: NamedRow) => !orders.has(orderKey);
  return groupRows(rows, keyOf).map((group) => ({
    rows: group.rows.filter(isOrder),
    older: [...group.older, ...group.rows.filter((row) => !isOrder(row))],
  }));
};

const newestOfEach = (rows: readonly NamedRow[]): RowGroup => {
  const newest = new Map<string, NamedRow>();
  const older: NamedRow[] = [];
  for (const row of rows) {
    const known = newest.get(row.orderKey);
    if (known === undefined) newest.set(row.orderKey, row);
    else if (isNewer(row, known)) {
      newest.set(row.orderKey, row);
      older.push(known);
    } else older.push(row);
  }
  return { rows: [...newest.values()], older };
};

/** As `foldOrder` has it: a row without a time of its own gives way to one that has it. */
const isNewer = ({ order, line }: NamedRow, known: NamedRow): boolean => {
  const [undated, knownUndated] = [order.undated === true, known.order.undated === true];
  if (undated !== knownUndated) return knownUndated;
  const difference = undated ? 0 : Date.parse(order.updatedAt) - Date.parse(known.order.updatedAt);
  return difference === 0 ? line > known.line : difference > 0;
};
