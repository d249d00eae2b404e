import type { ParetoParams } from "../../model/model-file.ts";
import type { Jet } from "../../stats/newton.ts";
import { PARETO_SIZE, ParetoTables } from "./pareto-nbd-tables.ts";
import type { PurchaseData } from "./purchase-data.ts";

/** Past this, 1 + e^u is e^u to the last bit. */
const LARGE = 37;
/** A product of terms 1 + e^u is turned into a logarithm before it can overflow. */
const FULL = 1e280;

/**
 * Log-likelihood of Pareto/NBD with gradient and Hessian in (r, alpha, s, beta).
 *
 * Per customer ln [Gamma(r+x)/Gamma(r)] + r ln alpha + s ln beta + ln [e^stayed(T) + e^left(t_x)]: since t_x they either have
 * not left until T (and would buy again before leaving, or leave before buying), or left at once after t_x. Written with
 * the chance G(x, d) that a customer who is there on day d leaves before buying again, the integral over the time of leaving
 * from t_x to T becomes a value at t_x and one at T, so that a cell costs one exponential and two look-ups, as in BG/NBD,
 * and every term is positive: nothing cancels or overflows. Cost: cells, plus distinct (x, day) for the tables.
 * Source: Schmittlein, Morrison and Colombo (1987); Fader and Hardie (2005), A note on deriving the Pareto/NBD model;
 * the split by G is an own derivation, equal to their eq. 15 with its two hypergeometric functions.
 */
export const paretoNbdLikelihood = (data: PurchaseData, params: ParetoParams): Jet => {
  const { r, alpha, s, beta } = params;
  const n = data.customers;
  // Stryker disable next-line ArithmeticOperator: tables with room for two days more say the same
  const tables = new ParetoTables(params, data.customersByAge.length - 1, data.daysPerUnit);
  const sums = new ParetoSums(data, tables);
  for (const [run, x] of data.runs.entries()) sums.addRun(run, x);
  const [value = 0, gr = 0, gAlpha = 0, gs = 0, gBeta = 0, rr = 0, rAlpha = 0, rs = 0, rBeta = 0] = sums.jet;
  const [alphaAlpha = 0, alphaS = 0, alphaBeta = 0, ss = 0, sBeta = 0, betaBeta = 0] = sums.jet.subarray(9);
  const rate = rateSums(data, r);
  return {
    value: value + rate.value + n * (r * Math.log(alpha) + s * Math.log(beta)),
    gradient: [
      gr + rate.dr + n * Math.log(alpha),
      gAlpha + (n * r) / alpha,
      gs + n * Math.log(beta),
      gBeta + (n * s) / beta,
    ],
    hessian: [
      [rr + rate.drr, rAlpha + n / alpha, rs, rBeta],
      [rAlpha + n / alpha, alphaAlpha - (n * r) / (alpha * alpha), alphaS, alphaBeta],
      [rs, alphaS, ss, sBeta + n / beta],
      [rBeta, alphaBeta, sBeta + n / beta, betaBeta - (n * s) / (beta * beta)],
    ],
  };
};

/** Sum of ln [Gamma(r + x)/Gamma(r)], a sum over purchases. */
const rateSums = (data: PurchaseData, r: number) => {
  let value = 0;
  let dr = 0;
  let drr = 0;
  for (let j = 0; j < data.moreThan.length; j++) {
    const customers = data.moreThan[j] ?? 0;
    const inverse = 1 / (r + j);
    value += customers * Math.log(r + j);
    dr += customers * inverse;
    drr -= customers * inverse * inverse;
  }
  return { value, dr, drr };
};

/** Sum of ln [e^stayed(T) + e^left(t_x)] over cells, run by run of equal x. */
class ParetoSums {
  readonly jet = new Float64Array(PARETO_SIZE);
  readonly #data: PurchaseData;
  readonly #tables: ParetoTables;
  /** Customers of the run who are held to have left, by day of their last purchase, or to have stayed, by age. */
  readonly #leftOn: Float64Array;
  readonly #stayedTo: Float64Array;

  constructor(data: PurchaseData, tables: ParetoTables) {
    this.#data = data;
    this.#tables = tables;
    this.#leftOn = new Float64Array(data.customersByAge.length);
    this.#stayedTo = new Float64Array(data.customersByAge.length);
  }

  addRun(run: number, x: number): void {
    this.#tables.turnTo(x);
    this.#addCells(this.#data.starts[run] ?? 0, this.#data.starts[run + 1] ?? 0);
    this.#addDays(this.#leftOn, this.#tables.left);
    this.#addDays(this.#stayedTo, this.#tables.stayed);
  }

  /** What is common to a day: the share of its customers on this side times its first and second derivatives. */
  #addDays(weights: Float64Array, table: Float64Array): void {
    for (let day = 0; day < weights.length; day++) {
      const weight = weights[day] ?? 0;
      if (weight === 0) continue;
      const at = day * PARETO_SIZE;
      // Stryker disable next-line EqualityOperator: a jet has no entry beyond its end to be written to
      for (let i = 1; i < PARETO_SIZE; i++) this.jet[i] = (this.jet[i] ?? 0) + weight * (table[at + i] ?? 0);
      weights[day] = 0;
    }
  }

  /** What is each cell's own: the value, the shares of both sides, and their product times the slopes' differences. */
  #addCells(start: number, end: number): void {
    const { recencyDays, ageDays, count } = this.#data.cells;
    const { left, stayed } = this.#tables;
    let value = 0;
    let product = 1;
    let rr = 0;
    let ra = 0;
    let rs = 0;
    let rb = 0;
    let aa = 0;
    let as = 0;
    let ab = 0;
    let ss = 0;
    let sb = 0;
    let bb = 0;
    for (let i = start; i < end; i++) {
      const recency = recencyDays[i] ?? 0;
      const age = ageDays[i] ?? 0;
      const n = count[i] ?? 0;
      const q = this.#tables.leftAt(recency);
      const p = this.#tables.stayedAt(age);
      const base = stayed[p] ?? 0;
      const u = (left[q] ?? 0) - base;
      value += n * base;
      let share = 1;
      let both = 0;
      // Stryker disable next-line EqualityOperator: at the limit both ways are exact
      if (u > LARGE) value += n * u;
      else {
        const odds = Math.exp(u);
        const alive = 1 / (1 + odds);
        share = odds * alive;
        both = n * share * alive;
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
      this.#leftOn[recency] = (this.#leftOn[recency] ?? 0) + n * share;
      this.#stayedTo[age] = (this.#stayedTo[age] ?? 0) + n * (1 - share);
      const dr = (left[q + 1] ?? 0) - (stayed[p + 1] ?? 0);
      const da = (left[q + 2] ?? 0) - (stayed[p + 2] ?? 0);
      const ds = (left[q + 3] ?? 0) - (stayed[p + 3] ?? 0);
      const db = (left[q + 4] ?? 0) - (stayed[p + 4] ?? 0);
      const wr = both * dr;
      const wa = both * da;
      const ws = both * ds;
      rr += wr * dr;
      ra += wr * da;
      rs += wr * ds;
      rb += wr * db;
      aa += wa * da;
      as += wa * ds;
      ab += wa * db;
      ss += ws * ds;
      sb += ws * db;
      bb += both * db * db;
    }
    const own = [value + Math.log(product), 0, 0, 0, 0, rr, ra, rs, rb, aa, as, ab, ss, sb, bb];
    for (const [i, sum] of own.entries()) this.jet[i] = (this.jet[i] ?? 0) + sum;
  }
}
