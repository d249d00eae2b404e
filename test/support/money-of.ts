import {
  addMoney,
  type MoneyCounts,
  moneyCounts,
  moneyFileSchema,
  newMoney,
  toMoneyFile,
} from "../../shared/scoring/summaries/money.ts";
import type { SummaryColumns } from "../../shared/scoring/summaries/summary-columns.ts";

/** What a shard of these customers tells the fit of money, through the JSON of its file. */
export const moneyOf = (customers: SummaryColumns): MoneyCounts => {
  const money = newMoney();
  for (let i = 0; i < customers.length; i++) {
    addMoney(money, {
      repeats: customers.repeats[i] ?? 0,
      recencyDays: customers.recencyDays[i] ?? 0,
      ageDays: customers.ageDays[i] ?? 0,
      repeatNetMinor: customers.repeatNetMinor[i] ?? 0,
      greatestRepeatMinor: customers.greatestRepeatMinor[i] ?? 0,
      windowOrders: customers.windowOrders[i] ?? 0,
      windowNetMinor: customers.windowNetMinor[i] ?? 0,
      netMinor: customers.netMinor[i] ?? 0,
    });
  }
  return moneyCounts(moneyFileSchema.parse(JSON.parse(JSON.stringify(toMoneyFile(money)))));
};
