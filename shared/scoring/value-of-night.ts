import type { ModelFile, Statement } from "../model/model-file.ts";
import type { Day } from "../model/time.ts";
import { forecastHeldBack } from "./held-back/forecast-held-back.ts";
import { inDoubt } from "./models/doubted-silence.ts";
import { modelInForce } from "./models/purchase-model.ts";
import { spendInForce } from "./models/spend-in-force.ts";
import { openedRange } from "./odd-shops/opened-range.ts";
import { MONTH_DAYS } from "./past-cuts/past-cut-days.ts";
import type { PastCuts } from "./past-cuts/past-cuts.ts";
import { knownOf, type PastFit, since, withCellsOf } from "./past-cuts/past-fits.ts";
import type { ShopOfNight } from "./shop-of-night.ts";
import { type FlawedDays, flawAfter, NO_FLAWS, soundDaysAfter } from "./summaries/closures.ts";
import { DAYS_PER_MONTH } from "./value/clv.ts";
import { clvStatements } from "./value/clv-statements.ts";
import { foretoldByMonth } from "./value/foretold-by-month.ts";
import { type CutOutcome, cutOutcomes } from "./value/past-outcomes.ts";
import { valueByMonth } from "./value/value-by-month.ts";
import { valueRangeOf } from "./value/value-range.ts";

export type ValueOfNightInput = {
  readonly asOf: Day;
  readonly pastCuts: PastCuts;
  readonly fits: readonly PastFit[];
  /** Tonight's models, and what value was cut on. */
  readonly model: Pick<ModelFile, "chosen" | "models" | "doubt" | "clv" | "minorPerMajor" | "valueClass" | "carriers">;
  readonly historyDays: number;
  /** What is odd about the shop, and its customers exactly: its value may be off one way. */
  readonly shop?: Pick<ShopOfNight, "odd" | "known">;
  /** Days of the past by which nothing can be judged. */
  readonly flawed?: FlawedDays;
  /** How many times what they paid a year ago customers pay now, where that is told. */
  readonly spendTimes?: number | undefined;
};

export type ValueOfNight = {
  readonly model: Pick<ModelFile, "valueRange" | "valueByMonth">;
  readonly statements: readonly Statement[];
};

/** How far the shop's value may be off, and how it falls to the months; nothing on a night without CLV. */
export const valueOfNight = ({
  asOf,
  pastCuts,
  fits,
  model,
  historyDays,
  shop,
  flawed = NO_FLAWS,
  spendTimes,
}: ValueOfNightInput): ValueOfNight => {
  const { clv, minorPerMajor, valueClass, carriers } = model;
  const inForce = modelInForce(model);
  const purchases = inForce && inDoubt(inForce, model.doubt);
  const spend = spendInForce(model.models);
  if (purchases === undefined || spend === null || valueClass.basis !== "clv") return { model: {}, statements: [] };
  const { horizonMonths, discountRatePerMonth } = clv;
  // Who holds a twentieth of all by themselves would say how far the shop's total may be off.
  const { tonight, cuts, leftOut } = pastCuts.usual ?? { ...pastCuts, leftOut: 0 };
  const usualFits = leftOut === 0 ? fits : withCellsOf(fits, cuts, historyDays);
  const outcomes = cutOutcomes({ fits: usualFits, cuts, spend, minorPerMajor, horizonMonths }).flatMap(
    (outcome) => soundPart(outcome, flawed) ?? [],
  );
  const horizonDays = horizonMonths * DAYS_PER_MONTH;
  const opened =
    shop &&
    openedRange(shop.odd, shop.known, (known) => forecastHeldBack(purchases, { ...known, horizonDays }).expected);
  const valueRange = {
    ...valueRangeOf({ asOf, historyDays, horizonMonths, outcomes, spendTimes }),
    ...(opened && { opened }),
    ...(leftOut > 0 && { leftOut }),
  };
  const cells = since(tonight, historyDays);
  const foretold = foretoldByMonth({
    ...{ model: purchases, spend, cells, known: knownOf(cells), minorPerMajor },
    ...{ months: horizonMonths, daysPerMonth: DAYS_PER_MONTH },
  });
  const byMonth = valueByMonth({
    ...{ asOf, foretold, outcomes, discountRatePerMonth },
    totalMinor: carriers.totalMinor,
    seasonKnown: valueRange.seasonKnown,
  });
  return {
    model: { valueRange, ...(cells.length > 0 && { valueByMonth: byMonth }) },
    statements: clvStatements(valueRange, historyDays),
  };
};

/** What came after a cut until the first day by which nothing can be judged, where such days are many; undefined where no month is left. */
const soundPart = (outcome: CutOutcome, flawed: FlawedDays): CutOutcome | undefined => {
  const { daysBefore, foretold, came } = outcome;
  if (flawAfter(flawed, daysBefore, MONTH_DAYS * came.purchases.length) === undefined) return outcome;
  const months = Math.floor(soundDaysAfter(flawed, daysBefore) / MONTH_DAYS);
  if (months === 0) return undefined;
  return {
    ...outcome,
    foretold: { purchases: foretold.purchases.slice(0, months), netMinor: foretold.netMinor.slice(0, months) },
    came: { purchases: came.purchases.slice(0, months), netMinor: came.netMinor.slice(0, months) },
  };
};
