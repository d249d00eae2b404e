/** Buyers whom two rules, each saying of equally many customers that they buy, were right about, and how far apart that is. */
export type HitsCompared = {
  /** Of the one less the other. */
  readonly gain: number;
  readonly variance: number;
};

/**
 * Compares two rules over the buyers of a cut: `ours` and `theirs` say for each cell which part of it is expected to buy. Expecting
 * equally many, the one with more hits has both the lower error rate and the lower omission rate. `gain` over the root of the variance is
 * in standard errors.
 * Source: McNemar (1947), Psychometrika 12; parts between 0 and 1 in place of yes and no.
 */
export const compareHits = (bought: Float64Array, ours: Float64Array, theirs: Float64Array): HitsCompared => {
  let [gain, variance] = [0, 0];
  for (let i = 0; i < bought.length; i++) {
    const difference = (ours[i] ?? 0) - (theirs[i] ?? 0);
    gain += (bought[i] ?? 0) * difference;
    variance += (bought[i] ?? 0) * difference ** 2;
  }
  return { gain, variance };
};
