import { movedModels } from "../../shared/scoring/models/moved-model.ts";
import { modelInForce } from "../../shared/scoring/models/purchase-model.ts";
import type { SpreadModel } from "../../shared/scoring/value/clv-spread-node.ts";
import { modelOf } from "./future-model.ts";
import type { FutureTruth } from "./simulate-futures.ts";

/** A shop's MBG/NBD. */
export const RETAIL = { r: 1.04, alpha: 4.04, a: 0.4436, b: 5.83 };
/** MBG/NBD where all but one in ten million leave with their next purchase. */
export const LEAVING = { r: 0.8, alpha: 6, a: 1e7, b: 1 };
/** MBG/NBD where nobody ever leaves: NBD. */
export const STAYING = { r: 0.8, alpha: 6, a: 1e-9, b: 1 };
/** Spend where each purchase is exponential. */
export const EXPONENTIAL = { p: 1, q: 3, gamma: 20 };

/** What the spread of CLV rests on, with the truth for parameters. */
export const spreadModel = (truth: FutureTruth): SpreadModel => {
  const night = modelOf(truth);
  const model = modelInForce(night);
  if (model === undefined) throw new Error("there is a model");
  return { model, moved: movedModels(night), spend: truth.spend, firstDays: 0, clv: truth.clv };
};

/** Amount, in units of the mean, that one exponential purchase exceeds with this chance, at a rate that is gamma(shape). */
export const lomax = (shape: number, chance: number): number => (shape - 1) * (chance ** (-1 / shape) - 1);

/** A year without discount. */
export const YEAR = { horizonMonths: 12, discountRatePerMonth: 0 };
/** Customers who buy at most once more, of whose spend the spread is known in closed form. */
export const leaving = spreadModel({ purchases: LEAVING, spend: EXPONENTIAL, clv: YEAR });
export const retail = spreadModel({
  purchases: RETAIL,
  spend: { p: 6.25, q: 3.74, gamma: 15.44 },
  clv: { horizonMonths: 12, discountRatePerMonth: 0.01 },
});

/** How far off a number is, as a share of what it should be. */
export const off = (got: number | undefined, wanted: number): number => Math.abs((got ?? Number.NaN) / wanted - 1);
