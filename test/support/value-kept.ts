import { settingsSchema } from "../../shared/model/settings.ts";
import { summarisePurchases } from "../../shared/scoring/summaries/purchase-summary.ts";
import { toSummaryColumns } from "../../shared/scoring/summaries/summary-columns.ts";
import { DAYS_PER_MONTH } from "../../shared/scoring/value/clv.ts";
import { clvTotal } from "../../shared/scoring/value/clv-total.ts";
import { Forecaster } from "../../shared/scoring/value/forecaster.ts";
import { nightOfDays, type Shop } from "./night-of-days.ts";

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** A night's value as of a day, for so much of a year as the log goes on, beside what came; undefined where a night has no value. */
export const valueKept = async (shop: Shop, asOfDay: number, lastDay: number) => {
  const horizonMonths = Math.min(12, Math.floor((lastDay - asOfDay) / DAYS_PER_MONTH + 0.01));
  const settings = settingsSchema.parse({ clv: { horizonMonths, discountRatePerMonth: 0 } });
  const model = await nightOfDays(shop, asOfDay, { settings });
  const known = shop.flatMap((days) => {
    const summary = summarisePurchases(days, asOfDay, 365);
    return summary === undefined ? [] : [{ days, summary }];
  });
  const forecast = new Forecaster(model).forecast(toSummaryColumns(known.map(({ summary }) => summary)));
  const total = clvTotal(sum(forecast.clvMinor), forecast.clvSums, model);
  const until = (months: number) => asOfDay + Math.round(months * DAYS_PER_MONTH);
  const broughtIn = (from: number, to: number) =>
    known.map(({ days }) => sum(days.filter(({ day }) => day > from && day <= to).map(({ netMinor }) => netMinor)));
  const brought = broughtIn(asOfDay, until(horizonMonths));
  const held = brought.map(
    (value, i) => value >= (forecast.clvLowMinor[i] ?? 0) && value <= (forecast.clvHighMinor[i] ?? 0),
  );
  const byValue = [...held.keys()].sort((a, b) => (forecast.clvMinor[b] ?? 0) - (forecast.clvMinor[a] ?? 0));
  const share = (some: readonly number[]) => some.filter((i) => held[i]).length / some.length;
  if (total === undefined) return undefined;
  const came = sum(brought);
  return {
    model,
    total,
    came,
    inRange: came >= (total.rangeLowMinor ?? 0) && came <= (total.rangeHighMinor ?? 0),
    width: Math.log((total.rangeHighMinor ?? 0) / (total.rangeLowMinor ?? 1)) / 2,
    customers: share(byValue),
    topTenth: share(byValue.slice(0, Math.ceil(byValue.length / 10))),
    months: Array.from({ length: horizonMonths }, (_, m) => sum(broughtIn(until(m), until(m + 1)))),
  };
};
