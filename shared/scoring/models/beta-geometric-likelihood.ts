import type { BetaGeometricParams } from "../../model/model-file.ts";
import type { Jet } from "../../stats/newton.ts";
import type { BetaGeometric } from "./beta-geometric.ts";
import { nbdLikelihood } from "./nbd-likelihood.ts";
import type { PurchaseData } from "./purchase-data.ts";

/** Past this, 1 + e^u is e^u to the last bit. */
const LARGE = 37;
/** A product of terms 1 + e^u is turned into a logarithm before it can overflow. */
const FULL = 1e280;

/**
 * Log-likelihood of BG/NBD or MBG/NBD with gradient and Hessian in (r, alpha, a, b).
 *
 * Per customer: NBD part + ln [B(a, b + k)/B(a, b)] + softplus(u), k = x + early chances to leave not taken, and u the log-odds
 * of having left (only where k > 0). The beta functions are sums over purchases, so that nothing cancels; the second
 * part costs one exponential per cell, logarithms being taken of whole products, and u's logarithms from a table over days.
 * Source: Fader, Hardie and Lee (2005) eq. 6; Batislam et al. (2007).
 */
export const betaGeometricLikelihood = (model: BetaGeometric, data: PurchaseData, params: BetaGeometricParams): Jet => {
  const { r, alpha, a, b } = params;
  const rate = nbdLikelihood(data, r, alpha);
  const stayed = stayedLikelihood(model, data, a, b);
  const left = new LeftSums(data, alpha);
  for (const [run, x] of data.runs.entries()) {
    if (x + model.early > 0) left.addRun(run, r + x, a, b + x - 1 + model.early);
  }
  const [rr = 0, rAlpha = 0] = rate.hessian[0] ?? [];
  const alphaAlpha = rate.hessian[1]?.[1] ?? 0;
  const h = left.hessian;
  return {
    value: rate.value + stayed.value + left.value,
    gradient: [...rate.gradient, ...stayed.gradient].map((g, i) => g + (left.gradient[i] ?? 0)),
    hessian: [
      [rr + h.rr, rAlpha + h.rAlpha, h.ra, h.rb],
      [rAlpha + h.rAlpha, alphaAlpha + h.alphaAlpha, h.alphaA, h.alphaB],
      [h.ra, h.alphaA, stayed.aa + h.aa, stayed.aa + h.ab],
      [h.rb, h.alphaB, stayed.aa + h.ab, stayed.bb + h.bb],
    ],
  };
};

/** Sum of ln [B(a, b + k)/B(a, b)] = sum over j < k of ln [(b + j)/(a + b + j)]. The cross derivative equals the one in a. */
const stayedLikelihood = ({ early }: BetaGeometric, data: PurchaseData, a: number, b: number) => {
  let value = 0;
  let da = 0;
  let db = 0;
  let aa = 0;
  let bb = 0;
  // Stryker disable next-line EqualityOperator: one step beyond the end reads nothing, which counts as 0
  for (let j = 0; j < data.moreThan.length + early; j++) {
    const customers = j < early ? data.customers : (data.moreThan[j - early] ?? 0);
    const stay = 1 / (b + j);
    const all = 1 / (a + b + j);
    value += customers * Math.log((b + j) * all);
    da -= customers * all;
    db += customers * (stay - all);
    aa += customers * all * all;
    bb += customers * (all * all - stay * stay);
  }
  return { value, gradient: [da, db], aa, bb };
};

/** Sum of softplus(u) over cells, run by run of equal x, with derivatives in (r, alpha, a, b). */
class LeftSums {
  value = 0;
  readonly gradient = new Float64Array(4);
  readonly hessian = { rr: 0, rAlpha: 0, ra: 0, rb: 0, alphaAlpha: 0, alphaA: 0, alphaB: 0, aa: 0, ab: 0, bb: 0 };
  readonly #data: PurchaseData;
  readonly #log: Float64Array;
  readonly #inverse: Float64Array;

  constructor(data: PurchaseData, alpha: number) {
    this.#data = data;
    this.#inverse = data.customersByAge.map((_, day) => 1 / (alpha + day / data.daysPerUnit));
    this.#log = this.#inverse.map((inverse) => -Math.log(inverse));
  }

  /** `shape` is r + x, `stay` is b + x - 1 + early: both the same in all cells of a run. */
  addRun(run: number, shape: number, a: number, stay: number): void {
    const sums = this.#sumRun(run, Math.log(a / stay), shape);
    const ia = 1 / a;
    const ib = -1 / stay;
    this.value += sums.value;
    const g = [sums.s1, shape * sums.s2, ia * sums.s0, ib * sums.s0];
    for (const [i, value] of g.entries()) this.gradient[i] = (this.gradient[i] ?? 0) + value;
    const h = this.hessian;
    h.rr += sums.w11;
    h.rAlpha += shape * sums.w12 + sums.s2;
    h.ra += ia * sums.w1;
    h.rb += ib * sums.w1;
    h.alphaAlpha += shape * (shape * sums.w22 - sums.s22);
    h.alphaA += ia * shape * sums.w2;
    h.alphaB += ib * shape * sums.w2;
    h.aa += ia * ia * (sums.w0 - sums.s0);
    h.ab += ia * ib * sums.w0;
    h.bb += ib * ib * (sums.w0 + sums.s0);
  }

  /** One cell: u = base + shape d1, s = logistic(u), w = s(1 - s), d1 and d2 the derivatives of u in shape and of d1 in alpha. */
  #sumRun(run: number, base: number, shape: number) {
    const { recencyDays, ageDays, count } = this.#data.cells;
    const log = this.#log;
    const inverse = this.#inverse;
    const end = this.#data.starts[run + 1] ?? 0;
    let value = 0;
    let product = 1;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s22 = 0;
    let w0 = 0;
    let w1 = 0;
    let w2 = 0;
    let w11 = 0;
    let w12 = 0;
    let w22 = 0;
    for (let i = this.#data.starts[run] ?? 0; i < end; i++) {
      const recency = recencyDays[i] ?? 0;
      const age = ageDays[i] ?? 0;
      const n = count[i] ?? 0;
      const inverseAge = inverse[age] ?? 0;
      const inverseRecency = inverse[recency] ?? 0;
      const d1 = (log[age] ?? 0) - (log[recency] ?? 0);
      const d2 = inverseAge - inverseRecency;
      const u = base + shape * d1;
      let s = n;
      let w = 0;
      // Stryker disable next-line EqualityOperator: at the limit both ways are exact
      if (u > LARGE) value += n * u;
      else {
        const odds = Math.exp(u);
        const alive = 1 / (1 + odds);
        s = n * odds * alive;
        w = s * alive;
        // Stryker disable next-line ConditionalExpression: which way logarithms are taken costs time alone
        if (n === 1) {
          product *= 1 + odds;
          // Stryker disable next-line ConditionalExpression,EqualityOperator: logarithms taken earlier cost time alone
          if (product > FULL) {
            value += Math.log(product);
            product = 1;
          }
        } else value += n * Math.log1p(odds);
      }
      const wd1 = w * d1;
      const wd2 = w * d2;
      const sd2 = s * d2;
      s0 += s;
      s1 += s * d1;
      s2 += sd2;
      s22 += sd2 * (inverseAge + inverseRecency);
      w0 += w;
      w1 += wd1;
      w2 += wd2;
      w11 += wd1 * d1;
      w12 += wd1 * d2;
      w22 += wd2 * d2;
    }
    return { value: value + Math.log(product), s0, s1, s2, s22, w0, w1, w2, w11, w12, w22 };
  }
}
