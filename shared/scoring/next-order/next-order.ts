import type { ModelFile } from "../../model/model-file.ts";
import type { Levels, ReturnLine } from "../../model/next-order.ts";
import { RETURN_DAYS, TOLD_CHANCE } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import { logOddsOf } from "../../stats/log-odds.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import { modelInForce, type PurchaseModel } from "../models/purchase-model.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { byRepeatsAndAge } from "./by-repeats-and-age.ts";
import { putRight } from "./learn-returns.ts";
import { type DaysUntil, FURTHEST_DAYS, type NextWait, nextWaitOf } from "./next-wait.ts";
import { type WindowDays, windowByScore } from "./window-by-score.ts";

/**
 * When customers buy next, given that they do: days from the as-of day to the ends and the middle of the window, whole and at
 * least 1; NaN beyond the reach. And the chances that they buy within a year, and that they do not within the reach. One entry a
 * customer; NaN where nothing is known.
 */
export type NextOrderColumns = {
  readonly from: Float64Array;
  readonly median: Float64Array;
  readonly to: Float64Array;
  readonly withinYear: Float64Array;
  readonly mayNever: Float64Array;
  /** Most that P(alive) can be beside that: whoever is alive returns within the reach as often as the model says. */
  readonly mostAlive: Float64Array;
  /** The calendar day so many days ahead; undefined for NaN. */
  readonly dayAhead: (days: number) => Day | undefined;
};

/** A customer whose next order is foretold. */
export type ToForetell = {
  readonly repeats: number;
  readonly ageDays: number;
  readonly pAlive: number;
  /** The purchase model's own chance of a purchase within 90 days. */
  readonly pActive90: number;
  /** That of the repeat score; NaN where there is none. */
  readonly repeatScore: number;
};

type ForetoldBy = Pick<ModelFile, "asOf" | "chosen" | "models" | "nextOrder"> & Partial<Pick<ModelFile, "repeatScore">>;

/** Foretells the next order of columns of customers. Keep it for a whole shard. */
export class NextOrderForecaster {
  readonly #window: Window | undefined;
  readonly #byScore: ReturnType<typeof windowByScore> | undefined;
  readonly #levelShift: number;
  readonly #returns: ReturnType<typeof returnChances> | undefined;
  readonly #reachDays: number;
  readonly #days: readonly Day[];

