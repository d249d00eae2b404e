import type { BetaGeometricParams, ModelFile } from "../model/model-file.ts";
import { type BetaGeometric, pActiveIfAlive } from "./beta-geometric.ts";
import { discountedPurchases, WEEKS_PER_MONTH } from "./clv.ts";
import { PurchaseSeries } from "./expected-purchases.ts";
import { DAYS_PER_WEEK } from "./purchase-data.ts";

/** Horizon of P(active) and of expected purchases. */
const HORIZON_DAYS = 90;
/** Share of customers whose purchases end up above an interval, and below it. */
const TAIL = 0.1;

/** What the next year holds for a customer who is alive: depends on x and T alone, so that a shop has few different ones. */
export type Forecast = {
  /** P(at least one purchase in 90 days). */
  readonly active90: number;
  /** Expected purchases in 90 days. */
  readonly expected90: number;
  /** Expected purchases until the CLV horizon, each discounted to today. */
  readonly discounted: number;
  /** What one purchase until the CLV horizon is worth today, on average. */
  readonly discount: number;
  /** P(at least n purchases until the CLV horizon), at n - 1, down to a tenth. */
  readonly survival: readonly number[];
};

/** Forecasts by (x, T), each made once: a million customers of a shop share about forty thousand. Not a value: it fills as it is asked. */
export class ForecastTable {
  readonly #model: BetaGeometric;
  readonly #params: BetaGeometricParams;
  readonly #clv: ModelFile["clv"];
  readonly #byRepeats: { series: PurchaseSeries; byAge: Forecast[] }[] = [];

  constructor(model: BetaGeometric, params: BetaGeometricParams, clv: ModelFile["clv"]) {
    this.#model = model;
    this.#params = params;
    this.#clv = clv;
  }

  at(repeats: number, ageDays: number): Forecast {
    return this.#byRepeats[repeats]?.byAge[ageDays] ?? this.#make(repeats, ageDays);
  }

  #make(repeats: number, ageDays: number): Forecast {
    const entry = this.#byRepeats[repeats] ?? {
      series: new PurchaseSeries(this.#model, this.#params, repeats),
      byAge: [],
    };
    this.#byRepeats[repeats] = entry;
    const { horizonMonths, discountRatePerMonth } = this.#clv;
    const ageWeeks = ageDays / DAYS_PER_WEEK;
    const horizon = HORIZON_DAYS / DAYS_PER_WEEK;
    const clvHorizon = horizonMonths * WEEKS_PER_MONTH;
    const discounted = discountedPurchases(entry.series, ageWeeks, horizonMonths, discountRatePerMonth);
    const forecast = {
      active90: pActiveIfAlive(this.#params, repeats, ageWeeks, horizon),
      expected90: entry.series.expected(ageWeeks, horizon),
      discounted,
      discount: discounted / entry.series.expected(ageWeeks, clvHorizon),
      survival: entry.series.survival(ageWeeks, clvHorizon, TAIL),
    };
    entry.byAge[ageDays] = forecast;
    return forecast;
  }
}

/** Fewest and most purchases of the middle 80 % of customers with this forecast and this P(alive). */
export const purchaseInterval = ({ survival }: Forecast, alive: number): { low: number; high: number } => {
  let high = 0;
  while (high < survival.length && alive * (survival[high] ?? 0) >= TAIL) high += 1;
  let low = 0;
  while (low < high && alive * (survival[low] ?? 0) >= 1 - TAIL) low += 1;
  return { low, high };
};
