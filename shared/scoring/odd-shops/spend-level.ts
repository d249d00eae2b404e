import type { SpendLevel } from "../../model/odd-shop.ts";
import type { Histogram } from "../summaries/histogram.ts";
import type { PurchaseDay } from "../summaries/purchase-days.ts";
import { CLEARLY, YEAR_DAYS } from "./purchases-between.ts";

/** Days up to tonight that are compared with the same a year earlier: thirteen weeks. */
const SPAN_DAYS = 91;
/** Steps of a hundredth, in logarithms. */
const STEPS = 100;
/** How much more or less the customer in the middle must pay, as a logarithm: a year of rising prices is less. */
const LEAST_MOVE = Math.log(1.25);
/** Customers who bought in both stretches by whom it is told. */
const FEWEST = 40;

/**
 * Counts by how much more a customer pays a purchase day now than a year ago: of who bought in the last thirteen weeks and in the same a year
 * earlier, the mean logarithm of net value now less that of then, in hundredths. A customer is compared with themselves and the season with
 * itself, so that neither other customers nor Christmas look like other prices. Days that brought nothing do not count; days must rise.
 */
export const addSpendMove = (moves: Histogram, days: readonly PurchaseDay[], asOfDay: number): void => {
  const then = meanLog(days, asOfDay - YEAR_DAYS);
  const now = meanLog(days, asOfDay);
  if (then !== undefined && now !== undefined) moves.add(Math.round(STEPS * (now - then)));
};

const meanLog = (days: readonly PurchaseDay[], until: number): number | undefined => {
  let [count, sum] = [0, 0];
  for (const { day, netMinor } of days) {
    if (day > until) break;
    if (day <= until - SPAN_DAYS || netMinor <= 0) continue;
    count += 1;
    sum += Math.log(netMinor);
  }
  return count === 0 ? undefined : sum / count;
};

/**
 * Whether customers pay another amount than a year ago: the one in the middle by a quarter, and by so much more than chance that the median's
 * own bounds, so many standard errors out, are on the same side of none. By ranks alone: no single order moves it.
 * Source: Conover (1999), Practical Nonparametric Statistics, 3.2 (bounds of a quantile).
 */
export const spendLevel = (moves: Histogram): SpendLevel | undefined => {
  const customers = moves.total;
  if (customers < FEWEST) return undefined;
  const sorted = moves.sorted();
  const middle = atRank(sorted, customers / 2) / STEPS;
  if (Math.abs(middle) < LEAST_MOVE) return undefined;
  const away = (CLEARLY * Math.sqrt(customers)) / 2;
  // Looked at from the other side, less is more.
  const facing = middle > 0 ? sorted : sorted.map(([move, n]) => [-move, n] as const).reverse();
  if (atRank(facing, customers / 2 - away) <= 0) return undefined;
  const alike = sorted.reduce((sum, [move, n]) => sum + (move * middle > 0 ? n : 0), 0);
  return { spanDays: SPAN_DAYS, customers, times: Math.exp(middle), alike };
};

/** The move that so many customers are below, or at. */
const atRank = (sorted: readonly (readonly [move: number, count: number])[], rank: number): number => {
  let below = 0;
  for (const [move, count] of sorted) {
    below += count;
    if (below >= rank) return move;
  }
  return 0;
};
