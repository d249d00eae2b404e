import type { UsualMeans } from "../../model/model-file.ts";

/**
 * What a customer's purchases count for in what is foretold of them, in major units: all they brought, but for what so few of them alone say.
 *
 * Gamma-Gamma takes one order of a thousand times the usual for a customer whose orders are all like that. It may as well be a slip of the
 * pen, or a purchase that never comes again; only more of them tell. So, with `mostMajor` the bound beyond which a mean is in no fit (ADR 15):
 * - the greatest purchase day counts as that at most, or as so many times more as the mean of the customer's others is beyond the usual one,
 *   to the power 1 - 1/n: nothing of that where there are no others, nearly all where there are many;
 * - a mean that is still beyond it counts as it, times by how much it is beyond to the same power.
 * Of CDNOW nobody counts for less, of Online Retail II up to 3 of 5,281 (ADR 34). A customer of the model of an earlier version counts in full.
 *
 * `days`: n, the purchase days that the model of spend counts; `greatestMajor` of them brought most, 0 where that is not known.
 */
export const believedSpendMajor = (
  usual: UsualMeans | undefined,
  days: number,
  spentMajor: number,
  greatestMajor: number,
): number => {
  if (usual === undefined || days === 0) return spentMajor;
  const { middleMajor, mostMajor } = usual;
  if (spentMajor <= mostMajor) return spentMajor;
  const told = 1 - 1 / days;
  // What was given back on other days has no greatest day bring more than all.
  const greatest = Math.min(greatestMajor, spentMajor);
  const others = days > 1 ? (spentMajor - greatest) / (days - 1) : 0;
  const mostOfDay = mostMajor * Math.max(1, others / middleMajor) ** told;
  const spent = spentMajor - Math.max(0, greatest - mostOfDay);
  const beyond = spent / (days * mostMajor);
  return beyond > 1 ? days * mostMajor * beyond ** told : spent;
};
