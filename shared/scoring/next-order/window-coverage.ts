import { type Levels, type WindowEnd, windowShares } from "../../model/next-order.ts";
import { RETURN_DAYS } from "../../model/rule-limits.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import type { YearCells } from "../held-back/year-cells.ts";
import type { NextWait } from "./next-wait.ts";

/**
 * Buyers of time held back, as the wait of a model sees them: the share of like customers who would have bought before
 * the day on which they did (`before`), by its end (`by`), and by the end of the horizon (`seen`).
 */
export type BuyersWaits = {
  readonly length: number;
  readonly count: Float64Array;
  readonly before: Float64Array;
  readonly by: Float64Array;
  readonly seen: Float64Array;
};

/** Fewest buyers by whom an end of the window is judged: its coverage then has a standard error of at most 5 points. */
export const FEWEST_BUYERS = 100;

export const waitsOfBuyers = (cells: HeldBackCells, wait: NextWait): BuyersWaits => {
  const length = cells.nextDay.reduce((sum, day) => sum + (day === 0 ? 0 : 1), 0);
  const column = () => new Float64Array(length);
  const [count, before, by, seen] = [column(), column(), column(), column()];
  for (let i = 0, at = 0; i < cells.length; i++) {
    const day = cells.nextDay[i] ?? 0;
    if (day === 0) continue;
    const x = cells.repeats[i] ?? 0;
    const age = cells.ageDays[i] ?? 0;
    count[at] = cells.count[i] ?? 0;
    before[at] = wait.shareWithin(x, age, day - 1);
    by[at] = wait.shareWithin(x, age, day);
    seen[at] = wait.shareWithin(x, age, cells.horizonDays);
    at += 1;
  }
  return { length, count, before, by, seen };
};

/** The same of a whole year held back, where a buyer's day is known as one of several. */
export const waitsOfYear = ({ waits }: YearCells, wait: NextWait): BuyersWaits => {
  const share = (day: (i: number) => number) =>
    Float64Array.from(waits.buyers, (_, i) => wait.shareWithin(waits.repeats[i] ?? 0, waits.ageDays[i] ?? 0, day(i)));
  return {
    length: waits.length,
    count: waits.buyers,
    before: share((i) => (waits.firstDay[i] ?? 1) - 1),
    by: share((i) => Math.min(RETURN_DAYS, waits.lastDay[i] ?? 0)),
    seen: share(() => RETURN_DAYS),
  };
};

/** How an end of the window did: buyers it is judged by, and the share of all who buy again who had bought by its day. */
export type EndCoverage = { readonly buyers: number; readonly covered: number | null };

/**
 * Coverage of the window's end at the k-th level, by customers whose day at it lies within the horizon. Not everybody who buys
 * again is seen to within the horizon: a buyer stands for 1/G such customers, G being the share expected to buy by its
 * end (Horvitz and Thompson 1952), so that neither P(alive) nor those who never return come in. G is at least the nominal share,
 * so that a buyer stands for at most 1.1 customers at the 90 % end, and 2 at the middle. A day that the level cuts
 * through counts with the part of its chance below the level (Czado, Gneiting and Held 2009), since days are whole.
 * `levels` say which quantile of the wait is shown for which share; G is the distribution they make of it, straight between them.
 * null: fewer than `FEWEST_BUYERS`.
 */
export const endCoverage = (waits: BuyersWaits, levels: Levels, k: 0 | 1 | 2): EndCoverage => {
  const level = levels[k];
  let buyers = 0;
  let covered = 0;
  let all = 0;
  for (let i = 0; i < waits.length; i++) {
    const seen = waits.seen[i] ?? 0;
    if (seen < level) continue;
    const n = waits.count[i] ?? 0;
    buyers += n;
    all += n / shareAt(levels, seen);
    covered += n * partBelow(waits.before[i] ?? 0, waits.by[i] ?? 0, level);
  }
  return { buyers, covered: buyers < FEWEST_BUYERS ? null : Math.min(1, covered / all) };
};

/** The window's three ends on time held back, by the model's own levels and by those learned on a stretch before. */
export const windowEnds = (waits: BuyersWaits, plain: Levels, learned: Levels): WindowEnd[] =>
  ([0, 1, 2] as const).map((k) => {
    const { buyers, covered } = endCoverage(waits, plain, k);
    return {
      share: windowShares[k],
      buyers,
      plain: covered,
      learnedLevel: learned[k],
      recalibrated: endCoverage(waits, learned, k).covered,
    };
  });

const partBelow = (from: number, to: number, level: number): number => {
  // Stryker disable next-line EqualityOperator: a day that ends at the level counts in full by its share, too
  if (to <= level) return 1;
  // Stryker disable next-line EqualityOperator: of a day that starts at the level no share lies below it
  return from >= level ? 0 : (level - from) / (to - from);
};

/** Share of customers below a quantile of the plain wait, from the lowest level up: through each level's share, straight between. */
const shareAt = ([low, middle, high]: Levels, quantile: number): number => {
  const [a, b, c] = windowShares;
  const line = (x0: number, y0: number, x1: number, y1: number) => y0 + ((y1 - y0) * (quantile - x0)) / (x1 - x0);
  // Stryker disable next-line EqualityOperator: the two lines meet there
  if (quantile <= middle) return line(low, a, middle, b);
  // Stryker disable next-line EqualityOperator: the two lines meet there
  return quantile <= high ? line(middle, b, high, c) : line(high, c, 1, 1);
};
