import {
  compareIdentities,
  customerIdentity,
  customerIdOf,
  emailIdentity,
  normaliseEmail,
} from "../../shared/model/identity.ts";
import { isRoomFor } from "../../shared/recording/who-joins.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import type { ImportRow } from "./import-row.ts";
import { splitByName } from "./split-by-name.ts";

/** One customer of the file: every identity that its rows name, best name first, and its orders, each once. */
export type CustomerGroup = {
  customerId: string;
  identities: readonly string[];
  /** The newest row of each order. */
  rows: readonly ImportRow[];
  /** Rows that a newer row of the same order replaced: they still say something of the person. */
  older: readonly ImportRow[];
};

export const isOfFile = (identity: string): boolean => identity.startsWith("csv:");

/** An address alone names nobody whom a webhook could not name as well. */
export const isNamedByFile = ({ identities }: CustomerGroup): boolean => identities.some(isOfFile);

type Together = { identities: string[]; rows: ImportRow[] };

/**
 * Groups rows by customer: rows that share a customer id or an address are of one, also by way of a third row.
 * More names than one person's row has room for are no person: there an address that stands with several customer ids joins
 * none of them.
 * The order of rows matters only where one order is listed twice with the same update time: the later line counts.
 *
 * @param keyOf the keyed hash of a normalised address
 */
export const groupCustomers = (rows: Iterable<ImportRow>, keyOf: (address: string) => string): CustomerGroup[] => {
  const numbers = new Map<string, number>();
  const sets = new DisjointSets();
  const numberOf = (identity: string): number => {
    const number = numbers.get(identity) ?? numbers.size;
    numbers.set(identity, number);
    return number;
  };
  const owned: [number, ImportRow][] = [];
  const keys = new Map<string, string>();
  for (const row of rows) {
    const [first, ...others] = identitiesOf(row, keys, keyOf).map(numberOf);
    if (first === undefined) throw new RangeError(`line ${row.line} names nobody`);
    for (const other of others) sets.unite(first, other);
    owned.push([first, row]);
  }
  const groups = new Map<number, Together>();
  for (const [identity, number] of numbers) {
    const set = sets.find(number);
    const group = groups.get(set) ?? { identities: [], rows: [] };
    group.identities.push(identity);
    groups.set(set, group);
  }
  for (const [number, row] of owned) groups.get(sets.find(number))?.rows.push(row);
  const namesOf = (row: ImportRow) => identitiesOf(row, keys, keyOf);
  return [...groups.values()]
    .flatMap((group) => (isRoomFor(group.identities) ? group : splitByName(group.rows, namesOf)))
    .map((group) => ({
      customerId: customerIdOf(group.identities),
      identities: group.identities.sort(compareIdentities),
      ...newestOfEach(group.rows),
    }));
};

const identitiesOf = (row: ImportRow, keys: Map<string, string>, keyOf: (address: string) => string): string[] => {
  const identities = row.customerId === undefined ? [] : [customerIdentity(row.order.source, row.customerId)];
  const address = normaliseEmail(row.email);
  if (address === undefined) return identities;
  const key = keys.get(address) ?? keyOf(address);
  keys.set(address, key);
  return [...identities, emailIdentity(key)];
};

const newestOfEach = (rows: readonly ImportRow[]): Pick<CustomerGroup, "rows" | "older"> => {
  const newest = new Map<string, ImportRow>();
  const older: ImportRow[] = [];
  for (const row of rows) {
    const known = newest.get(row.order.orderId);
    if (known === undefined) newest.set(row.order.orderId, row);
    else if (isNewer(row, known)) {
      newest.set(row.order.orderId, row);
      older.push(known);
    } else older.push(row);
  }
  return { rows: [...newest.values()], older };
};

const isNewer = (row: ImportRow, known: ImportRow): boolean =>
  row.order.updatedAt === known.order.updatedAt ? row.line > known.line : row.order.updatedAt > known.order.updatedAt;
