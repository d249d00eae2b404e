import { askedEmailKeysOf } from "../mail/is-suppressed.ts";
import { type ReachabilityRules, reachabilityOf, reachabilityRules } from "../mail/reachability.ts";
import { consentFor } from "../model/consent.ts";
import { isSomebody, type ScannedCustomer } from "../model/customer.ts";
import type { EventColumns } from "../model/event-columns.ts";
import { inParallel, slices } from "../model/in-parallel.ts";
import type { NightRun, ShardInput } from "../model/night.ts";
import type { NotCounted } from "../model/order.ts";
import type { SummaryRow, UnscoredRow } from "../model/summary-row.ts";
import type { Suppressed } from "../model/suppression.ts";
import type { ScanCustomers } from "../ports/customers.ts";
import type { ReadSuppressions } from "../ports/messages.ts";
import type { SaveSummaries, SaveUnscored, TakeUpRun } from "../ports/night.ts";
import { addSummary, newAggregates, toAggregatesFile } from "../scoring/aggregates.ts";
import { addSpendAtCut } from "../scoring/first-days.ts";
import { isFitted } from "../scoring/fit-sample.ts";
import { categoryDaysColumn, categoryDaysOf } from "../scoring/habits/category-days.ts";
import { type Habits, habitsOf } from "../scoring/habits/habits.ts";
import { addDiscounts } from "../scoring/habits/price-sensitivity.ts";
import { addHeldBack, newHeldBackCounts, toHeldBackFile } from "../scoring/held-back/held-back-windows.ts";
import { addSpendMove } from "../scoring/odd-shops/spend-level.ts";
import { addPastCuts, newPastCutCounts, toPastCutsFile } from "../scoring/past-cuts/past-cuts.ts";
import { isProspect } from "../scoring/prospect.ts";
import { isNotToBeMailed } from "../scoring/rfm/segment-files.ts";
import type { ShardAggregates, SummaryTally } from "../scoring/shard-aggregates.ts";
import { fromEpochDay, toEpochDay } from "../scoring/summaries/epoch-day.ts";
import { eventsBy } from "../scoring/summaries/events-by-day.ts";
import { addPurchaseDays } from "../scoring/summaries/history.ts";
import { addMoney, type MoneyFile, newMoney, toMoneyFile } from "../scoring/summaries/money.ts";
import { addNotCounted, withFewWords } from "../scoring/summaries/not-counted.ts";
import { OrderWeeks } from "../scoring/summaries/order-weeks.ts";
import { decodePurchaseDays } from "../scoring/summaries/purchase-days.ts";
import { type PurchaseSummary, summarisePurchases } from "../scoring/summaries/purchase-summary.ts";
import { addSales, noSales } from "../scoring/summaries/sales.ts";

export type SummariseShardDeps = {
  takeUpRun: TakeUpRun;
  scanCustomers: ScanCustomers;
  readSuppressions: ReadSuppressions;
  saveSummaries: SaveSummaries;
  saveUnscored: SaveUnscored;
  saveMoney: (runId: string, shard: number, money: MoneyFile) => Promise<void>;
  saveAggregates: (runId: string, shard: number, aggregates: ShardAggregates) => Promise<void>;
  saveSummaryTally: (runId: string, shard: number, tally: SummaryTally) => Promise<void>;
};

export type SummariseTally = { shard: number; scanned: number; customers: number };

/**
 * Scans one segment of the customers and writes what the night needs of each who had bought by the as-of day.
 * Those who were erased, or have another name by now, and those without a counted order are left out; of the latter, prospects are
 * written down apart, and whoever must not be mailed, for marketing mails from other tools as well. Sales that name nobody are counted, and are
 * in no customer's number.
 */
