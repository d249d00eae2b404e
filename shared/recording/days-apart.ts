import { versionAfter } from "../model/customer.ts";
import type { Entry, HolderRow, OrdersOfDayRow } from "../model/evidence.ts";
import type { Day } from "../model/time.ts";
import { fromEpochDay, toEpochDay } from "../scoring/summaries/epoch-day.ts";
import { decodePurchaseDays } from "../scoring/summaries/purchase-days.ts";
import { packDays, sumUp, unpackDays } from "./entries.ts";
import { type Epoch, inEpoch, laterOf } from "./epochs.ts";
import type { RecordDeps, Room } from "./record-deps.ts";
import { sameRow } from "./same-row.ts";

/** Entries for which a holder's own row has room, and a row of one of its days (docs/limits.md). */
export const roomOfRows: Room = { holder: 64, day: 128 };

/** Of one day, orders' entries; undefined for one that is not there any more. */
export type DayChange = ReadonlyMap<string, Entry | undefined>;

/** The days of a holder whose orders have rows of their own. */
export const daysApart = ({ days, uncounted = [], dayRows = {} }: HolderRow): Day[] => [
  ...new Set([
    ...decodePurchaseDays(days ?? new Uint8Array()).map(({ day }) => fromEpochDay(day)),
    ...uncounted.map(([day]) => day),
    ...Object.keys(dayRows),
  ]),
];

/** Rows of some days of a holder, or of all that have any. */
export const readDays = async (
  row: HolderRow,
  { readEvidence }: Pick<RecordDeps, "readEvidence">,
  days: readonly Day[] = daysApart(row),
): Promise<readonly OrdersOfDayRow[]> => {
  const keys = days.flatMap((day) =>
    Array.from({ length: row.dayRows?.[day] ?? 1 }, (_, part) => ({ holder: row.holder, day, part })),
  );
  return keys.length === 0 ? [] : (await readEvidence({ days: keys })).days;
};

/** The rows of one day after a change: an entry stays in its row, and a new one goes where there is room. */
export const dayAfter = (
  { holder, day }: Pick<OrdersOfDayRow, "holder" | "day">,
  stored: readonly OrdersOfDayRow[],
  change: DayChange,
  room: Room,
): readonly OrdersOfDayRow[] => {
  const rows = new Map(stored.map((row) => [row.part, { ...row, entries: new Map(Object.entries(row.entries)) }]));
  const placeOf = (orderKey: string): number => {
    for (const [part, { entries }] of rows) if (entries.has(orderKey)) return part;
    for (let part = 0; ; part++) if ((rows.get(part)?.entries.size ?? 0) < room.day) return part;
  };
  for (const [orderKey, entry] of change) {
    if (entry === undefined) for (const { entries } of rows.values()) entries.delete(orderKey);
    else {
      const part = placeOf(orderKey);
      const row = rows.get(part) ?? { holder, day, part, version: 0, entries: new Map<string, Entry>() };
      row.entries.set(orderKey, entry);
      rows.set(part, row);
    }
  }
  return [...rows.values()].map((row) => ({ ...row, entries: Object.fromEntries(row.entries) }));
};

/**
 * Writes changes of days, each row on condition that it is as it was read. Before a row is begun the holder says that there may be
 * one: whoever takes the holder away finds it.
 *
 * @returns the holder as it is to be written: its sums are those of the rows
 */
export const writeDays = async (
  row: HolderRow,
  changes: ReadonlyMap<Day, DayChange>,
  epoch: Epoch,
  deps: RecordDeps,
): Promise<HolderRow | "conflict"> => {
  if (changes.size === 0) return row;
  const { holder } = row;
  const stored = await readDays(row, deps, [...changes.keys()]);
  const before = new Map(stored.map((one) => [keyOf(one), one]));
  const standing = stored.map((one) => ((one.epoch ?? "") >= epoch ? one : { ...one, entries: {} }));
  const ofDay = Map.groupBy(standing, ({ day }) => day);
  const after = [...changes].flatMap(([day, change]) =>
    dayAfter({ holder, day }, ofDay.get(day) ?? [], change, deps.room ?? roomOfRows).map((one) => ({
      ...one,
      ...inEpoch(laterOf(one.epoch ?? "", epoch)),
    })),
  );
  const begun = await begin(row, after, deps);
  if (begun === "conflict") return begun;
  for (const one of after)
    if (!sameRow(before.get(keyOf(one)), one) && (await deps.saveOrdersOfDay(one)) === "conflict") return "conflict";
  return withDaysApart(begun, after);
};

const keyOf = ({ day, part }: OrdersOfDayRow): string => `${day}.${part}`;

const begin = async (
  row: HolderRow,
  rows: readonly OrdersOfDayRow[],
  { saveHolder }: Pick<RecordDeps, "saveHolder">,
): Promise<HolderRow | "conflict"> => {
  const known = new Set(daysApart(row));
  const isKnown = ({ day, part }: OrdersOfDayRow) => known.has(day) && part < (row.dayRows?.[day] ?? 1);
  const unknown = rows.filter((one) => !isKnown(one));
  if (unknown.length === 0) return row;
  const begun = { ...row, dayRows: { ...row.dayRows, ...countRows(unknown) } };
  if ((await saveHolder(begun)) === "conflict") return "conflict";
  return { ...begun, version: versionAfter(begun, begun.version) };
};

const countRows = (rows: readonly OrdersOfDayRow[]): Record<Day, number> => {
  const counts: Record<Day, number> = {};
  for (const { day, part } of rows) counts[day] = Math.max(counts[day] ?? 0, part + 1);
  return counts;
};

/** A holder whose days in rows of their own come to what these say. @param rows all rows of each of their days */
export const withDaysApart = (row: HolderRow, rows: readonly OrdersOfDayRow[]): HolderRow => {
  if (rows.length === 0) return row;
  const { days: _days, categories: _categories, uncounted: _uncounted, dayRows: _dayRows, ...rest } = row;
  const counts = countRows(rows);
  const numbers = new Set(Object.keys(counts).map(toEpochDay));
  const sums = [...Map.groupBy(rows, ({ day }) => day).values()].map((all) =>
    sumUp(Object.fromEntries(all.flatMap(({ entries }) => Object.entries(entries)))),
  );
  const bought = [...unpackDays(row).filter(({ day }) => !numbers.has(day)), ...sums.flatMap((sum) => sum.bought)].sort(
    (a, b) => a.day - b.day,
  );
  const uncounted = [
    ...(row.uncounted ?? []).filter(([day]) => counts[day] === undefined),
    ...sums.flatMap((sum) => sum.uncounted),
  ].sort(([dayA, reasonA], [dayB, reasonB]) => (dayA + reasonA < dayB + reasonB ? -1 : 1));
  const after = { ...rest, ...(bought.length > 0 && packDays(bought)), ...(uncounted.length > 0 && { uncounted }) };
  const told = new Set(daysApart(after));
  const dayRows = Object.entries({ ...row.dayRows, ...counts }).filter(([day, count]) => count > 1 || !told.has(day));
  return { ...after, ...(dayRows.length > 0 && { dayRows: Object.fromEntries(dayRows) }) };
};
