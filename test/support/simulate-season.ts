import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { beta, exponential, gamma, seededRandom } from "../../shared/stats/random.ts";

/** How often people buy on a day of the year, 0 to 364, against the rest of the year: 4 times as often at most. */
export type Season = (dayOfYear: number) => number;

/** Seven weeks before Christmas people buy three times as often, and half as often after it. */
export const christmas: Season = (day) => (day > 310 && day < 358 ? 3.2 : day < 40 ? 0.6 : 1);
export const noSeason: Season = () => 1;

const MOST = 4;
const YEAR = 365;

/**
 * Purchase days of a shop whose truth is MBG/NBD but for its season: rates gamma(0.9, 60 days), a chance to leave after each purchase of
 * beta(0.6, 3). People come first, too, as the season has it. From 2023-01-01, day 0 of a year of 365 days, for so many days.
 */
export const simulateSeason = (season: Season, customers: number, days: number, seed: number): PurchaseDay[][] => {
  const random = seededRandom(seed);
  const begin = toEpochDay("2023-01-01");
  const bought = (time: number) => random() < season(time % YEAR) / MOST;
  return Array.from({ length: customers }, () => {
    let time = random() * days;
    while (!bought(time)) time = random() * days;
    const rate = gamma(random, 0.9) / 60;
    const leaves = beta(random, 0.6, 3);
    const on = [Math.floor(time)];
    while (random() >= leaves) {
      do time += exponential(random) / (rate * MOST);
      while (time < days && !bought(time));
      if (time >= days) break;
      on.push(Math.floor(time));
    }
    return [...new Set(on)].map((day) => ({ day: begin + day, orders: 1, netMinor: 1000 }));
  });
};
