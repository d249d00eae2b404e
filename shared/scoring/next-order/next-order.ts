import type { ModelFile } from "../../model/model-file.ts";
import type { Levels, ReturnLine } from "../../model/next-order.ts";
import { RETURN_DAYS } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import { modelInForce, type PurchaseModel } from "../models/purchase-model.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { byRepeatsAndAge } from "./by-repeats-and-age.ts";
import { putRight } from "./learn-returns.ts";
import { type DaysUntil, FURTHEST_DAYS, type NextWait, nextWaitOf } from "./next-wait.ts";

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
  /** The calendar day so many days ahead; undefined for NaN. */
  readonly dayAhead: (days: number) => Day | undefined;
};

/** Foretells the next order of columns of customers. Keep it for a whole shard. */
export class NextOrderForecaster {
  readonly #window: Window | undefined;
  readonly #returns: ReturnType<typeof returnChances> | undefined;
  readonly #reachDays: number;
  readonly #days: readonly Day[];

  constructor(model: Pick<ModelFile, "asOf" | "chosen" | "models" | "nextOrder">) {
    const inForce = modelInForce(model);
    const { nextOrder } = model;
    this.#reachDays = nextOrder?.reachDays ?? FURTHEST_DAYS;
    this.#window = inForce && nextOrder ? windowOf(nextWaitOf(inForce), nextOrder.levels) : undefined;
    this.#returns =
      inForce && nextOrder?.returns ? returnChances(inForce, nextOrder.returns, this.#reachDays) : undefined;
    this.#days = Array.from({ length: FURTHEST_DAYS + 1 }, (_, ahead) => addDays(model.asOf, ahead));
  }

  /** Room for `length` customers of whom nothing is known. */
  emptyColumns(length: number): NextOrderColumns {
    const unknown = () => new Float64Array(length).fill(Number.NaN);
    const dayAhead = (days: number) => this.#days[days];
    const window = { from: unknown(), median: unknown(), to: unknown() };
    return { ...window, withinYear: unknown(), mayNever: unknown(), dayAhead };
  }

  /** Days after the last purchase by which half of such customers who buy again will have, as foretold on that very day; NaN beyond the reach. */
  dueAfter(repeats: number, recencyDays: number): number {
    return this.#window === undefined ? Number.NaN : this.#named(this.#window.median(repeats, recencyDays));
  }

  /** Writes what is foretold of the i-th customer, who is alive with chance `pAlive`. */
  write(out: NextOrderColumns, i: number, repeats: number, ageDays: number, pAlive: number): void {
    if (this.#window === undefined) return;
    const { from, median, to } = this.#window;
    out.from[i] = this.#named(from(repeats, ageDays));
    out.median[i] = this.#named(median(repeats, ageDays));
    out.to[i] = this.#named(to(repeats, ageDays));
    if (this.#returns === undefined) return;
    const chances = this.#returns(repeats, ageDays, pAlive);
    out.withinYear[i] = chances.withinYear;
    out.mayNever[i] = chances.mayNever;
  }

  #named(days: number): number {
    return days > this.#reachDays ? Number.NaN : days;
  }
}

/** No share of silent customers is smaller where one is divided by it. */
const LEAST_SILENT = 1e-12;

type Chances = { readonly withinYear: number; readonly mayNever: number };

/**
 * The chance of a purchase within a year, put right by the year held back; and that of none within the reach: of none within the
 * year times, for who was silent all of it, the model's own chance of none in what is left. A survival estimate as far as the year
 * shows (Kaplan and Meier 1958), with the model's tail: who has not come back yet is not taken for gone.
 */
const returnChances = (model: PurchaseModel, line: ReturnLine, reachDays: number) => {
  const activeWithin = (days: number) =>
    byRepeatsAndAge((x, ageDays) => model.pActiveIfAlive(x, ageDays / DAYS_PER_WEEK, days / DAYS_PER_WEEK));
  const [inYear, inReach] = [activeWithin(RETURN_DAYS), activeWithin(reachDays)];
  return (x: number, ageDays: number, pAlive: number): Chances => {
    const plain = pAlive * inYear(x, ageDays);
    const withinYear = putRight(line, plain);
    const silentOn = (1 - pAlive * inReach(x, ageDays)) / Math.max(LEAST_SILENT, 1 - plain);
    return { withinYear, mayNever: (1 - withinYear) * Math.min(1, silentOn) };
  };
};

type Window = Readonly<Record<"from" | "median" | "to", DaysUntil>>;

const windowOf = ({ daysUntil }: NextWait, [low, middle, high]: Levels): Window => ({
  from: daysUntil(low),
  median: daysUntil(middle),
  to: daysUntil(high),
});
