import type { ParetoParams } from "../../model/model-file.ts";
import { type ChebyshevGrid, chebyshevGrid, interpolationRow } from "../../stats/barycentric.ts";
import { RACE_SIZE, raceLogJets } from "../../stats/gamma-race.ts";

/** Entries of a jet in (r, alpha, s, beta): value, four slopes, ten second derivatives row by row of the upper triangle. */
export const PARETO_SIZE = 15;

/** The race's logarithm is analytic in the logarithm of the ratio at least so far from the real axis. */
const HALF_STRIP = Math.PI / 2;

/**
 * For customers of one x, by day d since their first purchase, jets in (r, alpha, s, beta) of
 * `left`: ln of the chance to leave before buying again, seen from d, less (r + x) ln (alpha + d) + s ln (beta + d);
 * `stayed`: the same of the chance to buy again before leaving.
 * A day's jet is made when it is first asked for, by interpolation between a score of exact points that all days share.
 */
export class ParetoTables {
  readonly left: Float64Array;
  readonly stayed: Float64Array;
  readonly #params: ParetoParams;
  readonly #daysPerUnit: number;
  readonly #grid: ChebyshevGrid;
  readonly #rows: Float64Array;
  readonly #rowMade: Uint8Array;
  readonly #leftFor: Int32Array;
  readonly #stayedFor: Int32Array;
  /** For the x at hand, the exact jets of the grid's points, one after the other. */
  readonly #leaves: Float64Array;
  readonly #buys: Float64Array;
  readonly #jet = new Float64Array(RACE_SIZE);
  #x = 0;

  constructor(params: ParetoParams, oldestDay: number, daysPerUnit: number) {
    const { alpha, beta } = params;
    // Stryker disable next-line ArithmeticOperator: a grid that reaches further is as exact
    const oldest = oldestDay / daysPerUnit;
    this.#params = params;
    this.#daysPerUnit = daysPerUnit;
    this.#grid = chebyshevGrid(Math.log(beta / alpha), Math.log((beta + oldest) / (alpha + oldest)), HALF_STRIP);
    const days = oldestDay + 1;
    this.left = new Float64Array(days * PARETO_SIZE);
    this.stayed = new Float64Array(days * PARETO_SIZE);
    this.#rows = new Float64Array(days * this.#grid.points.length);
    this.#rowMade = new Uint8Array(days);
    this.#leftFor = new Int32Array(days).fill(-1);
    this.#stayedFor = new Int32Array(days).fill(-1);
    this.#leaves = new Float64Array(this.#grid.points.length * RACE_SIZE);
    this.#buys = new Float64Array(this.#grid.points.length * RACE_SIZE);
  }

  /** Turns to customers of x repeat purchases; forgets those before. */
  turnTo(x: number): void {
    this.#x = x;
    const { r, s } = this.#params;
    for (const [i, logRatio] of this.#grid.points.entries()) {
      const [from, to] = [i * RACE_SIZE, (i + 1) * RACE_SIZE];
      raceLogJets(r + x, s, logRatio, this.#leaves.subarray(from, to), this.#buys.subarray(from, to));
    }
  }

  /** Where the jet of this day begins in `left`. */
  leftAt(day: number): number {
    // Stryker disable next-line ConditionalExpression: made anew it is the same, and costs time alone
    if (this.#leftFor[day] !== this.#x) {
      this.#leftFor[day] = this.#x;
      this.#make(day, this.#leaves, this.left);
    }
    return day * PARETO_SIZE;
  }

  /** Where the jet of this day begins in `stayed`. */
  stayedAt(day: number): number {
    // Stryker disable next-line ConditionalExpression: made anew it is the same, and costs time alone
    if (this.#stayedFor[day] !== this.#x) {
      this.#stayedFor[day] = this.#x;
      this.#make(day, this.#buys, this.stayed);
    }
    return day * PARETO_SIZE;
  }

  #make(day: number, exact: Float64Array, into: Float64Array): void {
    const jet = this.#jet;
    const count = this.#grid.points.length;
    const offset = day * count;
    // Stryker disable next-line ConditionalExpression: made anew it is the same, and costs time alone
    if (this.#rowMade[day] === 0) this.#makeRow(day, offset);
    for (let j = 0; j < RACE_SIZE; j++) {
      let sum = 0;
      // Stryker disable next-line EqualityOperator: there is no point beyond the last
      for (let i = 0; i < count; i++) sum += (this.#rows[offset + i] ?? 0) * (exact[i * RACE_SIZE + j] ?? 0);
      jet[j] = sum;
    }
    this.#toParams(day, jet, into);
  }

  #makeRow(day: number, offset: number): void {
    const { alpha, beta } = this.#params;
    const time = day / this.#daysPerUnit;
    interpolationRow(this.#grid, Math.log((beta + time) / (alpha + time)), this.#rows, offset);
    this.#rowMade[day] = 1;
  }

  /** Chain rule from (k, s, l) to (r, alpha, s, beta), k = r + x and l = ln (beta + d) - ln (alpha + d), and the powers. */
  #toParams(day: number, jet: Float64Array, out: Float64Array): void {
    const { r, alpha, s, beta } = this.#params;
    const [value = 0, k = 0, gs = 0, l = 0, kk = 0, ks = 0, kl = 0, ss = 0, sl = 0, ll = 0] = jet;
    const shape = r + this.#x;
    const time = day / this.#daysPerUnit;
    const a = 1 / (alpha + time);
    const b = 1 / (beta + time);
    const logA = Math.log(alpha + time);
    const logB = Math.log(beta + time);
    const at = day * PARETO_SIZE;
    out[at] = value - shape * logA - s * logB;
    out[at + 1] = k - logA;
    out[at + 2] = -a * (l + shape);
    out[at + 3] = gs - logB;
    out[at + 4] = b * (l - s);
    out[at + 5] = kk;
    out[at + 6] = -a * (kl + 1);
    out[at + 7] = ks;
    out[at + 8] = b * kl;
    out[at + 9] = a * a * (ll + l + shape);
    out[at + 10] = -a * sl;
    out[at + 11] = -a * b * ll;
    out[at + 12] = ss;
    out[at + 13] = b * (sl - 1);
    out[at + 14] = b * b * (ll - l + s);
  }
}
