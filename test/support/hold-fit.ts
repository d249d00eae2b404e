import type { ModelFile } from "../../shared/model/model-file.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import {
  addSummary,
  aggregatesFileSchema,
  mergeAggregatesFile,
  newAggregates,
  toAggregatesFile,
} from "../../shared/scoring/aggregates.ts";
import { addSpendAtCut } from "../../shared/scoring/first-days.ts";
import { type FitNightInput, fitNight } from "../../shared/scoring/fit-night.ts";
import { newHeldBackCounts, toHeldBack } from "../../shared/scoring/held-back/held-back-windows.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { type PurchaseSummary, summarisePurchases } from "../../shared/scoring/summaries/purchase-summary.ts";
import { toSummaryColumns } from "../../shared/scoring/summaries/summary-columns.ts";
import { moneyOf } from "./money-of.ts";
import { withoutPast } from "./past-cuts-of.ts";
import { AS_OF_DAY } from "./simulate-customers.ts";

/** A fit as the night does it, shard by shard through the files' JSON. */
export const holdFit = async (
  shards: readonly (readonly PurchaseSummary[])[],
  more: Partial<Pick<FitNightInput, "settings" | "yesterday" | "minorPerMajor" | "heldBack" | "pastCuts">> = {},
  /** Purchase days of each shard's customers, for what is counted at past cuts. */
  daysOf: readonly (readonly (readonly PurchaseDay[])[])[] = [],
): Promise<ModelFile> => {
  const merged = newAggregates();
  for (const [at, shard] of shards.entries()) {
    const aggregates = newAggregates();
    for (const days of daysOf[at] ?? []) addSpendAtCut(aggregates.spendAtCut, days, AS_OF_DAY);
    for (const summary of shard) {
      addSummary(aggregates, summary);
      // Equal customers share an id here, so that no order of them can matter.
      aggregates.clusterSample.add(JSON.stringify(summary), summary);
    }
    const json = JSON.stringify(toAggregatesFile(aggregates));
    mergeAggregatesFile(merged, aggregatesFileSchema.parse(JSON.parse(json)));
  }
  return fitNight({
    asOf: "2026-11-20",
    settings: settingsSchema.parse({}),
    minorPerMajor: 100,
    aggregates: merged,
    heldBack: toHeldBack(newHeldBackCounts({ firstNight: true })),
    pastCuts: withoutPast(shards.flat()),
    money: async function* () {
      for (const shard of shards) yield moneyOf(toSummaryColumns(shard));
    },
    ...more,
  });
};

/** Summary of one customer with purchases so many days before the as-of day, of so many cents each. */
export const boughtDaysAgo = (daysAgo: readonly number[], netMinor: number | ((i: number) => number) = 1000) => {
  const days: PurchaseDay[] = [...daysAgo]
    .sort((a, b) => b - a)
    .map((ago, i) => ({
      day: AS_OF_DAY - ago,
      orders: 1,
      netMinor: typeof netMinor === "number" ? netMinor : netMinor(i),
    }));
  const summary = summarisePurchases(days, AS_OF_DAY, 365);
  if (summary === undefined) throw new Error("somebody who never bought has no summary");
  return summary;
};
