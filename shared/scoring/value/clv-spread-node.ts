import type { GammaGammaParams, ModelFile } from "../../model/model-file.ts";
import { LOG_STEP, type movedModels } from "../models/moved-model.ts";
import { aheadWithin } from "../models/purchase-curve.ts";
import type { PurchaseModel } from "../models/purchase-model.ts";
import type { PurchasesAhead } from "../models/purchases-ahead.ts";
import { discountedPurchases, WEEKS_PER_MONTH } from "./clv.ts";
import { discountSpread } from "./discount-spread.ts";
import { SpendToCome } from "./spend-to-come.ts";

/** What the spread of CLV rests on, the same for every customer of a night. */
export type SpreadModel = {
  readonly model: PurchaseModel;
  /** The same with each parameter moved up and down. */
  readonly moved: ReturnType<typeof movedModels>;
  readonly spend: GammaGammaParams;
  /** Purchase days that the model of spend counts of a customer beside the repeat ones (`spendInForce`). */
  readonly firstDays: 0 | 1;
  readonly clv: ModelFile["clv"];
};

/**
 * Places in a row: the gradient of ln(discounted purchases) in the logarithms of the model's four parameters; room for P(at least one purchase until
 * the horizon); mean square over squared mean of what buyers bring; then amounts, in units of that mean, that buyers exceed with a
 * chance of HIGHEST_TAIL to 1 in HIGH_STEPS even steps, and of LOWEST_TAIL to 1 in LOW_STEPS.
 */
export const GRADIENT = 0;
export const BUYS = 4;
export const SQUARES = 5;
export const HIGH = 6;
export const HIGH_STEPS = 32;
export const HIGHEST_TAIL = 0.05;
export const LOW = HIGH + HIGH_STEPS + 1;
export const LOW_STEPS = 16;
export const LOWEST_TAIL = 0.95;
export const ROW = LOW + LOW_STEPS + 1;

/** Numbers of purchases that fewer than this share of the buyers reach are left out. */
const LEFT_OUT = 1e-6;

type Expecting = Pick<PurchasesAhead, "expected">;

/** Rows for one x, at any age. */
export class SpreadNode {
  readonly #of: SpreadModel;
  readonly #repeats: number;
  readonly #horizonWeeks: number;
  readonly #ahead: PurchasesAhead;
  readonly #curve: Expecting;
  readonly #moved: readonly (readonly [up: Expecting, down: Expecting])[];

  constructor(of: SpreadModel, repeats: number) {
    const horizonWeeks = of.clv.horizonMonths * WEEKS_PER_MONTH;
    const within = (model: PurchaseModel) => aheadWithin(model, repeats, horizonWeeks);
    this.#of = of;
    this.#repeats = repeats;
    this.#horizonWeeks = horizonWeeks;
    this.#ahead = of.model.ahead(repeats);
    this.#curve = within(of.model);
    this.#moved = of.moved.map(([up, down]) => [within(up), within(down)] as const);
  }

  row(ageWeeks: number): Float64Array {
    const row = new Float64Array(ROW);
    const buyers = this.#buyers(ageWeeks);
    row.set(this.#gradient(ageWeeks), GRADIENT);
    row[SQUARES] = buyers.squares;
    row.set(buyers.exceededWith(evenly(HIGHEST_TAIL, HIGH_STEPS)).reverse(), HIGH);
    row.set(buyers.exceededWith(evenly(LOWEST_TAIL, LOW_STEPS)).reverse(), LOW);
    return row;
  }

  #buyers(ageWeeks: number): SpendToCome {
    const { model, spend, firstDays, clv } = this.#of;
    const buys = model.pActiveIfAlive(this.#repeats, ageWeeks, this.#horizonWeeks);
    const survival = this.#ahead.survival(ageWeeks, this.#horizonWeeks, LEFT_OUT * buys);
    const spread = discountSpread(this.#curve, ageWeeks, clv.horizonMonths, clv.discountRatePerMonth);
    return new SpendToCome(survival.length > 0 ? survival : [buys], spread, spend, this.#repeats + firstDays);
  }

  #gradient(ageWeeks: number): number[] {
    const log = (ahead: Expecting) => Math.log(this.#discounted(ahead, ageWeeks));
    return this.#moved.map(([up, down]) => (log(up) - log(down)) / (2 * LOG_STEP));
  }

  #discounted(ahead: Expecting, ageWeeks: number): number {
    return discountedPurchases(ahead, ageWeeks, this.#of.clv.horizonMonths, this.#of.clv.discountRatePerMonth);
  }
}

/** `steps` chances from just under 1 down to `least`, evenly. */
const evenly = (least: number, steps: number): number[] =>
  Array.from({ length: steps }, (_, i) => least + ((1 - least) * (steps - 1 - i)) / steps);
