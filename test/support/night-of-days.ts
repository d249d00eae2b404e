import type { ModelFile } from "../../shared/model/model-file.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { addSummary, newAggregates } from "../../shared/scoring/aggregates.ts";
import { addSpendAtCut } from "../../shared/scoring/first-days.ts";
import { type FitNightInput, fitNight } from "../../shared/scoring/fit-night.ts";
import { addHeldBack, newHeldBackCounts, toHeldBack } from "../../shared/scoring/held-back/held-back-windows.ts";
import { addSpendMove } from "../../shared/scoring/odd-shops/spend-level.ts";
import { addPastCuts, newPastCutCounts, toPastCuts } from "../../shared/scoring/past-cuts/past-cuts.ts";
import { fromEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { addPurchaseDays } from "../../shared/scoring/summaries/history.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { type PurchaseSummary, summarisePurchases } from "../../shared/scoring/summaries/purchase-summary.ts";
import { toSummaryColumns } from "../../shared/scoring/summaries/summary-columns.ts";
import { moneyOf } from "./money-of.ts";

/** Everybody's purchase days, each in rising order. */
export type Shop = readonly (readonly PurchaseDay[])[];

export const summariesOf = (shop: Shop, asOfDay: number): PurchaseSummary[] =>
  shop.flatMap((days) => summarisePurchases(days, asOfDay, 365) ?? []);

/** A night's model as of the end of `asOfDay`, with all that a night counts of each customer. */
export const nightOfDays = (
  shop: Shop,
  asOfDay: number,
  more: Partial<Pick<FitNightInput, "settings" | "yesterday">> = {},
): Promise<ModelFile> => {
  const aggregates = newAggregates();
  const heldBack = newHeldBackCounts({ firstNight: more.yesterday === undefined });
  const pastCuts = newPastCutCounts();
  for (const days of shop) {
    const summary = summarisePurchases(days, asOfDay, 365);
    if (summary === undefined) continue;
    addSummary(aggregates, summary);
    addPurchaseDays(aggregates.purchaseDays, days, asOfDay);
    addSpendMove(aggregates.spendMoves, days, asOfDay);
    aggregates.clusterSample.add(JSON.stringify(summary), summary);
    addSpendAtCut(aggregates.spendAtCut, days, asOfDay);
    addHeldBack(heldBack, days, asOfDay);
    addPastCuts(pastCuts, days, asOfDay);
  }
  const money = moneyOf(toSummaryColumns(summariesOf(shop, asOfDay)));
  return fitNight({
    asOf: fromEpochDay(asOfDay),
    settings: settingsSchema.parse({}),
    minorPerMajor: 100,
    aggregates,
    heldBack: toHeldBack(heldBack),
    pastCuts: toPastCuts(pastCuts),
    money: async function* () {
      yield money;
    },
    ...more,
  });
};
