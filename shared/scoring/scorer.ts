import type { Tier, ValueClass } from "../model/customer.ts";
import type { ValueBand } from "../model/customer-row.ts";
import type { ModelFile } from "../model/model-file.ts";
import type { Day } from "../model/time.ts";
import { clusterNamer, type NameCluster } from "./cluster-of.ts";
import { enteredTierWithin, type PreviousTier, type Rhythm, silenceMeasure, tierOf } from "./dormancy.ts";
import { type ForecastColumns, Forecaster } from "./forecaster.ts";
import { type NextOrderColumns, NextOrderForecaster } from "./next-order.ts";
import type { PurchaseSummary } from "./purchase-summary.ts";
import { repeatScorer, type ScoreRepeats } from "./repeat-scorer.ts";
import { fallingScore, risingScore, type ScoreOf } from "./rfm.ts";
import { OUTSIDE_WINDOW, type RfmSegment, rfmSegment } from "./rfm-segments.ts";
import { rhythmOf } from "./rhythm-of.ts";
import { type SummaryColumns, toSummaryColumns } from "./summary-columns.ts";
import { hasFlipped } from "./tier-flip.ts";
import { valueBandOf } from "./value-bands.ts";
import { valueClassOf } from "./value-class.ts";

/** Everything a night says of many customers, one entry each; see `CustomerScore` for what is what. 0 in r, f, m: no score. */
export type ScoreColumns = ForecastColumns & {
  /** Chance of a purchase within 90 days, as proved best; NaN where there is none. */
  readonly repeatScore: Float64Array;
  readonly r: Uint8Array;
  readonly f: Uint8Array;
  readonly m: Uint8Array;
  readonly segment: readonly RfmSegment[];
  readonly valueClass: readonly ValueClass[];
  readonly valueBand: readonly ValueBand[];
  readonly tier: readonly Tier[];
  readonly silence: Float64Array;
  readonly enteredLately: readonly boolean[];
  readonly flipped: readonly boolean[];
  readonly nextOrder: NextOrderColumns;
  readonly cluster: readonly (string | undefined)[];
};

/** Everything a night says of one customer; undefined where it cannot say. Money is in minor units, not rounded. */
export type CustomerScore = {
  /** 1 to 5; undefined for who has no order in the RFM window. */
  readonly r: number | undefined;
  readonly f: number | undefined;
  readonly m: number | undefined;
  readonly segment: RfmSegment;
  readonly valueClass: ValueClass;
  readonly valueBand: ValueBand;
  readonly tier: Tier;
  /** What the tier cuts are compared with: silence over expected interval, or days, as `model.tiers.rule` says. */
  readonly silence: number;
  /** Whether a first score would find the customer in this tier, but not one of 7 days ago (ADR 0001). */
  readonly enteredLately: boolean;
  /** Whether the tier changed tonight without anything the customer did (`tier-flip.ts`). */
  readonly flipped: boolean;
  /** Window and middle of the next order, given that there is one; undefined beyond five years. */
  readonly nextOrderFrom: Day | undefined;
  readonly nextOrderMedian: Day | undefined;
  readonly nextOrderTo: Day | undefined;
  /** Chance that the customer never buys again. */
  readonly mayNeverReturn: number | undefined;
  /** Name of the nearest cluster; undefined on a night without clusters. */
  readonly cluster: string | undefined;
  readonly pAlive: number | undefined;
  /** P(at least one purchase in 90 days), and expected purchases in them. */
  readonly pActive90: number | undefined;
  /** Chance of a purchase within 90 days by the rule that proved itself (`model.repeatScore`). */
  readonly repeatScore: number | undefined;
  readonly expected90: number | undefined;
  /** Until `model.clv.horizonMonths`, with two intervals of 90 % (`ClvIntervals`): of all uncertainty, and of the parameters' alone. */
  readonly clvMinor: number | undefined;
  readonly clvLowMinor: number | undefined;
  readonly clvHighMinor: number | undefined;
  readonly clvModelLowMinor: number | undefined;
  readonly clvModelHighMinor: number | undefined;
};

/** A night's model, ready to score. Keep it for a whole shard: it learns its tables. */
export type Scorer = {
  readonly model: ModelFile;
  readonly rhythm: Rhythm | undefined;
  readonly forecaster: Forecaster;
  readonly scoreRepeats: ScoreRepeats;
  readonly scoreR: ScoreOf;
  readonly scoreF: ScoreOf;
  readonly scoreM: ScoreOf;
  readonly nameCluster: NameCluster | undefined;
  readonly nextOrder: NextOrderForecaster;
};

/** Days within which a customer without an earlier score must have crossed a cut to count as having entered a tier. */
export const LATELY_DAYS = 7;

export const makeScorer = (model: ModelFile): Scorer => ({
  model,
  rhythm: rhythmOf(model.chosen, model.models),
  forecaster: new Forecaster(model),
  scoreRepeats: repeatScorer(model),
  scoreR: fallingScore(model.rfm.r),
  scoreF: risingScore(model.rfm.f),
  scoreM: risingScore(model.rfm.m),
  nameCluster: model.clusters ? clusterNamer(model.clusters) : undefined,
  nextOrder: new NextOrderForecaster(model),
});

/**
 * Scores columns of customers, as of the model's day. `previous` is what the newest night of an earlier day said of each,
 * at the same place; undefined for who had no score.
 */
