import type { Tier } from "../model/customer.ts";
import type { ModelFile } from "../model/model-file.ts";
import type { RfmSegment } from "../model/rfm-segment.ts";
import { HORIZON_DAYS } from "../model/rule-limits.ts";
import type { Day } from "../model/time.ts";
import { clusterNamer, type NameCluster } from "./clusters/cluster-of.ts";
import { type CustomerScore, scoreAt } from "./customer-score.ts";
import { activeChances } from "./models/active-chances.ts";
import { inDoubt } from "./models/doubted-silence.ts";
import { modelInForce } from "./models/purchase-model.ts";
import { NextOrderForecaster } from "./next-order/next-order.ts";
import { purchasesByScore } from "./repeat-score/purchases-by-score.ts";
import { repeatChances, repeatScorer, type ScoreRepeats } from "./repeat-score/repeat-scorer.ts";
import { fallingScore, risingScore, type ScoreOf } from "./rfm/rfm.ts";
import { OUTSIDE_WINDOW, rfmSegment } from "./rfm/rfm-segments.ts";
import { emptyScores, type ScoreColumns } from "./score-columns.ts";
import { addDays } from "./summaries/epoch-day.ts";
import type { PurchaseSummary } from "./summaries/purchase-summary.ts";
import { type SummaryColumns, toSummaryColumns } from "./summaries/summary-columns.ts";
import { type PreviousTier, tierOf } from "./tiers/dormancy.ts";
import { isOtherRule } from "./tiers/other-rule.ts";
import { hasFlipped, meterBefore } from "./tiers/tier-flip.ts";
import { type TierMeter, tierMeter } from "./tiers/tier-meter.ts";
import { tierModelsOf } from "./tiers/tier-models-of.ts";
import { type Silence, tierSince } from "./tiers/tier-since.ts";
import { Forecaster } from "./value/forecaster.ts";
import { valueBandOf } from "./value/value-bands.ts";
import { valueClassOf } from "./value/value-class.ts";

/** A night's model, ready to score. Keep it for a whole shard: it learns its tables. */
export type Scorer = {
  readonly model: ModelFile;
  readonly tierMeter: TierMeter;
  readonly meterBefore: TierMeter | undefined;
  /** That of the night before, where tonight's tiers go by another rule. */
  readonly meterLeft: TierMeter | undefined;
  readonly forecaster: Forecaster;
  readonly repeatChances: ReturnType<typeof repeatChances>;
  readonly scoreRepeats: ScoreRepeats;
  readonly scoreR: ScoreOf;
  readonly scoreF: ScoreOf;
  readonly scoreM: ScoreOf;
  readonly nameCluster: NameCluster | undefined;
  readonly nextOrder: NextOrderForecaster;
};

export const makeScorer = (model: ModelFile): Scorer => ({
  model,
  tierMeter: tierMeter(model.tiers, tierModelsOf(model)),
  meterBefore: meterBefore(model.tiers.before),
  meterLeft: leftRule(model.tiers),
  forecaster: new Forecaster(model),
  repeatChances: repeatChances(model),
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
  const { model, tierMeter: meter } = scorer;
  const forecast = scorer.forecaster.forecast(customers);
  const repeatScore = scorer.scoreRepeats(customers, scorer.repeatChances(customers, forecast.pActive90));
  const nextOrder = scorer.nextOrder.emptyColumns(customers.length);
  const expected90 = forecast.expected90.map((expected, i) =>
    purchasesByScore(repeatScore[i] ?? Number.NaN, forecast.pActive90[i] ?? 0, expected),
  );
  const out = { ...emptyScores(customers.length, { ...forecast, expected90 }), repeatScore, nextOrder };
  const chances = chancesForTiers(model, customers, forecast.pActive90);
  const byClv = model.valueClass.basis === "clv";
  for (let i = 0; i < customers.length; i++) {
    const repeats = customers.repeats[i] ?? 0;
    const recencyDays = customers.recencyDays[i] ?? 0;
    const daysSilent = (customers.ageDays[i] ?? 0) - recencyDays;
    const measure = meter.measure(repeats, recencyDays, daysSilent, chances?.[i]);
    out.silence[i] = measure;
    const tier = tierOf(model.tiers, measure, repeats, previous[i]);
    out.tier.push(tier);
    out.flipped.push(hasFlipped(tier, previous[i], scorer.meterBefore, repeats, recencyDays, daysSilent));
    const silence = { asOf: model.asOf, repeats, recencyDays, daysSilent };
    out.since.push(
      tierSince(tier, silence, previous[i]?.silence, meter, tierBy(scorer.meterLeft, silence, previous[i])),
    );
    out.orderDueOn.push(
      previous[i]?.silence?.orderDueOn ??
        dayOrNone(model.asOf, scorer.nextOrder.dueAfter(repeats, recencyDays) - daysSilent),
    );
    scorer.nextOrder.write(nextOrder, i, {
      repeats,
      ageDays: customers.ageDays[i] ?? 0,
      pAlive: forecast.pAlive[i] ?? Number.NaN,
      pActive90: forecast.pActive90[i] ?? Number.NaN,
      repeatScore: repeatScore[i] ?? Number.NaN,
    });
    out.segment.push(scoreRfm(scorer, customers, i, out));
    out.cluster.push(scorer.nameCluster?.(repeats, recencyDays, daysSilent, customers.netMinor[i] ?? 0));
    const valueMinor = byClv ? forecast.clvMinor[i] : customers.netMinor[i];
    out.valueClass.push(valueClassOf(valueMinor ?? 0, model.valueClass));
    out.valueBand.push(valueBandOf(valueMinor ?? 0, model.valueBands));
  }
  return out;
};

const tierBy = (
  meter: TierMeter | undefined,
  { repeats, recencyDays, daysSilent }: Silence,
  previous: PreviousTier | undefined,
): Tier | undefined => meter && tierOf(meter.rule, meter.measure(repeats, recencyDays, daysSilent), repeats, previous);

const leftRule = (tiers: ModelFile["tiers"]): TierMeter | undefined =>
  tiers.before !== null && isOtherRule(tiers, tiers.before) ? meterBefore(tiers.before) : undefined;

/** P(active) by MBG/NBD, which tiers go by: that of the forecast where MBG/NBD makes it, with as much doubt. undefined where there is none. */
const chancesForTiers = (
  { chosen, models, tiers, doubt }: ModelFile,
  customers: SummaryColumns,
  pActive90: Float64Array,
): Float64Array | undefined => {
  if (chosen === "none") return undefined;
  if (chosen === "mbgnbd" && (doubt ?? 0) === (tiers.doubt ?? 0)) return pActive90;
  const model = modelInForce({ chosen: "mbgnbd", models });
  return model && activeChances(inDoubt(model, tiers.doubt), customers, HORIZON_DAYS);
};

const dayOrNone = (asOf: Day, ahead: number): Day | undefined =>
  Number.isNaN(ahead) ? undefined : addDays(asOf, ahead);

/** The same for one customer. */
export const scoreCustomer = (
  scorer: Scorer,
  summary: PurchaseSummary,
  previous: PreviousTier | undefined,
): CustomerScore => scoreAt(scoreColumns(scorer, toSummaryColumns([summary]), [previous]), 0);

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
