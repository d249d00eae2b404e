/**
 * The median of whole numbers that are counted: the middle one, or half-way between the two in the middle, rounded up from a half.
 * Counts add up, so that merged ones give the median of all. Cost: one sort of the distinct values.
 *
 * @param counts how often each value comes, positive
 * @throws RangeError where nothing is counted
 * @example medianOfCounts(new Map([[30, 2], [60, 2]])) // 45
 */
export const medianOfCounts = (counts: ReadonlyMap<number, number>): number => {
  const rising = [...counts].sort(([a], [b]) => a - b);
  const total = rising.reduce((sum, [, count]) => sum + count, 0);
  return Math.round((valueAt(rising, Math.ceil(total / 2)) + valueAt(rising, Math.floor(total / 2) + 1)) / 2);
};

/** The value of which so many are at most as large, counted from 1. */
const valueAt = (rising: readonly (readonly [value: number, count: number])[], rank: number): number => {
  let seen = 0;
  for (const [value, count] of rising) {
    seen += count;
    if (seen >= rank) return value;
  }
  throw new RangeError("expected at least one value that is counted");
};