export const scoreColumns = (
  scorer: Scorer,
  customers: SummaryColumns,
  previous: readonly (PreviousTier | undefined)[],
): ScoreColumns => {
  const { rhythm, model } = scorer;
  const forecast = scorer.forecaster.forecast(customers);
  const repeatScore = scorer.scoreRepeats(customers, forecast.pActive90);
  const nextOrder = scorer.nextOrder.emptyColumns(customers.length);
  const out = { ...emptyScores(customers.length, forecast), repeatScore, nextOrder };
  const byClv = model.valueClass.basis === "clv";
  for (let i = 0; i < customers.length; i++) {
    const repeats = customers.repeats[i] ?? 0;
    const recencyDays = customers.recencyDays[i] ?? 0;
    const daysSilent = (customers.ageDays[i] ?? 0) - recencyDays;
    const measure = silenceMeasure(model.tiers, rhythm, repeats, recencyDays, daysSilent);
    out.silence[i] = measure;
    const tier = tierOf(model.tiers, measure, repeats, previous[i]);
    out.tier.push(tier);
    out.flipped.push(hasFlipped(tier, previous[i], model.tiers.before, repeats, recencyDays, daysSilent));
    out.enteredLately.push(enteredTierWithin(model.tiers, rhythm, repeats, recencyDays, daysSilent, LATELY_DAYS));
    scorer.nextOrder.write(nextOrder, i, repeats, customers.ageDays[i] ?? 0, forecast.pAlive[i] ?? Number.NaN);
    out.segment.push(scoreRfm(scorer, customers, i, out));
    out.cluster.push(scorer.nameCluster?.(repeats, recencyDays, daysSilent, customers.netMinor[i] ?? 0));
    const valueMinor = byClv ? forecast.clvMinor[i] : customers.netMinor[i];
    out.valueClass.push(valueClassOf(valueMinor ?? 0, model.valueClass));
    out.valueBand.push(valueBandOf(valueMinor ?? 0, model.valueBands));
  }
  return out;
};

/** The same for one customer. */
export const scoreCustomer = (
  scorer: Scorer,
  summary: PurchaseSummary,
  previous: PreviousTier | undefined,
): CustomerScore => scoreAt(scoreColumns(scorer, toSummaryColumns([summary]), [previous]), 0);

/** One customer's entry of scored columns. Throws a RangeError past their end. */
export const scoreAt = (scores: ScoreColumns, i: number): CustomerScore => {
  const segment = scores.segment[i];
  const valueClass = scores.valueClass[i];
  const valueBand = scores.valueBand[i];
  const tier = scores.tier[i];
  if (segment === undefined || valueClass === undefined || valueBand === undefined || tier === undefined) {
    throw new RangeError(`there is no customer ${i} among ${scores.tier.length} scored ones`);
  }
  const known = (column: Float64Array): number | undefined => {
    const value = column[i];
    return Number.isNaN(value) ? undefined : value;
  };
  return {
    r: scores.r[i] || undefined,
    f: scores.f[i] || undefined,
    m: scores.m[i] || undefined,
    segment,
    valueClass,
    valueBand,
    tier,
    silence: scores.silence[i] ?? 0,
    enteredLately: scores.enteredLately[i] ?? false,
    flipped: scores.flipped[i] ?? false,
    nextOrderFrom: scores.nextOrder.dayAhead(scores.nextOrder.from[i] ?? Number.NaN),
    nextOrderMedian: scores.nextOrder.dayAhead(scores.nextOrder.median[i] ?? Number.NaN),
    nextOrderTo: scores.nextOrder.dayAhead(scores.nextOrder.to[i] ?? Number.NaN),
    mayNeverReturn: known(scores.nextOrder.mayNever),
    cluster: scores.cluster[i],
    pAlive: known(scores.pAlive),
    pActive90: known(scores.pActive90),
    repeatScore: known(scores.repeatScore),
    expected90: known(scores.expected90),
    clvMinor: known(scores.clvMinor),
    clvLowMinor: known(scores.clvLowMinor),
    clvHighMinor: known(scores.clvHighMinor),
    clvModelLowMinor: known(scores.clvModelLowMinor),
    clvModelHighMinor: known(scores.clvModelHighMinor),
  };
};

const emptyScores = (length: number, forecast: ForecastColumns) => {
  const segment: RfmSegment[] = [];
  const valueClass: ValueClass[] = [];
  const valueBand: ValueBand[] = [];
  const tier: Tier[] = [];
  const enteredLately: boolean[] = [];
  const flipped: boolean[] = [];
  const cluster: (string | undefined)[] = [];
  const scores = { r: new Uint8Array(length), f: new Uint8Array(length), m: new Uint8Array(length) };
  return {
    ...forecast,
    ...scores,
    segment,
    valueClass,
    valueBand,
    tier,
    enteredLately,
    flipped,
    cluster,
    silence: new Float64Array(length),
  };
};

const scoreRfm = (
  { scoreR, scoreF, scoreM }: Scorer,
  customers: SummaryColumns,
  i: number,
  out: Pick<ScoreColumns, "r" | "f" | "m">,
): RfmSegment => {
  const orders = customers.windowOrders[i] ?? 0;
  if (orders === 0) return OUTSIDE_WINDOW;
  const r = scoreR((customers.ageDays[i] ?? 0) - (customers.recencyDays[i] ?? 0));
  const f = scoreF(orders);
  const m = scoreM(customers.windowNetMinor[i] ?? 0);
  out.r[i] = r;
  out.f[i] = f;
  out.m[i] = m;
  return rfmSegment(r, f, m);
};
