import type { CustomerRow } from "../../model/customer-row.ts";
import type { HabitTally } from "../../model/habit-tally.ts";

/** Categories that a tally holds: all of any real shop's, and an end where names are made up by the order. */
const MOST_CATEGORIES = 1000;

export const emptyHabitTally = (): HabitTally => ({
  lifecycleStages: {},
  buyingHabits: {},
  loyalties: {},
  weekdays: {},
  hours: {},
  categories: [],
  otherCategories: 0,
});

type HabitsInRow = Pick<
  CustomerRow,
  "lifecycle_stage" | "buying_habit" | "loyalty" | "usual_weekday" | "usual_hour" | "favourite_category"
>;

/** Adds one customer. */
export const addToHabits = (tally: HabitTally, row: HabitsInRow): void => {
  add(tally.lifecycleStages, row.lifecycle_stage);
  if (row.buying_habit !== null) add(tally.buyingHabits, row.buying_habit);
  if (row.loyalty !== null) add(tally.loyalties, row.loyalty);
  if (row.usual_weekday !== null) add(tally.weekdays, row.usual_weekday);
  if (row.usual_hour !== null) add(tally.hours, String(row.usual_hour));
  if (row.favourite_category !== null) addCategory(tally, row.favourite_category, 1);
};

/** Adds a shard's tally to what is already merged; the order of shards does not matter. */
export const mergeHabits = (into: HabitTally, tally: HabitTally): void => {
  for (const name of ["lifecycleStages", "buyingHabits", "loyalties", "weekdays", "hours"] as const) {
    for (const [key, count] of Object.entries(tally[name])) add(into[name], key, count);
  }
  for (const [category, count] of tally.categories) addCategory(into, category, count);
  into.otherCategories += tally.otherCategories;
};

const add = (counts: Record<string, number>, key: string, count = 1): void => {
  counts[key] = (counts[key] ?? 0) + count;
};

/**
 * Of too many names the last in code-unit order goes to the others, and whenever it comes again. A name that has no room
 * in one shard's tally has none in that of all customers, so what stays is counted exactly, whatever the shards.
 */
const addCategory = (tally: HabitTally, name: string, count: number): void => {
  const { categories } = tally;
  const at = placeOf(categories, name);
  const known = categories[at];
  if (known?.[0] === name) {
    known[1] += count;
    return;
  }
  categories.splice(at, 0, [name, count]);
  if (categories.length > MOST_CATEGORIES) tally.otherCategories += categories.pop()?.[1] ?? 0;
};

/** Where a name stands, or would: the first place whose name is not before it. */
const placeOf = (categories: HabitTally["categories"], name: string): number => {
  let low = 0;
  let high = categories.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((categories[middle]?.[0] ?? "") < name) low = middle + 1;
    else high = middle;
  }
  return low;
};
