import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import type { PurchaseSummary } from "../../shared/scoring/summaries/purchase-summary.ts";
import { emptySummaryColumns, type SummaryColumns } from "../../shared/scoring/summaries/summary-columns.ts";
import { beta, exponential, gamma, type Random, seededRandom } from "../../shared/stats/random.ts";

/** A shop in continuous time whose truth is known: customers arrive evenly, buy at rates of their own, leave after a purchase. */
export type ShopTruth = {
  /** Purchase rates: gamma(r, alpha), alpha in days. Chance to leave after a purchase: beta(a, b). */
  readonly r: number;
  readonly alphaDays: number;
  readonly a: number;
  readonly b: number;
  /** Spend of a purchase: gamma(p, nu), nu of each customer gamma(q, gamma); in major units of 100. */
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
  /** Whether customers may leave right after the first purchase (MBG/NBD), or only after a later one (BG/NBD). */
  readonly early: 0 | 1;
};

/** Few purchases, as in CDNOW: 2.3 purchase days a customer in two years. */
export const lowPurchaseShop: ShopTruth = {
  r: 0.2425945,
  alphaDays: 30.898,
  a: 0.79292,
  b: 2.42591,
  p: 6.25,
  q: 3.74,
  gamma: 15.44,
  early: 0,
};

/** A shop people come back to: about ten purchase days a customer in two years. */
export const retailShop: ShopTruth = {
  r: 1.04,
  alphaDays: 28.3,
  a: 0.4436,
  b: 5.83,
  p: 6.25,
  q: 3.74,
  gamma: 15.44,
  early: 0,
};

const WINDOW_DAYS = 730;
/** 2026-11-20. */
export const AS_OF_DAY = 20777;

/** One customer's continuous history: times of repeat purchases in days after the first one, and spend at each, in cents. */
const liveOn = (truth: ShopTruth, random: Random, ageDays: number, times: number[]): void => {
  const rate = gamma(random, truth.r) / truth.alphaDays;
  const leaves = beta(random, truth.a, truth.b);
  times.length = 0;
  if (truth.early === 1 && random() < leaves) return;
  for (let time = exponential(random) / rate; time < ageDays; time += exponential(random) / rate) {
    times.push(time);
    if (random() < leaves) return;
  }
};

/** Purchase times and age, in days with fractions, customer by customer: what parameter recovery is tested on. */
export function* simulateHistories(
  truth: ShopTruth,
  customers: number,
  seed: number,
): Generator<{ ageDays: number; times: readonly number[] }> {
  const random = seededRandom(seed);
  const times: number[] = [];
  for (let i = 0; i < customers; i++) {
    const ageDays = random() * WINDOW_DAYS;
    liveOn(truth, random, ageDays, times);
    yield { ageDays, times };
  }
}

/** Customers as the night sees them: times cut to days, purchases of one day joined. */
export const simulatePurchases = (truth: ShopTruth, customers: number, seed: number): PurchaseSummary[] => {
  const columns = simulateSummaries(truth, customers, seed);
  return Array.from({ length: customers }, (_, i) => {
    const ageDays = columns.ageDays[i] ?? 0;
    const recencyDays = columns.recencyDays[i] ?? 0;
    const repeats = columns.repeats[i] ?? 0;
    return {
      firstDay: AS_OF_DAY - ageDays,
      lastDay: AS_OF_DAY - ageDays + recencyDays,
      repeats,
      recencyDays,
      ageDays,
      repeatNetMinor: columns.repeatNetMinor[i] ?? 0,
      greatestRepeatMinor: columns.greatestRepeatMinor[i] ?? 0,
      orders: repeats + 1,
      netMinor: columns.netMinor[i] ?? 0,
      windowOrders: columns.windowOrders[i] ?? 0,
      windowNetMinor: columns.windowNetMinor[i] ?? 0,
      seasonLastYear: columns.seasonLastYear[i] ?? 0,
      seasonYearBefore: columns.seasonYearBefore[i] ?? 0,
      daysSilent: ageDays - recencyDays,
    };
  });
};

/** The same as columns: what a million of them fit into. */
export const simulateSummaries = (truth: ShopTruth, customers: number, seed: number): SummaryColumns => {
  const columns = emptySummaryColumns(customers);
  const random = seededRandom(seed);
  const times: number[] = [];
  for (let i = 0; i < customers; i++) {
    const born = random() * WINDOW_DAYS;
    const firstDay = Math.floor(born);
    liveOn(truth, random, WINDOW_DAYS - born, times);
    const nu = gamma(random, truth.q) / truth.gamma;
    const spendMinor = () => Math.round((100 * gamma(random, truth.p)) / nu);
    const first = spendMinor();
    let last = firstDay;
    let repeats = 0;
    let repeatNetMinor = 0;
    let windowOrders = firstDay > WINDOW_DAYS - 1 - 365 ? 1 : 0;
    let windowNetMinor = windowOrders * first;
    for (const time of times) {
      const day = Math.floor(born + time);
      const spent = spendMinor();
      if (day > last) repeats += 1;
      if (day > firstDay) repeatNetMinor += spent;
      last = day;
      if (day <= WINDOW_DAYS - 1 - 365) continue;
      windowOrders += 1;
      windowNetMinor += spent;
    }
    columns.repeats[i] = repeats;
    columns.recencyDays[i] = last - firstDay;
    columns.ageDays[i] = WINDOW_DAYS - 1 - firstDay;
    columns.repeatNetMinor[i] = repeatNetMinor;
    columns.netMinor[i] = repeatNetMinor + first;
    columns.windowOrders[i] = windowOrders;
    columns.windowNetMinor[i] = windowNetMinor;
  }
  return columns;
};

/** Every purchase day of the same customers, in the order of `simulateSummaries` and with the same seed the same lives. */
export function* simulatePurchaseDays(truth: ShopTruth, customers: number, seed: number): Generator<PurchaseDay[]> {
  const random = seededRandom(seed);
  const times: number[] = [];
  for (let i = 0; i < customers; i++) {
    const born = random() * WINDOW_DAYS;
    liveOn(truth, random, WINDOW_DAYS - born, times);
    const nu = gamma(random, truth.q) / truth.gamma;
    const days: PurchaseDay[] = [];
    for (const time of [0, ...times]) {
      const day = AS_OF_DAY - (WINDOW_DAYS - 1) + Math.floor(born + time);
      const netMinor = Math.round((100 * gamma(random, truth.p)) / nu);
      const last = days.at(-1);
      if (last?.day === day)
        days[days.length - 1] = { day, orders: last.orders + 1, netMinor: last.netMinor + netMinor };
      else days.push({ day, orders: 1, netMinor });
    }
    yield days;
  }
}