export const summariseShard = async (
  { runId, shard }: ShardInput,
  deps: SummariseShardDeps,
): Promise<SummariseTally> => {
  const run = await deps.takeUpRun(runId);
  const { asOf, sendDay, settings, shards, previous } = run;
  const asOfDay = toEpochDay(asOf);
  const aggregates = newAggregates(run.customersCounted);
  const money = newMoney();
  const heldBack = newHeldBackCounts({ firstNight: previous === undefined });
  const pastCuts = newPastCutCounts();
  const weeks = new OrderWeeks();
  const rows: SummaryRow[] = [];
  const unscored: UnscoredRow[] = [];
  const rules = reachabilityRules(settings, sendDay);
  const sales = noSales();
  const notCounted: NotCounted = {};
  let scanned = 0;
  for await (const page of deps.scanCustomers(shard, shards)) {
    scanned += page.length;
    const suppressions = await suppressionsOf(page, deps.readSuppressions);
    for (const customer of page) {
      if (!isSomebody(customer) && !customer.sales) continue;
      addNotCounted(notCounted, customer.notCounted);
      const days = decodePurchaseDays(customer.days);
      const summary = summarisePurchases(days, asOfDay, settings.rfm.windowDays);
      if (customer.sales) {
        if (summary) addSales(sales, summary);
        continue;
      }
      const mailing = mayBeMailed(customer, suppressions, rules);
      if (summary === undefined) {
        const row = unscoredOf(mailing, customer, run);
        if (row.lifecycle_stage !== null || isNotToBeMailed(row)) unscored.push(row);
        continue;
      }
      const fitted = isFitted(customer.customerId, run.fitsOneIn ?? 1);
      addSummary(aggregates, summary, fitted);
      addMoney(money, summary, fitted);
      addPurchaseDays(aggregates.purchaseDays, days, asOfDay);
      addSpendMove(aggregates.spendMoves, days, asOfDay);
      aggregates.clusterSample.add(customer.customerId, summary);
      if (fitted) {
        addHeldBack(heldBack, days, asOfDay);
        addPastCuts(pastCuts, days, asOfDay);
        addSpendAtCut(aggregates.spendAtCut, days, asOfDay);
      }
      weeks.addCustomer(days, asOfDay);
      const habits = habitsOf(days, summary.repeats + 1, asOfDay, customer.categories ?? []);
      addDiscounts(aggregates.discounts, habits.toldOrders, habits.discountedOrders);
      const rhythms = categoryDaysOf(days, summary.repeats + 1, customer.categories ?? [], run.categories ?? []);
      aggregates.categories.add(rhythms);
      const row = rowOf(mailing, customer.profile, summary, habits, eventsBy(customer.events, asOf));
      rows.push({ ...row, category_days: categoryDaysColumn(rhythms) });
    }
  }
  await deps.saveSummaries(runId, shard, rows.sort(byCustomerId));
  await deps.saveUnscored(runId, shard, unscored.sort(byCustomerId));
  await deps.saveMoney(runId, shard, toMoneyFile(money));
  await deps.saveAggregates(runId, shard, {
    fit: toAggregatesFile(aggregates),
    heldBack: toHeldBackFile(heldBack),
    pastCuts: toPastCutsFile(pastCuts),
  });
  await deps.saveSummaryTally(runId, shard, {
    scanned,
    customers: rows.length,
    weeks: weeks.toWeeks(),
    notCounted: withFewWords(notCounted),
    sales,
  });
  return { shard, scanned, customers: rows.length };
};

/** So many keys a call, as many as one request to the table takes; and so many calls at a time. */
const KEYS_A_CALL = 100;
const CALLS_AT_A_TIME = 4;

/** Suppressions among all addresses of a page's customers. */
const suppressionsOf = async (
  page: readonly ScannedCustomer[],
  readSuppressions: ReadSuppressions,
): Promise<Map<string, Suppressed>> => {
  const keys = [...new Set(page.filter(isSomebody).flatMap(askedEmailKeysOf))];
  const found = await inParallel(slices(keys, KEYS_A_CALL), CALLS_AT_A_TIME, readSuppressions);
  return new Map(found.flatMap((some) => [...some]));
};

const byCustomerId = (a: { customer_id: string }, b: { customer_id: string }): number =>
  a.customer_id < b.customer_id ? -1 : 1;

type Mailing = Pick<UnscoredRow, "customer_id" | "email" | "consent" | "reachable">;

/** What a night knows of writing to a customer. */
const mayBeMailed = (
  customer: ScannedCustomer,
  suppressions: ReadonlyMap<string, Suppressed>,
  rules: ReachabilityRules,
): Mailing => ({
  customer_id: customer.customerId,
  email: customer.profile.email ?? null,
  consent: consentFor(customer.consents, customer.emailKey).state,
  reachable: reachabilityOf(customer, suppressions, rules),
});

const unscoredOf = (mailing: Mailing, customer: ScannedCustomer, { asOf, settings }: NightRun): UnscoredRow => ({
  ...mailing,
  lifecycle_stage: isProspect(customer, asOf, settings.timeZone) ? "prospect" : null,
  ...eventsBy(customer.events, asOf),
});

const rowOf = (
  mailing: Mailing,
  { birthday, country }: ScannedCustomer["profile"],
  summary: PurchaseSummary,
  habits: Habits,
  events: EventColumns,
): Omit<SummaryRow, "category_days"> => ({
  ...mailing,
  birthday: birthday ?? null,
  country: country ?? null,
  first_day: fromEpochDay(summary.firstDay),
  last_day: fromEpochDay(summary.lastDay),
  repeats: summary.repeats,
  recency_days: summary.recencyDays,
  age_days: summary.ageDays,
  repeat_net: summary.repeatNetMinor,
  greatest_repeat: summary.greatestRepeatMinor,
  orders: summary.orders,
  net: summary.netMinor,
  window_orders: summary.windowOrders,
  window_net: summary.windowNetMinor,
  days_silent: summary.daysSilent,
  season_last_year: summary.seasonLastYear,
  season_year_before: summary.seasonYearBefore,
  buying_habit: habits.buyingHabit,
  interval_variation: habits.intervalVariation,
  told_orders: habits.toldOrders,
  discounted_orders: habits.discountedOrders,
  favourite_category: habits.favouriteCategory,
  usual_weekday: habits.usualWeekday,
  usual_hour: habits.usualHour,
  ...events,
});
