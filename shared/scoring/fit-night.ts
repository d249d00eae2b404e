import type { ModelFile, RfmScale, Statement } from "../model/model-file.ts";
import type { Settings } from "../model/settings.ts";
import type { Day } from "../model/time.ts";
import type { Aggregates } from "./aggregates.ts";
import { choosePurchaseModel, chooseSpendModel } from "./choose-models.ts";
import { FIXED_DAYS } from "./dormancy.ts";
import { Forecaster } from "./forecaster.ts";
import { Histogram, magnitudeBucket } from "./histogram.ts";
import { toPurchaseData } from "./purchase-data.ts";
import { boundaryBuckets, exactRisingScale, fallingScale, risingScale } from "./rfm.ts";
import { type SpendData, SpendSample, spendFrequencyCorrelation } from "./spend-sample.ts";
import { statements } from "./statements.ts";
import type { SummaryColumns } from "./summary-columns.ts";
import { ValueClassCutter } from "./value-class.ts";

/**
 * How a night's scoring goes, from purchase days to scores. All of it is pure; the same customers give the same bytes,
 * in whatever order and number of shards.
 *
 * Per shard (`summarise`), for each customer:
 *   summary = summarisePurchases(decodePurchaseDays(customer.days), toEpochDay(asOf), settings.rfm.windowDays)
 *   undefined where nothing was bought until the as-of day: leave the customer out; else keep the summary in the shard file and
 *   addSummary(aggregates, summary)            where aggregates = newAggregates()
 *   and at the end write toAggregatesFile(aggregates) as JSON, about 6 bytes a customer.
 *
 * Once (`fit`):
 *   for each shard mergeAggregatesFile(merged, aggregatesFileSchema.parse(json))
 *   model = await fitNight({ asOf, settings, minorPerMajor, aggregates: merged, summaries, yesterday })
 *   `summaries()` streams every shard's columns (`toSummaryColumns`, or filled from the file's own columns); it is called
 *   three times: spend and exact M cuts, then the two rounds of the value classes. Memory: cells, repeat spend, no customers.
 *   `yesterday` is the model of an earlier as-of day, used only where tonight's fit fails.
 *   `minorPerMajor` is 100 for dollars, 1 for yen.
 *
 * Per shard (`score`):
 *   scorer = makeScorer(model)                 once per worker: it learns its tables
 *   scoreColumns(scorer, columns, previous)    or scoreCustomer(scorer, summary, previous) for one
 *   `model` is model.json and holds everything: no settings are needed to score.
 */
export type FitNightInput = {
  readonly asOf: Day;
  readonly settings: Pick<Settings, "currency" | "rfm" | "tiers" | "valueClasses" | "clv">;
  readonly minorPerMajor: number;
  readonly aggregates: Aggregates;
  readonly summaries: () => AsyncIterable<SummaryColumns>;
  readonly yesterday?: ModelFile | undefined;
};

/** Content of `model.json`. Never throws for want of data: what cannot be fitted is null, and a statement says so. */
export const fitNight = async (input: FitNightInput): Promise<ModelFile> => {
  const { asOf, settings, minorPerMajor, aggregates, yesterday } = input;
  const data = toPurchaseData(aggregates.cells.toCells());
  const purchases = choosePurchaseModel(data, asOf, yesterday);
  const money = await readMoney(input);
  const spend = chooseSpendModel(money.spend, asOf, yesterday);
  const rfm = rfmScales(input, money.scale);
  const before = {
    asOf,
    customers: data.customers,
    timeUnit: "week",
    currency: settings.currency,
    minorPerMajor,
    chosen: purchases.chosen,
    models: { ...purchases.models, gammaGamma: spend.gammaGamma },
    counts: {
      repeatBuyers: data.moreThan[0] ?? 0,
      repeatPurchaseDays: data.repeats,
      spenders: money.spend.spendMajor.length,
      inRfmWindow: aggregates.daysSilent.total,
      cells: data.cells.length,
    },
    spendFrequencyCorrelation: spendFrequencyCorrelation(money.spend),
    rfm,
    tiers: tierRule(settings, purchases.chosen),
    clv: settings.clv,
    scorecard: null,
  } as const;
  const valueClass = await cutValueClasses(input, new Forecaster(before));
  const said = [...purchases.statements, ...spend.statements, ...furtherStatements({ ...before, valueClass })];
  return { ...before, valueClass, statements: data.customers === 0 ? said.slice(0, 1) : said };
};

/** First pass over all customers: repeat spend, and the exact M values near the quintile cuts. */
const readMoney = async ({
  aggregates,
  summaries,
  minorPerMajor,
}: FitNightInput): Promise<{ spend: SpendData; scale: RfmScale }> => {
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

const rfmScales = ({ aggregates, settings, minorPerMajor }: FitNightInput, money: RfmScale): ModelFile["rfm"] => {
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

const tierRule = ({ tiers }: FitNightInput["settings"], chosen: ModelFile["chosen"]): ModelFile["tiers"] => ({
  rule: chosen === "none" ? "fixed-days" : "rhythm",
  cuts: chosen === "none" ? [...FIXED_DAYS] : tiers.cuts,
  hysteresis: tiers.hysteresis,
});

/** Second and third pass: value classes by cumulative share, of CLV where there is one, else of net value. */
const cutValueClasses = async (
  { settings, summaries }: FitNightInput,
  forecaster: Forecaster,
): Promise<ModelFile["valueClass"]> => {
  const cutter = new ValueClassCutter(settings.valueClasses);
  const round = async (take: (valueMinor: number) => void): Promise<void> => {
    for await (const columns of summaries()) {
      const values = forecaster.knowsValue ? forecaster.clvMinor(columns) : columns.netMinor;
      for (const value of values) take(Math.round(value));
    }
  };
  await round((value) => cutter.count(value));
  cutter.startRoundTwo();
  await round((value) => cutter.countExactly(value));
  const basis = forecaster.knowsValue ? "clv" : "net-value";
  return { basis, shares: settings.valueClasses, cutsMinor: cutter.cuts() };
};

/** Correlation of spend and frequency from which Gamma-Gamma's assumption of none is worth a word (CDNOW has .11). */
const NOTABLE_CORRELATION = 0.3;

const furtherStatements = (model: Omit<ModelFile, "statements">): Statement[] => {
  const { chosen, rfm, counts, valueClass, tiers, spendFrequencyCorrelation: correlation } = model;
  const said: Statement[] = [];
  if (chosen === "none") said.push(statements.simpleRules(tiers.cuts));
  if (correlation !== null && Math.abs(correlation) > NOTABLE_CORRELATION) {
    said.push(statements.spendFollowsFrequency(correlation, counts.spenders));
  }
  if (valueClass.basis === "net-value") said.push(statements.valueByNetValue());
  if ([rfm.r, rfm.f, rfm.m].some(({ rule }) => rule === "even"))
    said.push(statements.tooFewForQuintiles(counts.inRfmWindow));
  return said;
};
