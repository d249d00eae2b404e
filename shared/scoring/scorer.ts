import type { Tier, ValueClass } from "../model/customer.ts";
import type { ModelFile } from "../model/model-file.ts";
import { enteredTierWithin, type PreviousTier, type Rhythm, silenceMeasure, tierOf } from "./dormancy.ts";
import { type ForecastColumns, Forecaster, modelInForce } from "./forecaster.ts";
import type { PurchaseSummary } from "./purchase-summary.ts";
import { fallingScore, risingScore, type ScoreOf } from "./rfm.ts";
import { OUTSIDE_WINDOW, type RfmSegment, rfmSegment } from "./rfm-segments.ts";
import { type SummaryColumns, toSummaryColumns } from "./summary-columns.ts";
import { valueClassOf } from "./value-class.ts";

/** Everything a night says of many customers, one entry each; see `CustomerScore` for what is what. 0 in r, f, m: no score. */
export type ScoreColumns = ForecastColumns & {
  readonly r: Uint8Array;
  readonly f: Uint8Array;
  readonly m: Uint8Array;
  readonly segment: readonly RfmSegment[];
  readonly valueClass: readonly ValueClass[];
  readonly tier: readonly Tier[];
  readonly silence: Float64Array;
  readonly enteredLately: readonly boolean[];
};

/** Everything a night says of one customer; undefined where it cannot say. Money is in minor units, not rounded. */
export type CustomerScore = {
  /** 1 to 5; undefined for who has no order in the RFM window. */
  readonly r: number | undefined;
  readonly f: number | undefined;
  readonly m: number | undefined;
  readonly segment: RfmSegment;
  readonly valueClass: ValueClass;
  readonly tier: Tier;
  /** What the tier cuts are compared with: silence over expected interval, or days, as `model.tiers.rule` says. */
  readonly silence: number;
  /** Whether a first score would find the customer in this tier, but not one of 7 days ago (ADR 0001). */
  readonly enteredLately: boolean;
  readonly pAlive: number | undefined;
  /** P(at least one purchase in 90 days), and expected purchases in them. */
  readonly pActive90: number | undefined;
  readonly expected90: number | undefined;
  /** Until `model.clv.horizonMonths`, with the interval of the middle 80 % of purchases to come. */
  readonly clvMinor: number | undefined;
  readonly clvLowMinor: number | undefined;
  readonly clvHighMinor: number | undefined;
};

/** A night's model, ready to score. Keep it for a whole shard: it learns its tables. */
export type Scorer = {
  readonly model: ModelFile;
  readonly rhythm: Rhythm | undefined;
  readonly forecaster: Forecaster;
  readonly scoreR: ScoreOf;
  readonly scoreF: ScoreOf;
  readonly scoreM: ScoreOf;
};

/** Days within which a customer without an earlier score must have crossed a cut to count as having entered a tier. */
export const LATELY_DAYS = 7;

export const makeScorer = (model: ModelFile): Scorer => ({
  model,
  rhythm: modelInForce(model)?.params,
  forecaster: new Forecaster(model),
  scoreR: fallingScore(model.rfm.r),
  scoreF: risingScore(model.rfm.f),
  scoreM: risingScore(model.rfm.m),
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
  const out = emptyScores(customers.length, forecast);
  const byClv = model.valueClass.basis === "clv";
  for (let i = 0; i < customers.length; i++) {
    const repeats = customers.repeats[i] ?? 0;
    const recencyDays = customers.recencyDays[i] ?? 0;
    const daysSilent = (customers.ageDays[i] ?? 0) - recencyDays;
    const measure = silenceMeasure(model.tiers, rhythm, repeats, recencyDays, daysSilent);
    out.silence[i] = measure;
    out.tier.push(tierOf(model.tiers, measure, repeats, previous[i]));
    out.enteredLately.push(enteredTierWithin(model.tiers, rhythm, repeats, recencyDays, daysSilent, LATELY_DAYS));
    out.segment.push(scoreRfm(scorer, customers, i, out));
    const valueMinor = byClv ? forecast.clvMinor[i] : customers.netMinor[i];
    out.valueClass.push(valueClassOf(valueMinor ?? 0, model.valueClass));
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
  const tier = scores.tier[i];
  if (segment === undefined || valueClass === undefined || tier === undefined) {
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
    tier,
    silence: scores.silence[i] ?? 0,
    enteredLately: scores.enteredLately[i] ?? false,
    pAlive: known(scores.pAlive),
    pActive90: known(scores.pActive90),
    expected90: known(scores.expected90),
    clvMinor: known(scores.clvMinor),
    clvLowMinor: known(scores.clvLowMinor),
    clvHighMinor: known(scores.clvHighMinor),
  };
};

const emptyScores = (length: number, forecast: ForecastColumns) => {
  const segment: RfmSegment[] = [];
  const valueClass: ValueClass[] = [];
  const tier: Tier[] = [];
  const enteredLately: boolean[] = [];
  const scores = { r: new Uint8Array(length), f: new Uint8Array(length), m: new Uint8Array(length) };
  return { ...forecast, ...scores, segment, valueClass, tier, enteredLately, silence: new Float64Array(length) };
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
