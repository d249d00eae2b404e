import type { ModelFile, RfmScale } from "../model/model-file.ts";
import type { Settings } from "../model/settings.ts";
import type { Aggregates } from "./aggregates.ts";
import { type SpendData, SpendSample } from "./models/spend-sample.ts";
import { boundaryBuckets, exactRisingScale, fallingScale, risingScale } from "./rfm/rfm.ts";
import { Histogram, magnitudeBucket } from "./summaries/histogram.ts";
import type { SummaryColumns } from "./summaries/summary-columns.ts";

/** What the scales of R, F and M and the model of spend are made from. */
export type MoneyInput = {
  readonly settings: Pick<Settings, "rfm">;
  readonly minorPerMajor: number;
  readonly aggregates: Aggregates;
  readonly summaries: () => AsyncIterable<SummaryColumns>;
};

/** First pass over all customers: repeat spend, and the exact M values near the quintile cuts. */
export const readMoney = async ({
  aggregates,
  summaries,
  minorPerMajor,
}: MoneyInput): Promise<{ spend: SpendData; scale: RfmScale }> => {
  const sample = new SpendSample();
  const buckets = aggregates.windowNetBuckets;
  const boundary = boundaryBuckets(buckets);
  const valuesIn = new Map([...boundary.keys()].map((bucket) => [bucket, new Histogram()]));
  for await (const columns of summaries()) {
    for (let i = 0; i < columns.length; i++) {
      sample.add(columns.repeats[i] ?? 0, columns.repeatNetMinor[i] ?? 0);
      if (columns.windowOrders[i] === 0) continue;
      const netMinor = columns.windowNetMinor[i] ?? 0;
      valuesIn.get(magnitudeBucket(netMinor))?.add(netMinor);
    }
  }
  return { spend: sample.toSpendData(minorPerMajor), scale: exactRisingScale(buckets, boundary, valuesIn) };
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
