import type { ModelFile, RfmScale } from "../model/model-file.ts";
import type { Settings } from "../model/settings.ts";
import type { Aggregates } from "./aggregates.ts";
import { type SpendData, SpendSample } from "./models/spend-sample.ts";
import { boundaryBuckets, exactRisingScale, fallingScale, risingScale } from "./rfm/rfm.ts";
import { Histogram, magnitudeBucket } from "./summaries/histogram.ts";
import type { MoneyCounts } from "./summaries/money.ts";
import { withinHistory } from "./summaries/within-history.ts";

/** What the scales of R, F and M and the model of spend are made from. */
export type MoneyInput = {
  readonly settings: Pick<Settings, "rfm">;
  readonly minorPerMajor: number;
  readonly aggregates: Aggregates;
  readonly money: () => AsyncIterable<MoneyCounts>;
};

/** First round over the shards' counts of money: repeat spend, and the exact M values near the quintile cuts. */
export const readMoney = async ({
  aggregates,
  money,
  minorPerMajor,
}: MoneyInput): Promise<{ spend: SpendData; scale: RfmScale }> => {
  const sample = new SpendSample();
  const buckets = aggregates.windowNetBuckets;
  const boundary = boundaryBuckets(buckets);
  const valuesIn = new Map([...boundary.keys()].map((bucket) => [bucket, new Histogram()]));
  for await (const { spend, windowNet } of money()) {
    const cells = spend();
    for (let i = 0; i < cells.length; i++)
      sample.add(cells.repeats[i] ?? 0, cells.repeatNetMinor[i] ?? 0, cells.count[i] ?? 0);
    for (const [netMinor, customers] of windowNet()) valuesIn.get(magnitudeBucket(netMinor))?.add(netMinor, customers);
  }
  return { spend: sample.toSpendData(minorPerMajor), scale: exactRisingScale(buckets, boundary, valuesIn) };
};

/** The same spend with each customer's first purchase day counted: all customers of the shop's history who brought something. */
export const readSpendWithFirst = async (
  { money, minorPerMajor }: Pick<MoneyInput, "money" | "minorPerMajor">,
  historyDays: number,
): Promise<SpendData> => {
  const sample = new SpendSample();
  for await (const { spend, once } of money()) {
    for (const cells of [spend(), once()].map((all) => withinHistory(all, historyDays)))
      for (let i = 0; i < cells.length; i++)
        sample.add(1 + (cells.repeats[i] ?? 0), cells.netMinor[i] ?? 0, cells.count[i] ?? 0);
  }
  return sample.toSpendData(minorPerMajor);
};

/** Scales of R, F and M: those set by hand, else fifths of the shop. */
export const rfmScales = ({ aggregates, settings, minorPerMajor }: MoneyInput, money: RfmScale): ModelFile["rfm"] => {
  const { cuts, windowDays } = settings.rfm;
  const byHand = (values: readonly number[] | undefined, unit: number): RfmScale | undefined =>
    values && { rule: "settings", cuts: values.map((value) => value * unit) };
  return {
    windowDays,
    r: byHand(cuts.r, 1) ?? fallingScale(aggregates.daysSilent),
    f: byHand(cuts.f, 1) ?? risingScale(aggregates.windowOrders),
    m: byHand(cuts.m, minorPerMajor) ?? money,
  };
};