  constructor(model: ForetoldBy) {
    const inForce = modelInForce(model);
    const { nextOrder } = model;
    const wait = inForce && nextWaitOf(inForce);
    this.#reachDays = nextOrder?.reachDays ?? FURTHEST_DAYS;
    this.#window = wait && nextOrder ? windowOf(wait, nextOrder.levels) : undefined;
    this.#byScore = wait && nextOrder?.byScore ? windowByScore(wait, nextOrder.levels) : undefined;
    this.#levelShift = model.repeatScore?.level?.shift ?? 0;
    this.#returns =
      inForce && nextOrder?.returns ? returnChances(inForce, nextOrder.returns, this.#reachDays) : undefined;
    this.#days = Array.from({ length: FURTHEST_DAYS + 1 }, (_, ahead) => addDays(model.asOf, ahead));
  }

  /** Room for `length` customers of whom nothing is known. */
  emptyColumns(length: number): NextOrderColumns {
    const unknown = () => new Float64Array(length).fill(Number.NaN);
    const dayAhead = (days: number) => this.#days[days];
    const window = { from: unknown(), median: unknown(), to: unknown() };
    return { ...window, withinYear: unknown(), mayNever: unknown(), mostAlive: unknown(), dayAhead };
  }

  /** Days after the last purchase by which half of such customers who buy again will have, as foretold on that very day; NaN beyond the reach. */
  dueAfter(repeats: number, recencyDays: number): number {
    return this.#window === undefined ? Number.NaN : this.#named(this.#window.median(repeats, recencyDays));
  }

  /** Writes what is foretold of the i-th customer. */
  write(out: NextOrderColumns, i: number, customer: ToForetell): void {
    if (this.#window === undefined) return;
    const { repeats, ageDays, pAlive, repeatScore } = customer;
    const known = !Number.isNaN(repeatScore);
    if (this.#returns !== undefined) {
      const chances = this.#returns(repeats, ageDays, pAlive, known && this.#byScore ? this.#less(customer) : 0);
      // Who buys within 90 days returns, and within a year: neither chance is less than that of the 90 days.
      out.withinYear[i] = known ? Math.max(chances.withinYear, repeatScore) : chances.withinYear;
      out.mayNever[i] = known ? Math.min(chances.mayNever, 1 - repeatScore) : chances.mayNever;
      if (this.#byScore) out.mostAlive[i] = (1 - (out.mayNever[i] ?? Number.NaN)) / chances.ifAlive;
    }
    const days = this.#daysOf(customer, known, out.mayNever[i] ?? Number.NaN);
    out.from[i] = this.#named(days.from);
    out.median[i] = this.#named(days.median);
    out.to[i] = this.#named(days.to);
  }

  /** Of those like the customer who buy again, how many do within 90 days: as the chances say, or at least so many where only P(alive) bounds those who do. */
  #daysOf({ repeats, ageDays, pAlive, repeatScore }: ToForetell, known: boolean, mayNever: number): WindowDays {
    if (this.#byScore === undefined || !known) {
      const { from, median, to } = this.#window ?? NO_WINDOW;
      return { from: from(repeats, ageDays), median: median(repeats, ageDays), to: to(repeats, ageDays) };
    }
    if (Number.isNaN(mayNever))
      return this.#byScore(repeats, ageDays, repeatScore / Math.max(pAlive, repeatScore), true);
    return this.#byScore(repeats, ageDays, repeatScore / (1 - mayNever), false);
  }

  /**
   * What the repeat score knows against a customer that the model does not, in log-odds: the season's level, which lifts or lowers everybody
   * for 90 days, left out. What it knows in favour is of these days, and says nothing of a year.
   */
  #less({ repeatScore, pActive90 }: ToForetell): number {
    return Math.min(0, oddsAsTold(repeatScore) - this.#levelShift - oddsAsTold(pActive90));
  }

  #named(days: number): number {
    return days > this.#reachDays ? Number.NaN : days;
  }
}

/** Log-odds of a chance as it is told, never as 0 or 1 (`toldChances`): beyond that one certainty is no less than another. */
const oddsAsTold = (chance: number): number =>
  logOddsOf(Math.min(TOLD_CHANCE.most, Math.max(TOLD_CHANCE.least, chance)));

/** No share of silent customers is smaller where one is divided by it. */
const LEAST_SILENT = 1e-12;

/** `ifAlive`: the model's chance that who is alive returns within the reach. */
type Chances = { readonly withinYear: number; readonly mayNever: number; readonly ifAlive: number };

/**
 * The chance of a purchase within a year, put right by the year held back; and that of none within the reach: of none within the
 * year times, for who was silent all of it, the model's own chance of none in what is left. A survival estimate as far as the year
 * shows (Kaplan and Meier 1958), with the model's tail: who has not come back yet is not taken for gone.
 */
const returnChances = (model: PurchaseModel, line: ReturnLine, reachDays: number) => {
  const activeWithin = (days: number) =>
    byRepeatsAndAge((x, ageDays) => model.pActiveIfAlive(x, ageDays / DAYS_PER_WEEK, days / DAYS_PER_WEEK));
  const [inYear, inReach] = [activeWithin(RETURN_DAYS), activeWithin(reachDays)];
  return (x: number, ageDays: number, pAlive: number, less: number): Chances => {
    const plain = pAlive * inYear(x, ageDays);
    const withinYear = putRight(line, plain, less);
    const ifAlive = inReach(x, ageDays);
    const silentOn = (1 - pAlive * ifAlive) / Math.max(LEAST_SILENT, 1 - plain);
    return { withinYear, mayNever: (1 - withinYear) * Math.min(1, silentOn), ifAlive };
  };
};

type Window = Readonly<Record<"from" | "median" | "to", DaysUntil>>;

const never: DaysUntil = () => Number.NaN;
const NO_WINDOW: Window = { from: never, median: never, to: never };

const windowOf = ({ daysUntil }: NextWait, [low, middle, high]: Levels): Window => ({
  from: daysUntil(low),
  median: daysUntil(middle),
  to: daysUntil(high),
});
