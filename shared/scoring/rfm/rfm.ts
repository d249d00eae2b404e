import type { RfmScale } from "../../model/model-file.ts";
import type { Histogram } from "../summaries/histogram.ts";

/** Fewer customers than this have no fifths: everybody scores 3. */
const FEWEST_FOR_QUINTILES = 5;
const EVEN = 3;
const STEPS = [1, 2, 3, 4] as const;

/**
 * Score 1 to 5 of a value among `total`, by the mid-rank of its ties: 1 + floor(5 (below + (equal - 1)/2) / total).
 * It depends on the value alone: customers with equal values get equal scores, in whatever order and shard they come.
 */
export const quintileOf = (below: number, equal: number, total: number): number =>
  1 + Math.floor((5 * (below + (equal - 1) / 2)) / total);

/**
 * The least values that score 2, 3, 4 and 5 among counted values (rising, each once); null where no value scores so high.
 * `ranked` may leave out values, as long as `below` of those that are given is right.
 */
const leastValues = (ranked: Iterable<Ranked>, total: number): (number | null)[] => {
  const cuts: (number | null)[] = STEPS.map(() => null);
  for (const { value, below, equal } of ranked) {
    const score = quintileOf(below, equal, total);
    for (const step of STEPS) if (score > step && cuts[step - 1] === null) cuts[step - 1] = value;
  }
  return cuts;
};
type Ranked = { value: number; below: number; equal: number };

/** F: more orders score higher. Exact, from a histogram of values. */
export const risingScale = (values: Histogram): RfmScale => {
  if (values.total < FEWEST_FOR_QUINTILES) return { rule: "even" };
  return { rule: "quintiles", cuts: leastValues(rank(values.sorted()), values.total) };
};

/** R: fewer days score higher. The cuts rise all the same, the first one being that of score 5. */
export const fallingScale = (values: Histogram): RfmScale => {
  if (values.total < FEWEST_FOR_QUINTILES) return { rule: "even" };
  const mirrored = values.sorted().map(([value, count]) => [-value, count] as const);
  const cuts = leastValues(rank(mirrored.reverse()), values.total);
  // `0 - cut`, because -cut would make -0 of 0.
  return { rule: "quintiles", cuts: cuts.map((cut) => (cut === null ? null : 0 - cut)).reverse() };
};

/**
 * Round one of M: the buckets in which an exact cut may lie, rising, with how many customers lie below each; at most eight,
 * and none where there are no fifths.
 * A cut is in the first bucket whose highest rank reaches its fifth, or it is the least value of the next bucket.
 */
export const boundaryBuckets = (buckets: Histogram): Map<number, { readonly below: number }> => {
  const wanted = new Map<number, { readonly below: number }>();
  if (buckets.total < FEWEST_FOR_QUINTILES) return wanted;
  const ranked = [...rank(buckets.sorted())];
  for (const step of STEPS) {
    const first = ranked.findIndex(({ below, equal }) => 5 * (below + equal - 1) >= step * buckets.total);
    for (const bucket of ranked.slice(first, first + 2)) wanted.set(bucket.value, { below: bucket.below });
  }
  return wanted;
};

/** Round two of M: the exact scale, from the exact values counted inside each of `boundaryBuckets`. */
export const exactRisingScale = (
  buckets: Histogram,
  boundary: ReadonlyMap<number, { readonly below: number }>,
  valuesIn: ReadonlyMap<number, Histogram>,
): RfmScale => {
  if (buckets.total < FEWEST_FOR_QUINTILES) return { rule: "even" };
  const ranked = [...boundary].flatMap(([bucket, { below }]) => [...rank(valuesIn.get(bucket)?.sorted() ?? [], below)]);
  return { rule: "quintiles", cuts: leastValues(ranked, buckets.total) };
};

export type ScoreOf = (value: number) => number;

/** Score of F or M: one more than there are cuts that the value reaches. */
export const risingScore = (scale: RfmScale): ScoreOf => {
  if (scale.rule === "even") return () => EVEN;
  const [two, three, four, five] = thresholds(scale.cuts, Number.POSITIVE_INFINITY);
  return (value) => 1 + Number(value >= two) + Number(value >= three) + Number(value >= four) + Number(value >= five);
};

/** Score of R: one more than there are cuts that the silence does not pass. */
export const fallingScore = (scale: RfmScale): ScoreOf => {
  if (scale.rule === "even") return () => EVEN;
  const [five, four, three, two] = thresholds(scale.cuts, Number.NEGATIVE_INFINITY);
  return (value) => 1 + Number(value <= two) + Number(value <= three) + Number(value <= four) + Number(value <= five);
};

/** `unreached` stands for a cut that no value reaches. */
const thresholds = ([a, b, c, d]: readonly (number | null)[], unreached: number): [number, number, number, number] => [
  a ?? unreached,
  b ?? unreached,
  c ?? unreached,
  d ?? unreached,
];

function* rank(counts: Iterable<readonly [value: number, count: number]>, start = 0): Generator<Ranked> {
  let below = start;
  for (const [value, equal] of counts) {
    yield { value, below, equal };
    below += equal;
  }
}
