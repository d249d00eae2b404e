import type { ModelFile } from "../../model/model-file.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import { GrowingRows } from "../../stats/growing-rows.ts";
import { aheadWithin } from "../models/purchase-curve.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import type { PurchaseModel } from "../models/purchase-model.ts";
import type { PurchasesAhead } from "../models/purchases-ahead.ts";
import { discountedPurchases, WEEKS_PER_MONTH } from "./clv.ts";
import { PairIndex } from "./pair-index.ts";

/** Horizon of P(active) and of expected purchases, in weeks. */
const HORIZON_WEEKS = HORIZON_DAYS / DAYS_PER_WEEK;

/**
 * Places in a row of the table, for a customer who is alive: P(at least one purchase in 90 days), expected purchases in 90 days,
 * and expected purchases until the CLV horizon, each discounted to today.
 */
export const ACTIVE90 = 0;
export const EXPECTED90 = 1;
export const DISCOUNTED = 2;

/**
 * What a time to come holds for the living depends on x and T alone: forecasts by (x, T), each made once. A million customers of
 * a shop share about forty thousand, at a microsecond each. Not a value: it fills as it is asked.
 */
export class ForecastTable {
  readonly #model: PurchaseModel;
  readonly #clv: ModelFile["clv"];
  readonly #index = new PairIndex();
  readonly #rows = new GrowingRows(3);
  readonly #ahead: Pick<PurchasesAhead, "expected">[] = [];

  constructor(model: PurchaseModel, clv: ModelFile["clv"]) {
    this.#model = model;
    this.#clv = clv;
  }

  /** Where `values` holds the row of (x, T). */
  at(repeats: number, ageDays: number): number {
    const known = this.#index.find(repeats, ageDays);
    return known >= 0 ? known : this.#make(repeats, ageDays);
  }

  /** All rows; read it anew after `at`. */
  get values(): Float64Array {
    return this.#rows.values;
  }

  #make(repeats: number, ageDays: number): number {
    const ahead = this.#aheadOf(repeats);
    const ageWeeks = ageDays / DAYS_PER_WEEK;
    const { horizonMonths, discountRatePerMonth } = this.#clv;
    const at = this.#rows.add([
      this.#model.pActiveIfAlive(repeats, ageWeeks, HORIZON_WEEKS),
      ahead.expected(ageWeeks, HORIZON_WEEKS),
      discountedPurchases(ahead, ageWeeks, horizonMonths, discountRatePerMonth),
    ]);
    this.#index.put(repeats, ageDays, at);
    return at;
  }

  #aheadOf(repeats: number): Pick<PurchasesAhead, "expected"> {
    // Stryker disable next-line MethodExpression,ArithmeticOperator: past a curve's end its series answers
    const longest = Math.max(HORIZON_WEEKS, this.#clv.horizonMonths * WEEKS_PER_MONTH);
    const ahead = this.#ahead[repeats] ?? aheadWithin(this.#model, repeats, longest);
    this.#ahead[repeats] = ahead;
    return ahead;
  }
}
