import type { Entry, HolderRow } from "../model/evidence.ts";
import type { Day } from "../model/time.ts";
import { daysApart } from "./days-apart.ts";
import type { Room } from "./record-deps.ts";

/** An order's entry, undefined where it has none here (any more); and the days under which it may lie here from before. */
export type ToPlace = { orderKey: string; entry: Entry | undefined; before: readonly Day[] };

/**
 * Where entries go: into the holder's own row while that has room; then, with all entries of their day, into rows of that day. So a
 * day lies in one place, and what it comes to does not depend on the order in which its orders were told.
 */
export const placeEntries = (
  row: HolderRow,
  orders: readonly ToPlace[],
  room: Room,
): { entries: Record<string, Entry>; days: ReadonlyMap<Day, ReadonlyMap<string, Entry | undefined>> } => {
  const own = new Map(Object.entries(row.entries));
  const apart = new Set(daysApart(row));
  const days = new Map<Day, Map<string, Entry | undefined>>();
  const change = (day: Day, orderKey: string, entry: Entry | undefined) => {
    days.set(day, (days.get(day) ?? new Map<string, Entry | undefined>()).set(orderKey, entry));
  };
  const isOwn = (orderKey: string, { day }: Entry): boolean =>
    !apart.has(day) && (own.get(orderKey)?.day === day || own.size < room.holder);
  for (const { orderKey, entry, before } of orders) {
    for (const day of before) if (apart.has(day)) change(day, orderKey, undefined);
    if (entry !== undefined && isOwn(orderKey, entry)) {
      own.set(orderKey, entry);
      continue;
    }
    own.delete(orderKey);
    if (entry === undefined) continue;
    apart.add(entry.day);
    change(entry.day, orderKey, entry);
  }
  for (const [orderKey, entry] of [...own]) {
    const changes = days.get(entry.day);
    if (changes === undefined) continue;
    if (!changes.has(orderKey)) changes.set(orderKey, entry);
    own.delete(orderKey);
  }
  return { entries: Object.fromEntries(own), days };
};
