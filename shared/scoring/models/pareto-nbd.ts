import type { ParetoParams } from "../../model/model-file.ts";
import { raceChance } from "../../stats/gamma-race.ts";
import { DayMemory } from "./day-memory.ts";
import { DAYS_PER_WEEK } from "./purchase-data.ts";

/** Weeks so near to a whole day, in days, are that day: sums of sevenths are off by less. */
const ROUNDING = 1e-9;

/**
 * Pareto/NBD: a customer buys at a rate of their own, gamma(r, alpha) over customers, and may leave for good at any time,
 * at a rate of their own, gamma(s, beta); alpha and beta in weeks. Keep one for a night: it remembers what it computed by
 * (x, day), which is all that a million customers differ in.
 * Source: Schmittlein, Morrison and Colombo (1987), Counting Your Customers: Who Are They and What Will They Do Next?
 */
export class ParetoNbd {
  readonly params: ParetoParams;
  readonly #leavesOnDay = new DayMemory((x, day) => this.#race(x, day / DAYS_PER_WEEK));

  constructor(params: ParetoParams) {
    this.params = params;
  }

  /**
   * P(alive): the chance that a customer with x repeat purchases, the last one `recencyWeeks` and the as-of day `ageWeeks` after
   * the first purchase, has not left: 1 / [1 - G(T) + G(t_x) ((alpha + T)/(alpha + t_x))^(r + x) ((beta + T)/(beta + t_x))^s],
   * G as in `#leaves`. Equal to Fader and Hardie (2005) eq. 36; 0 where the powers are beyond all numbers.
   */
  pAlive(x: number, recencyWeeks: number, ageWeeks: number): number {
    const left = this.#leaves(x, recencyWeeks) * Math.exp(this.#logPower(x, recencyWeeks, ageWeeks));
    return 1 / (1 - this.#leaves(x, ageWeeks) + left);
  }

  /** Chance of at least one purchase in the next `horizonWeeks` of a customer who is alive. */
  pActiveIfAlive(x: number, ageWeeks: number, horizonWeeks: number): number {
    const untilWeeks = ageWeeks + horizonWeeks;
    const later = (1 - this.#leaves(x, untilWeeks)) * Math.exp(-this.#logPower(x, ageWeeks, untilWeeks));
    return Math.max(0, 1 - this.#leaves(x, ageWeeks) - later);
  }

  #logPower(x: number, from: number, to: number): number {
    const { r, alpha, s, beta } = this.params;
    return (r + x) * Math.log((alpha + to) / (alpha + from)) + s * Math.log((beta + to) / (beta + from));
  }

  /** G: the chance that a customer who is there at `weeks`, after x repeat purchases, leaves before buying again. */
  #leaves(x: number, weeks: number): number {
    // Stryker disable next-line ArithmeticOperator: costs time alone, what is no day is computed every time
    const day = Math.round(weeks * DAYS_PER_WEEK);
    // Stryker disable next-line ConditionalExpression,EqualityOperator,ArithmeticOperator: as above
    if (Math.abs(weeks * DAYS_PER_WEEK - day) > ROUNDING) return this.#race(x, weeks);
    return this.#leavesOnDay.at(x, day);
  }

  #race(x: number, weeks: number): number {
    const { r, alpha, s, beta } = this.params;
    return raceChance(r + x, s, Math.log((beta + weeks) / (alpha + weeks)));
  }
}
