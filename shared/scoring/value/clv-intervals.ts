import type { ClvSums } from "../../model/clv-sums.ts";
import { INTERVAL_TAIL, Z90 } from "../../model/rule-limits.ts";
import type { SetAliveGradient } from "../models/alive-gradient.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import { ClvSpread } from "./clv-spread.ts";
import { BUYS, GRADIENT, type SpreadModel, SQUARES } from "./clv-spread-node.ts";
import { addToClvSums, newClvSums } from "./clv-total.ts";
import { logSd, type ParameterUncertainty } from "./clv-uncertainty.ts";

/** One customer, and the point forecasts that the intervals are drawn around. */
export type Valued = {
  repeats: number;
  recencyDays: number;
  ageDays: number;
  /** Spend on all purchase days that the model of spend counts. */
  spentMajor: number;
  pAlive: number;
  clvMinor: number;
};

/** Where the intervals go, one entry per customer. */
export type IntervalColumns = {
  readonly clvLowMinor: Float64Array;
  readonly clvHighMinor: Float64Array;
  readonly clvModelLowMinor: Float64Array;
  readonly clvModelHighMinor: Float64Array;
};

/**
 * Intervals of CLV that hold 90 %.
 *
 * `clvModelLow` to `clvModelHigh`: where the expected CLV may be, for want of certainty about the parameters (delta method on the
 * log scale). `clvLow` to `clvHigh`: where what the customer brings may be, parameters and chance together. By chance alone a
 * twentieth of such customers bring less than the low end and a twentieth more than the high end. Where more than a twentieth
 * bring nothing, low is 0 and the interval one-sided: a tenth bring more. Where more than nine tenths bring nothing it reaches
 * from 0 to the expected CLV, so that it holds more than 90 %. Parameters widen each end by the root of the sum of squares, and so does
 * what the past missed of the shop's total (`ValueRange`), in the interval with chance alone: a year that brings the shop more brings it by
 * its customers. A one-sided end leaves out fewer the more was missed, so that it holds 87 % in a year one deviation above what is foretold.
 */
export class ClvIntervals {
  readonly #of: SpreadModel;
  readonly #minorPerMajor: number;
  readonly #spread: ClvSpread;
  readonly #setAliveGradient: SetAliveGradient;
  readonly #uncertainty: ParameterUncertainty | undefined;
  /** Of the logarithm of what all customers bring, beside chance and parameters. */
  readonly #deviation: number;
  /** Share of customers that a one-sided interval leaves out. */
  readonly #oneSidedTail: number;
  readonly #gradient = new Float64Array(7);
  #sums = newClvSums();

  constructor(
    of: SpreadModel,
    setAliveGradient: SetAliveGradient,
    uncertainty: ParameterUncertainty | undefined,
    minorPerMajor: number,
    deviation = 0,
  ) {
    this.#of = of;
    this.#setAliveGradient = setAliveGradient;
    this.#minorPerMajor = minorPerMajor;
    this.#spread = new ClvSpread(of);
    this.#uncertainty = uncertainty;
    this.#deviation = deviation;
    this.#oneSidedTail = oneSidedTail(deviation);
  }

  /** Sums over the customers since the last time it was asked. */
  takeSums(): ClvSums {
    const sums = this.#sums;
    this.#sums = newClvSums();
    return sums;
  }

  /** Writes the intervals of customer `i`, and adds them to the sums. */
  add(out: IntervalColumns, i: number, customer: Valued): void {
    const { pAlive, clvMinor } = customer;
    const entry = this.#spread.at(customer.repeats, customer.ageDays);
    this.#setGradient(entry, customer);
    const buys = pAlive * (this.#spread.entries[entry + BUYS] ?? 0);
    const buyersBring = buys > 0 ? clvMinor / buys : 0;
    const squareOfBuyers = (this.#spread.entries[entry + SQUARES] ?? 0) * buyersBring * buyersBring;
    addToClvSums(
      this.#sums,
      clvMinor,
      this.#gradient,
      (buys * squareOfBuyers - clvMinor * clvMinor) / this.#minorPerMajor,
    );

    const ofParameters = this.#uncertainty === undefined ? 0 : logSd(this.#uncertainty, this.#gradient);
    const factor = Math.exp(Z90 * Math.hypot(ofParameters, this.#deviation));
    // Stryker disable next-line EqualityOperator: at the limit either interval holds 90 %
    const twoSided = buys > 1 - INTERVAL_TAIL;
    const least = twoSided ? this.#spread.low(entry, (1 - INTERVAL_TAIL) / buys) * buyersBring : 0;
    const most = this.#spread.high(entry, (twoSided ? INTERVAL_TAIL : this.#oneSidedTail) / buys) * buyersBring;
    const below = lengthOf(clvMinor - clvMinor / factor, clvMinor - Math.min(clvMinor, least));
    out.clvLowMinor[i] = Math.max(0, clvMinor - below);
    out.clvHighMinor[i] = clvMinor + lengthOf(clvMinor * factor - clvMinor, Math.max(clvMinor, most) - clvMinor);
    if (this.#uncertainty === undefined) return;
    const modelFactor = Math.exp(Z90 * ofParameters);
    out.clvModelLowMinor[i] = clvMinor / modelFactor;
    out.clvModelHighMinor[i] = clvMinor * modelFactor;
  }

  /** Gradient of ln(CLV), the sum of those of P(alive), of discounted purchases and of spend. */
  #setGradient(entry: number, { repeats: x, recencyDays, ageDays, spentMajor, pAlive }: Valued): void {
    const g = this.#gradient;
    this.#setAliveGradient(g, x, recencyDays / DAYS_PER_WEEK, ageDays / DAYS_PER_WEEK, pAlive);
    const entries = this.#spread.entries;
    for (let i = 0; i < 4; i++) g[i] = (g[i] ?? 0) + (entries[entry + GRADIENT + i] ?? 0);
    const { p, q, gamma } = this.#of.spend;
    const counted = p * (x + this.#of.firstDays);
    const rate = counted + q - 1;
    g[4] = 1 - counted / rate;
    g[5] = -q / rate;
    g[6] = gamma / (gamma + spentMajor);
  }
}

/** Share that a one-sided interval may leave out in a year one deviation above what is foretold. */
const LEFT_OUT_THEN = 0.115;

/** Chances to bring more than an amount grow about as the shop's total does. */
const oneSidedTail = (deviation: number): number =>
  Math.max(INTERVAL_TAIL, Math.min(2 * INTERVAL_TAIL, LEFT_OUT_THEN * Math.exp(-deviation)));

const lengthOf = (a: number, b: number): number => Math.sqrt(a * a + b * b);
