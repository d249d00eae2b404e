import { WEEKS_PER_MONTH } from "../../shared/scoring/value/clv.ts";
import { beta, exponential, gamma, type Random } from "../../shared/stats/random.ts";

/** MBG/NBD and Gamma-Gamma, and how value is reckoned: what `ModelFile` calls `mbgnbd`, `gammaGamma` and `clv`. */
export type FutureTruth = {
  readonly purchases: { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number };
  readonly spend: { readonly p: number; readonly q: number; readonly gamma: number };
  readonly clv: { readonly horizonMonths: number; readonly discountRatePerMonth: number };
};
/** x, t_x and T in weeks, and spend on all repeat purchase days, in major units. */
export type KnownCustomer = {
  readonly x: number;
  readonly recencyWeeks: number;
  readonly ageWeeks: number;
  readonly repeatMajor: number;
};

/**
 * What one such customer brings until the horizon, discounted, in major units, lived through purchase by purchase: alive with
 * P(alive), then at a rate, a chance to leave and a scale of spend drawn from what the model holds possible of such a customer.
 */
export const liveThrough = (truth: FutureTruth, customer: KnownCustomer, random: Random): number => {
  const { r, alpha, a, b } = truth.purchases;
  const { x, recencyWeeks, ageWeeks, repeatMajor } = customer;
  const odds = (a / (b + x)) * ((alpha + ageWeeks) / (alpha + recencyWeeks)) ** (r + x);
  if (random() > 1 / (1 + odds)) return 0;
  const rate = gamma(random, r + x) / (alpha + ageWeeks);
  const leaves = beta(random, a, b + x + 1);
  const { p, q } = truth.spend;
  const nu = gamma(random, p * x + q) / (truth.spend.gamma + repeatMajor);
  const { horizonMonths, discountRatePerMonth } = truth.clv;
  const purchases: number[] = [];
  for (
    let time = exponential(random) / rate;
    time < horizonMonths * WEEKS_PER_MONTH;
    time += exponential(random) / rate
  ) {
    // Without a discount every month is worth the same.
    const month = discountRatePerMonth === 0 ? 0 : Math.ceil(time / WEEKS_PER_MONTH);
    purchases[month] = (purchases[month] ?? 0) + 1;
    if (random() < leaves) break;
  }
  // A sum of spends of one scale is gamma of the sum of their shapes: as exact, with one draw instead of one each.
  const spent = (count: number) => gamma(random, p * count) / nu;
  return purchases.reduce((value, count, month) => value + spent(count) / (1 + discountRatePerMonth) ** month, 0);
};
