import { interpolate } from "../../stats/chebyshev.ts";
import type { PurchaseModel } from "./purchase-model.ts";
import type { PurchasesAhead } from "./purchases-ahead.ts";

/** Relative error of the curve, checked where it is made. */
const PRECISION = 2e-11;
const MOST_PIECES = 32;

/** What is to come for the living of one x, asked at many T: a curve, or the closed form where the model has one. */
export const aheadWithin = (model: PurchaseModel, x: number, longestWeeks: number): Pick<PurchasesAhead, "expected"> =>
  model.name === "pnbd" ? model.ahead(x) : new PurchaseCurve(model, x, longestWeeks);

/**
 * BG/NBD and MBG/NBD: expected purchases of customers who are alive and have made x repeat purchases, as a curve made once for every T and horizon.
 * They depend on both through w = t/(alpha + T) alone, so that a shop needs one curve for each x instead of one series for
 * each (x, T) and month: what is drawn over ln(1 + w) is their share of (r + x) w, the purchases if nobody ever left.
 * Where the curve is too bent for its pieces (parameters far from any shop's), and past `longestWeeks`, the series itself answers.
 */
class PurchaseCurve {
  readonly #shape: number;
  readonly #alpha: number;
  readonly #series: PurchasesAhead;
  readonly #end: number;
  readonly #share: ((logGrowth: number) => number) | undefined;

  constructor({ params, ahead }: PurchaseModel, x: number, longestWeeks: number) {
    // Stryker disable next-line ArithmeticOperator: it keeps the share near 1; what is divided by it is multiplied by it again
    this.#shape = params.r + x;
    this.#alpha = params.alpha;
    this.#series = ahead(x);
    this.#end = Math.log1p(longestWeeks / params.alpha);
    const share = (logGrowth: number): number => {
      const w = Math.expm1(logGrowth);
      return this.#series.expected(0, w * params.alpha) / (this.#shape * w);
    };
    this.#share = interpolate(share, this.#end, PRECISION, MOST_PIECES);
  }

  /** Expected purchases in the next `horizonWeeks` of a customer of age `ageWeeks` who is alive. */
  expected(ageWeeks: number, horizonWeeks: number): number {
    const w = horizonWeeks / (this.#alpha + ageWeeks);
    const logGrowth = Math.log1p(w);
    if (this.#share === undefined || logGrowth > this.#end) return this.#series.expected(ageWeeks, horizonWeeks);
    return this.#shape * w * this.#share(logGrowth);
  }
}
