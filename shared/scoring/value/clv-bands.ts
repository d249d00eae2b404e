const STEPS = [1, 2, 5] as const;

/**
 * The band of a value for a picture of its distribution: its lower edge, in minor units. Edges are 0, then 1, 2 and 5
 * times every power of ten of minor units from one major unit up, so that shops of any size and currency see about a dozen bands.
 *
 * @example clvBandOf(3629, 100) // 2000: from 20.00 up to 50.00
 */
export const clvBandOf = (valueMinor: number, minorPerMajor: number): number => {
  if (valueMinor < minorPerMajor) return 0;
  const decade = 10 ** Math.floor(Math.log10(valueMinor / minorPerMajor) + 1e-12) * minorPerMajor;
  const step = STEPS.findLast((factor) => valueMinor >= factor * decade) ?? 1;
  return step * decade;
};

/** Lower edge of the band above: 0, 1, 2, 5, 10, 20, … */
export const nextBand = (edgeMinor: number, minorPerMajor: number): number => {
  if (edgeMinor === 0) return minorPerMajor;
  const leading = Number(String(edgeMinor)[0]);
  return leading === 2 ? (edgeMinor / 2) * 5 : edgeMinor * 2;
};
