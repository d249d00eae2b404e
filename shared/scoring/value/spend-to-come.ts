import type { GammaGammaParams } from "../../model/model-file.ts";
import { incompleteBeta, logBeta } from "../../stats/incomplete-beta.ts";

/** Some of the buyers, who make about the same number of purchases, with the variance of that number among them. */
type Group = { readonly share: number; readonly purchases: number; readonly variance: number };

/** Each of these numbers of purchases is a group of its own. */
const ALONE = 4;
/** Share of itself by which a number may be off: the more is known of a customer's rate, the less. */
const COARSEST = 0.35;
const FINEST = 0.05;
const grainOf = (x: number): number => Math.max(FINEST, Math.min(COARSEST, 1.5 / Math.sqrt(x + 1)));

/** Groups from n to n (1 + grain), from P(at least n purchases) at n - 1; shares add up to P(at least 1). */
const groupsOf = (survival: readonly number[], grain: number): Group[] => {
  const groups: Group[] = [];
  for (let from = 1; from <= survival.length; ) {
    const to = Math.min(survival.length, from <= ALONE ? from : Math.floor(from * (1 + grain)));
    let [share, past, squares] = [0, 0, 0];
    for (let n = from; n <= to; n++) {
      const chance = Math.max(0, (survival[n - 1] ?? 0) - (survival[n] ?? 0));
      share += chance;
      past += chance * (n - from);
      squares += chance * (n - from) ** 2;
    }
    const variance = Math.max(0, squares / share - (past / share) ** 2);
    if (share > 0) groups.push({ share, purchases: from + past / share, variance });
    from = to + 1;
  }
  return groups;
};

/** Steps, in logarithms of value, within which a chance is taken to change evenly; and when to give up. */
const STEP_OF_GRAIN = 0.4;
const MOST_STEPS = 2000;

/** Beta-prime variables, mixed: `share` of the buyers bring `scale` times gamma(shape) over gamma(rate's shape). */
type Part = { readonly share: number; readonly shape: number; readonly scale: number; readonly logB: number };

/**
 * What buyers among living customers bring until a horizon, x of whose purchases the model of spend has seen, discounted, as a distribution in units of its mean.
 *
 * Purchases are gamma(p, nu) each and nu is gamma(Q = p x + q, G = gamma + x m), so n of them together are G times a ratio of
 * gamma variables, gamma(p n) / gamma(Q): a beta-prime, exactly, whatever x m. Who buys n times has the share that the purchase
 * model says; numbers above 4 are taken in small groups, each as one gamma variable of the group's mean and variance.
 * Discounts that differ among purchases add to the spread of spend: with c = E[d^2]/E[d]^2, p becomes p / ((1 + p) c - p).
 * That treats them as independent of the number of purchases, though who leaves early has early discounts: exact without discount, good
 * to a point of coverage at 1 % a month for a year, and up to 4 points too wide, for the most frequent buyers, at 3 % for two years.
 */
export class SpendToCome {
  readonly #parts: readonly Part[];
  readonly #rate: number;
  readonly #mean: number;
  readonly #grain: number;
  /** Mean square over squared mean; infinite where Q <= 2. */
  readonly squares: number;

  constructor(survival: readonly number[], discountSpread: number, { p, q }: GammaGammaParams, x: number) {
    const perPurchase = p / ((1 + p) * discountSpread - p);
    const rate = p * x + q;
    this.#grain = grainOf(x);
    const groups = groupsOf(survival, this.#grain);
    const buyers = groups.reduce((sum, { share }) => sum + share, 0);
    this.#rate = rate;
    this.#parts = groups.map(({ share, purchases, variance }) => {
      const scale = 1 + (perPurchase * variance) / purchases;
      const shape = (perPurchase * purchases) / scale;
      return { share: share / buyers, shape, scale, logB: logBeta(shape, rate) };
    });
    const moment = (of: (part: Part) => number) => this.#parts.reduce((sum, part) => sum + part.share * of(part), 0);
    this.#mean = moment(({ shape, scale }) => shape * scale) / (rate - 1);
    const second = moment(({ shape, scale }) => shape * (shape + 1) * scale * scale);
    // Stryker disable next-line EqualityOperator: at 2 the division says the same
    this.squares = rate > 2 ? second / ((rate - 1) * (rate - 2)) / this.#mean ** 2 : Number.POSITIVE_INFINITY;
  }

  /** Chance that a buyer brings more than `means` times what buyers bring on average. */
  above(means: number): number {
    const amount = means * this.#mean;
    let chance = 0;
    for (const { share, shape, scale, logB } of this.#parts)
      chance += share * incompleteBeta(scale / (scale + amount), this.#rate, shape, logB);
    return chance;
  }

  /** Amounts, in the units of `above`, that buyers exceed with `chances`, which fall and are under 1. */
  exceededWith(chances: readonly number[]): number[] {
    const step = this.#grain * STEP_OF_GRAIN;
    const [most = 1] = chances;
    let log = 0;
    for (let i = 0; i < MOST_STEPS && this.above(Math.exp(log)) < most; i++) log -= step;
    let here = this.above(Math.exp(log));
    let next = this.above(Math.exp(log + step));
    return chances.map((chance) => {
      for (let i = 0; i < MOST_STEPS && next > chance; i++) {
        log += step;
        here = next;
        next = this.above(Math.exp(log + step));
      }
      const way = here > next ? Math.min(1, Math.max(0, (here - chance) / (here - next))) : 0;
      return Math.exp(log + way * step);
    });
  }
}
