import type { ModelFile } from "../../model/model-file.ts";
import type { Levels } from "../../model/next-order.ts";
import type { Day } from "../../model/time.ts";
import { modelInForce } from "../models/purchase-model.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { type DaysUntil, FURTHEST_DAYS, type NextWait, nextWaitOf } from "./next-wait.ts";

/**
 * When customers buy next, given that they do: days from the as-of day to the ends and the middle of the window, whole and at
 * least 1; NaN beyond five years. And the chance that they never do. One entry a customer; NaN where nothing is known.
 */
export type NextOrderColumns = {
  readonly from: Float64Array;
  readonly median: Float64Array;
  readonly to: Float64Array;
  readonly mayNever: Float64Array;
  /** The calendar day so many days ahead; undefined for NaN. */
  readonly dayAhead: (days: number) => Day | undefined;
};

/** Foretells the next order of columns of customers. Keep it for a whole shard. */
export class NextOrderForecaster {
  readonly #window: Window | undefined;
  readonly #days: readonly Day[];

  constructor(model: Pick<ModelFile, "asOf" | "chosen" | "models" | "nextOrder">) {
    const inForce = modelInForce(model);
    this.#window = inForce && model.nextOrder ? windowOf(nextWaitOf(inForce), model.nextOrder.levels) : undefined;
    this.#days = Array.from({ length: FURTHEST_DAYS + 1 }, (_, ahead) => addDays(model.asOf, ahead));
  }

  /** Room for `length` customers of whom nothing is known. */
  emptyColumns(length: number): NextOrderColumns {
    const unknown = () => new Float64Array(length).fill(Number.NaN);
    const dayAhead = (days: number) => this.#days[days];
    return { from: unknown(), median: unknown(), to: unknown(), mayNever: unknown(), dayAhead };
  }

  /** Days after the last purchase by which half of such customers who buy again will have, as foretold on that very day; NaN beyond five years. */
  dueAfter(repeats: number, recencyDays: number): number {
    return this.#window === undefined ? Number.NaN : named(this.#window.median(repeats, recencyDays));
  }

  /** Writes what is foretold of the i-th customer, who is alive with chance `pAlive`. */
  write(out: NextOrderColumns, i: number, repeats: number, ageDays: number, pAlive: number): void {
    if (this.#window === undefined) return;
    const { from, median, to, everIfAlive } = this.#window;
    out.from[i] = named(from(repeats, ageDays));
    out.median[i] = named(median(repeats, ageDays));
    out.to[i] = named(to(repeats, ageDays));
    out.mayNever[i] = 1 - pAlive * everIfAlive(repeats, ageDays);
  }
}

type Window = Readonly<Record<"from" | "median" | "to", DaysUntil>> & Pick<NextWait, "everIfAlive">;

const windowOf = ({ daysUntil, everIfAlive }: NextWait, [low, middle, high]: Levels): Window => ({
  from: daysUntil(low),
  median: daysUntil(middle),
  to: daysUntil(high),
  everIfAlive,
});

const named = (days: number): number => (days > FURTHEST_DAYS ? Number.NaN : days);
