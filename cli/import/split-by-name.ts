import { isRoomFor } from "../../shared/recording/who-joins.ts";
import type { ImportRow } from "./import-row.ts";

type Together = { identities: string[]; rows: ImportRow[] };

/**
 * Rows by the best name of each: a customer id, or the address of who has none. Of the addresses in its rows a customer id
 * has those that stand with no other, in their own order, as long as there is room.
 */
export const splitByName = (rows: readonly ImportRow[], namesOf: (row: ImportRow) => readonly string[]): Together[] => {
  const rowsOf = new Map<string, ImportRow[]>();
  const withWhom = new Map<string, Set<string>>();
  for (const row of rows) {
    const [best = "", ...others] = namesOf(row);
    listed(rowsOf, best).push(row);
    for (const name of [best, ...others]) withWhom.set(name, (withWhom.get(name) ?? new Set()).add(best));
  }
  const own = new Map<string, string[]>();
  for (const name of [...withWhom.keys()].sort()) {
    const [best = "", ...more] = withWhom.get(name) ?? [];
    if (name !== best && more.length === 0) listed(own, best).push(name);
  }
  return [...rowsOf].map(([best, rowsOfBest]) => ({
    identities: fitting(best, own.get(best) ?? []),
    rows: rowsOfBest,
  }));
};

const fitting = (best: string, others: readonly string[]): string[] => {
  const names = [best];
  for (const other of others) {
    if (!isRoomFor([...names, other])) break;
    names.push(other);
  }
  return names;
};

const listed = <Value>(lists: Map<string, Value[]>, key: string): Value[] => {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
};
