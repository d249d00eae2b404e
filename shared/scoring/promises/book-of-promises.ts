import type { PromiseEntry } from "../../model/promises.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import { toEpochDay } from "../summaries/epoch-day.ts";

/** Two years. */
const WEEKS_KEPT = 104;

/**
 * The book with tonight's entry. Of each week the first promise stays, the newest whatever day it is of: neighbours share nearly all of
 * their days, and a book of every night would say the same seven times. A promise that is settled once more (a night was missed) has its
 * newest outcome.
 *
 * @param before oldest first
 */
export const withEntry = (before: readonly PromiseEntry[], tonight: PromiseEntry): PromiseEntry[] => {
  const older = before.filter(({ promisedOn }) => promisedOn < tonight.promisedOn);
  const firsts = older.filter((entry, at) => weekOf(entry) !== weekOf(older[at - 1]));
  return [...firsts.slice(-WEEKS_KEPT), tonight];
};

const weekOf = (entry: PromiseEntry | undefined): number | undefined =>
  entry && Math.floor(toEpochDay(entry.promisedOn) / DAYS_PER_WEEK);
