/**
 * Adjusted Rand index of two groupings of the same items: 1 where they are the same up to the groups' numbers, about 0 where
 * one says nothing of the other, never above 1. Two groupings that both put everybody, or nobody, together agree: 1.
 * `a` and `b` hold each item's group, non-negative integers. Linear in items plus groups of `a` times groups of `b`.
 *
 * Source: Hubert and Arabie (1985), Comparing partitions, Journal of Classification 2, 193-218, eq. 5.
 * Throws a RangeError for groupings of different length.
 */
export const adjustedRandIndex = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  if (a.length !== b.length) throw new RangeError(`groupings of ${a.length} and ${b.length} items cannot be compared`);
  const both = new Map<string, number>();
  const inA = new Map<string, number>();
  const inB = new Map<string, number>();
  for (let i = 0; i < a.length; i++) {
    count(both, `${a[i]} ${b[i]}`);
    count(inA, `${a[i]}`);
    count(inB, `${b[i]}`);
  }
  const together = pairs(both);
  const togetherA = pairs(inA);
  const togetherB = pairs(inB);
  const all = (a.length * (a.length - 1)) / 2;
  const expected = all === 0 ? 0 : (togetherA * togetherB) / all;
  const largest = (togetherA + togetherB) / 2;
  return largest === expected ? 1 : (together - expected) / (largest - expected);
};

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** Pairs of items within one group. */
const pairs = (counts: Map<string, number>): number => {
  let sum = 0;
  for (const n of counts.values()) sum += (n * (n - 1)) / 2;
  return sum;
};
