import type { CustomerRow } from "../model/customer-row.ts";
import type { HabitsOfShop } from "../model/habits.ts";
import type { Currency } from "../model/money.ts";
import type { SummaryRow } from "../model/summary-row.ts";
import type { CustomerScore } from "../scoring/customer-score.ts";
import { lifecycleStage } from "../scoring/habits/lifecycle-stage.ts";
import { toEpochDay } from "../scoring/summaries/epoch-day.ts";
import type { PurchaseSummary } from "../scoring/summaries/purchase-summary.ts";
import { habitColumns } from "./habit-columns.ts";

/** A shard file's row as scoring knows it. */
export const summaryOf = (row: SummaryRow): PurchaseSummary => ({
  firstDay: toEpochDay(row.first_day),
  lastDay: toEpochDay(row.last_day),
  repeats: row.repeats,
  recencyDays: row.recency_days,
  ageDays: row.age_days,
  repeatNetMinor: row.repeat_net,
  orders: row.orders,
  netMinor: row.net,
  windowOrders: row.window_orders,
  windowNetMinor: row.window_net,
  daysSilent: row.days_silent,
});

/** What marketing receives of one customer. */
export const rowOfCustomer = (
  summary: SummaryRow,
  score: CustomerScore,
  currency: Currency,
  habits: HabitsOfShop,
): CustomerRow => ({
  customer_id: summary.customer_id,
  email: summary.email,
  first_order_on: summary.first_day,
  last_order_on: summary.last_day,
  orders: summary.orders,
  net_value: summary.net,
  currency,
  r: score.r ?? null,
  f: score.f ?? null,
  m: score.m ?? null,
  rfm_segment: score.segment,
  value_class: score.valueClass,
  tier: score.tier,
  days_silent: summary.days_silent,
  p_alive: score.pAlive ?? null,
  expected_purchases_90d: score.expected90 ?? null,
  next_order_from: score.nextOrderFrom ?? null,
  next_order_to: score.nextOrderTo ?? null,
  clv_12m: wholeMinor(score.clvMinor),
  clv_12m_low: wholeMinor(score.clvLowMinor),
  clv_12m_high: wholeMinor(score.clvHighMinor),
  lifecycle_stage: lifecycleStage(score.tier, summary.repeats),
  consent: summary.consent,
  repeat_score: score.repeatScore ?? null,
  next_order_median: score.nextOrderMedian ?? null,
  may_never_return: score.mayNeverReturn ?? null,
  clv_12m_model_low: wholeMinor(score.clvModelLowMinor),
  clv_12m_model_high: wholeMinor(score.clvModelHighMinor),
  value_band: score.valueBand,
  ...habitColumns(summary, score.tier, habits),
  early_warning_drop: null,
  cluster: score.cluster ?? null,
});

const wholeMinor = (valueMinor: number | undefined): number | null =>
  valueMinor === undefined ? null : Math.round(valueMinor);
