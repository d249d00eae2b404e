import { decimalOf } from "../../shared/model/minor-units.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import { expectedIntervalDays } from "../../shared/scoring/dormancy.ts";
import { modelInForce } from "../../shared/scoring/forecaster.ts";
import type { PurchaseSummary } from "../../shared/scoring/purchase-summary.ts";
import type { CustomerScore } from "../../shared/scoring/scorer.ts";

/** One number about a customer: its value, the formula it comes from, and what went into that formula. */
export type Evidence = {
  name: string;
  value: number | string | null;
  formula: string;
  from: Readonly<Record<string, unknown>>;
};

const WEEK = 7;

/** Every number that a night says of a customer, with counts, parameters and formula behind it. */
export const explainScore = (summary: PurchaseSummary, score: CustomerScore, model: ModelFile): Evidence[] => [
  ...explainTier(summary, score, model),
  ...explainRfm(summary, score, model),
  ...explainForecast(summary, score, model),
  {
    name: "value_class",
    value: score.valueClass,
    formula: "A down to cut a, B down to cut b, C below; cuts at the set shares of all value",
    from: { ...model.valueClass },
  },
];

const explainTier = (summary: PurchaseSummary, score: CustomerScore, model: ModelFile): Evidence[] => {
  const params = modelInForce(model)?.params;
  const { repeats, recencyDays, daysSilent } = summary;
  const byRhythm = model.tiers.rule === "rhythm" && params !== undefined;
  const interval = params === undefined ? null : expectedIntervalDays(params, repeats, recencyDays);
  return [
    { name: "days_silent", value: daysSilent, formula: "as-of day - last purchase day", from: { asOf: model.asOf } },
    {
      name: "expected_interval_days",
      value: interval,
      formula: "7 (alpha + t_x) / (r + x)",
      from: { alpha: params?.alpha, r: params?.r, x: repeats, t_x_weeks: recencyDays / WEEK },
    },
    {
      name: "tier",
      value: score.tier,
      formula: byRhythm
        ? "days_silent / expected_interval_days against the cuts, lowered by hysteresis for who was there already"
        : "days_silent against the cuts, for want of a model",
      from: { measure: score.silence, ...model.tiers },
    },
  ];
};

const explainRfm = (summary: PurchaseSummary, score: CustomerScore, { rfm, currency }: ModelFile): Evidence[] => [
  {
    name: "r",
    value: score.r ?? null,
    formula: "5 at the shortest silence, by the cuts",
    from: { daysSilent: summary.daysSilent, ...rfm.r },
  },
  {
    name: "f",
    value: score.f ?? null,
    formula: `orders in ${rfm.windowDays} days, by the cuts`,
    from: { orders: summary.windowOrders, ...rfm.f },
  },
  {
    name: "m",
    value: score.m ?? null,
    formula: `net value in ${rfm.windowDays} days, by the cuts (minor units)`,
    from: { net: decimalOf(summary.windowNetMinor, currency), ...rfm.m },
  },
  {
    name: "rfm_segment",
    value: score.segment,
    formula: "the table of 125 codes; Lost without an order in the window",
    from: { code: [score.r, score.f, score.m].map((digit) => digit ?? "-").join("") },
  },
];

const explainForecast = (summary: PurchaseSummary, score: CustomerScore, model: ModelFile): Evidence[] => {
  const { repeats, recencyDays, ageDays, repeatNetMinor } = summary;
  const params = modelInForce(model)?.params;
  const history = { x: repeats, t_x_weeks: recencyDays / WEEK, T_weeks: ageDays / WEEK };
  const from = { ...params, ...history, restsOn: `${model.customers} customers` };
  const early = model.chosen === "bgnbd" ? "b + x - 1" : "b + x";
  const spend = model.models.gammaGamma?.params;
  const money = (minor: number | undefined) =>
    minor === undefined ? null : decimalOf(Math.round(minor), model.currency);
  return [
    {
      name: "p_alive",
      value: score.pAlive ?? null,
      formula: `1 / (1 + a / (${early}) ((alpha + T) / (alpha + t_x))^(r + x))${model.chosen === "bgnbd" ? "; 1 for x = 0" : ""}`,
      from,
    },
    {
      name: "p_active_90d",
      value: score.pActive90 ?? null,
      formula: "p_alive (1 - ((alpha + T) / (alpha + T + 90/7))^(r + x))",
      from,
    },
    {
      name: "expected_purchases_90d",
      value: score.expected90 ?? null,
      formula: "p_alive × expected purchases of who is alive, leaving after each with a chance drawn from beta(a, b)",
      from,
    },
    {
      name: "clv_12m",
      value: money(score.clvMinor),
      formula:
        "sum over months of expected purchases × expected spend / (1 + discount)^month; spend = p (gamma + x m) / (p x + q - 1)",
      from: {
        ...model.clv,
        ...spend,
        x: repeats,
        m: repeats === 0 ? null : money(repeatNetMinor / repeats),
        low: money(score.clvLowMinor),
        high: money(score.clvHighMinor),
      },
    },
  ];
};
