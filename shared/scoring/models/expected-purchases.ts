import type { BetaGeometricParams } from "../../model/model-file.ts";
import type { BetaGeometric } from "./beta-geometric.ts";

/** Relative size of what is left out of a series. */
const LEFT_OUT = 1e-17;
/** Terms after which a series is cut: reached only where alpha is less than a 25,000th of the horizon. */
const MOST_TERMS = 1_000_000;

/**
 * Purchases in a time to come of customers who are alive now and have made x repeat purchases; one instance serves every T.
 *
 * K, the purchases they would make if nobody left, is negative binomial (shape r + x, chance z = t/(alpha + T + t)); the i-th
 * is made only by those who did not leave at the i - 1 before it: chance g_i = (b')_{i-1} / (a + b')_{i-1}, b' = b + x (+ 1 for MBG).
 * So E = sum_k P(K = k) S_k with S_k = g_1 + ... + g_k: every term is positive, so nothing cancels, nothing overflows and
 * a = 1 is no exception, unlike in the published form with the Gaussian hypergeometric function, to which it is equal.
 * Source: own derivation from Fader, Hardie and Lee (2005) eq. 10 and Batislam et al. (2007); relative error under 1e-12.
 */
export class PurchaseSeries {
  readonly #shape: number;
  readonly #alpha: number;
  readonly #a: number;
  readonly #stay: number;
  /** (shape + k) / (k + 1), S_k and g_{k+1}, at k; made as horizons ask for them. */
  #ratio = new Float64Array(0);
  #sum = new Float64Array(0);
  #chance = new Float64Array(0);

  constructor(model: BetaGeometric, params: BetaGeometricParams, x: number) {
    this.#shape = params.r + x;
    this.#alpha = params.alpha;
    this.#a = params.a;
    this.#stay = params.b + x + model.early;
  }

  /** Expected purchases in the next `horizonWeeks` of a customer of age `ageWeeks` who is alive. */
  expected(ageWeeks: number, horizonWeeks: number): number {
    const z = horizonWeeks / (this.#alpha + ageWeeks + horizonWeeks);
    const mode = this.#mode(z);
    // Stryker disable next-line ConditionalExpression: to make what is there once more costs time alone
    if (mode >= this.#ratio.length) this.#grow(mode + 1);
    let weights = 1;
    let weighted = this.#sum[mode] ?? 0;
    for (let k = mode, weight = 1; k > 0; k--) {
      weight /= z * (this.#ratio[k - 1] ?? 1);
      weights += weight;
      weighted += weight * (this.#sum[k - 1] ?? 0);
      // Stryker disable next-line ConditionalExpression,EqualityOperator: saves time alone, the rest changes no digit
      if (weight < LEFT_OUT) break;
    }
    // Stryker disable next-line EqualityOperator: the millionth term is as good an end as the one before
    for (let k = mode, weight = 1; k < MOST_TERMS; k++) {
      if (k + 1 >= this.#ratio.length) this.#grow(2 * this.#ratio.length);
      weight *= z * (this.#ratio[k] ?? 0);
      const sum = this.#sum[k + 1] ?? 0;
      weights += weight;
      weighted += weight * sum;
      // Stryker disable next-line ConditionalExpression,EqualityOperator,ArithmeticOperator: ends sooner or later by less than the last digit
      if ((k & 7) === 7 && this.#restIsSmall(k + 1, z, weight, sum, weighted)) break;
    }
    return weighted / weights;
  }

  /**
   * P(at least n purchases), at n - 1, in the next `horizonWeeks` of a customer who is alive: for n = 1, 2, ...
   * as long as it is at least `least`.
   */
  survival(ageWeeks: number, horizonWeeks: number, least: number): number[] {
    const z = horizonWeeks / (this.#alpha + ageWeeks + horizonWeeks);
    const logNone = -this.#shape * Math.log1p(horizonWeeks / (this.#alpha + ageWeeks));
    const survival: number[] = [];
    let logWeight = logNone;
    let atLeast = 1;
    // Stryker disable next-line EqualityOperator: the millionth term is as good an end as the one before
    for (let k = 0; k < MOST_TERMS; k++) {
      if (k >= this.#ratio.length) this.#grow(2 * this.#ratio.length);
      atLeast -= Math.exp(logWeight);
      const chance = atLeast * (this.#chance[k] ?? 0);
      if (!(chance >= least)) break;
      survival.push(chance);
      logWeight += Math.log(z * (this.#ratio[k] ?? 0));
    }
    return survival;
  }

  /** The likeliest K, where the sum starts: its weight is set to 1, so that no weight can underflow before it matters. */
  #mode(z: number): number {
    return Math.min(MOST_TERMS, Math.max(0, Math.ceil((this.#shape * z - 1) / (1 - z))));
  }

  /** Bounds all further terms by a geometric series, which falls past the mode; S grows by at most 1 a term. */
  #restIsSmall(k: number, z: number, weight: number, sum: number, weighted: number): boolean {
    // Stryker disable next-line MethodExpression,ArithmeticOperator,LogicalOperator: ends sooner or later by less than the last digit
    const decay = Math.max(z, z * (this.#ratio[k] ?? 1));
    // Stryker disable next-line ArithmeticOperator: as above
    const rest = 1 / (1 - decay);
    // Stryker disable next-line EqualityOperator,ArithmeticOperator: as above
    return weight * decay * rest * (sum + rest) <= LEFT_OUT * weighted;
  }

  #grow(least: number): void {
    const length = Math.max(least, 64);
    const ratio = new Float64Array(length);
    const sum = new Float64Array(length);
    const chance = new Float64Array(length);
    let g = 1;
    let total = 0;
    for (let k = 0; k < length; k++) {
      ratio[k] = (this.#shape + k) / (k + 1);
      sum[k] = total;
      chance[k] = g;
      total += g;
      g *= (this.#stay + k) / (this.#a + this.#stay + k);
    }
    this.#ratio = ratio;
    this.#sum = sum;
    this.#chance = chance;
  }
}
