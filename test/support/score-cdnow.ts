import { settingsSchema } from "../../shared/model/settings.ts";
import { addSummary, newAggregates } from "../../shared/scoring/aggregates.ts";
import { fitNight } from "../../shared/scoring/fit-night.ts";
import { newHeldBackCounts, toHeldBack } from "../../shared/scoring/held-back/held-back-windows.ts";
import { toSummaryColumns } from "../../shared/scoring/summaries/summary-columns.ts";
import { summariseCdnow } from "./cdnow.ts";
import { moneyOf } from "./money-of.ts";
import { withoutPast } from "./past-cuts-of.ts";

const nights = new Map<string, ReturnType<typeof holdNight>>();

/** A night over a CDNOW file, the summaries in the file's order; held once for all tests. */
export const fitCdnow = (file: "master" | "sample", asOf: string): ReturnType<typeof holdNight> => {
  const name = `${file} ${asOf}`;
  const night = nights.get(name) ?? holdNight(file, asOf);
  nights.set(name, night);
  return night;
};

const holdNight = async (file: "master" | "sample", asOf: string) => {
  const summaries = [...summariseCdnow(file, asOf).values()];
  const columns = toSummaryColumns(summaries);
  const aggregates = newAggregates();
  for (const summary of summaries) {
    addSummary(aggregates, summary);
    aggregates.clusterSample.add(JSON.stringify(summary), summary);
  }
  const model = await fitNight({
    asOf,
    settings: settingsSchema.parse({}),
    minorPerMajor: 100,
    aggregates,
    heldBack: toHeldBack(newHeldBackCounts({ firstNight: true })),
    pastCuts: withoutPast(summaries),
    money: async function* () {
      yield moneyOf(columns);
    },
  });
  return { summaries, columns, model };
};
