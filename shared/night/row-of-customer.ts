import type { CustomerRow } from "../model/customer-row.ts";
import type { ModelFile } from "../model/model-file.ts";
import type { SummaryRow } from "../model/summary-row.ts";
import type { CustomerScore } from "../scoring/customer-score.ts";
import { lifecycleStage } from "../scoring/habits/lifecycle-stage.ts";
import { loyaltyOf } from "../scoring/habits/loyalty.ts";
import { priceSensitivity } from "../scoring/habits/price-sensitivity.ts";
import { toEpochDay } from "../scoring/summaries/epoch-day.ts";
import type { PurchaseSummary } from "../scoring/summaries/purchase-summary.ts";
import { toldChances } from "../scoring/told-chances.ts";

/** A shard file's row as scoring knows it. */
export const summaryOf = (row: SummaryRow): PurchaseSummary => ({
  firstDay: toEpochDay(row.first_day),
  lastDay: toEpochDay(row.last_day),
  repeats: row.repeats,
  recencyDays: row.recency_days,
  ageDays: row.age_days,
  repeatNetMinor: row.repeat_net,
  greatestRepeatMinor: row.greatest_repeat ?? 0,
  orders: row.orders,
  netMinor: row.net,
  windowOrders: row.window_orders,
  windowNetMinor: row.window_net,
  daysSilent: row.days_silent,
  seasonLastYear: row.season_last_year ?? 0,
  seasonYearBefore: row.season_year_before ?? 0,
});

/** What a column is made of: what summarise found, what score makes of it, and what the night knows of the whole shop. */
export type RowFacts = {
  readonly summary: SummaryRow;
  readonly score: CustomerScore;
  readonly model: Pick<ModelFile, "currency" | "habits">;
  /** How far the repeat score of a valuable customer fell within a week; null for who is not in the early warning. */
  readonly earlyWarningDrop: number | null;
};

/** How every column of `customers.csv` is made: one that is missing does not compile. Its sentence stands in `words/columns.ts`. */
export const rowOfCustomer = (facts: RowFacts): CustomerRow => rowWith(facts, toldChances(facts.score));

const rowWith = (
  { summary, score, model, earlyWarningDrop }: RowFacts,
  told: ReturnType<typeof toldChances>,
): CustomerRow => ({
  customer_id: summary.customer_id,
  email: summary.email,
  first_order_on: summary.first_day,
  last_order_on: summary.last_day,
  orders: summary.orders,
  net_value: summary.net,
  currency: model.currency,
  r: score.r ?? null,
  f: score.f ?? null,
  m: score.m ?? null,
  rfm_segment: score.segment,
  value_class: score.valueClass,
  tier: score.tier,
  days_silent: summary.days_silent,
  p_alive: told.pAlive ?? null,
  expected_purchases_90d: told.expected90 ?? null,
  next_order_from: score.nextOrderFrom ?? null,
  next_order_to: score.nextOrderTo ?? null,
  clv_12m: wholeMinor(score.clvMinor),
  clv_12m_low: wholeMinor(score.clvLowMinor),
  clv_12m_high: wholeMinor(score.clvHighMinor),
  lifecycle_stage: lifecycleStage(score.tier, summary.repeats),
  consent: summary.consent,
  repeat_score: told.repeatScore ?? null,
  next_order_median: score.nextOrderMedian ?? null,
  may_never_return: told.mayNeverReturn ?? null,
  clv_12m_model_low: wholeMinor(score.clvModelLowMinor),
  clv_12m_model_high: wholeMinor(score.clvModelHighMinor),
  value_band: score.valueBand,
  buying_habit: summary.buying_habit,
  loyalty: loyaltyOf(score.tier, {
    intervalVariation: summary.interval_variation,
    toldOrders: summary.told_orders,
    discountedOrders: summary.discounted_orders,
  }),
  price_sensitivity: priceSensitivity(model.habits, summary.told_orders, summary.discounted_orders),
  favourite_category: summary.favourite_category,
  usual_weekday: summary.usual_weekday,
  usual_hour: summary.usual_hour,
  early_warning_drop: earlyWarningDrop,
  cluster: score.cluster ?? null,
  reachable: summary.reachable,
  signed_up_on: summary.signed_up_on,
  cart_left_on: summary.cart_left_on,
  page_viewed_on: summary.page_viewed_on,
  message_read_on: summary.message_read_on,
  task_done_on: summary.task_done_on,
  pages_viewed_30d: summary.pages_viewed_30d,
  messages_read_30d: summary.messages_read_30d,
  segments: null,
  segments_since: null,
  drowsy_since: score.since.drowsy ?? null,
  half_asleep_since: score.since["half-asleep"] ?? null,
  asleep_since: score.since.asleep ?? null,
  order_due_on: score.orderDueOn ?? null,
});

const wholeMinor = (valueMinor: number | undefined): number | null =>
  valueMinor === undefined ? null : Math.round(valueMinor);
