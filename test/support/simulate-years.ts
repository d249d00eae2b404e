import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { beta, exponential, gamma, type Random, seededRandom } from "../../shared/stats/random.ts";

/** A shop over years, with or without a season, whose customers come evenly, buy and leave as MBG/NBD has it. */
export type YearsTruth = {
  /** Purchase rates: gamma(r, alpha), alpha in days. Chance to leave after a purchase, the first one too: beta(a, b). */
  readonly r: number;
  readonly alphaDays: number;
  readonly a: number;
  readonly b: number;
  /** How often people buy on a day of the year, 0 to 364, over the mean; at most `SEASON_MOST`. */
  readonly season: (dayOfYear: number) => number;
};
const SEASON_MOST = 4;

export const evenYears: YearsTruth = { r: 0.9, alphaDays: 60, a: 0.6, b: 3, season: () => 1 };
/** Three times as many orders in the weeks before Christmas, fewer after it. */
export const christmasYears: YearsTruth = {
  ...evenYears,
  season: (day) => (day > 310 && day < 358 ? 3.2 : day < 40 ? 0.6 : 1),
};
/** One purchase or two in all, as of furniture. */
export const seldomYears: YearsTruth = { ...christmasYears, r: 0.3, alphaDays: 80 };

/** Every purchase day of customers who came within so many days, day 0 being the first day of a year. */
export const simulateYears = (truth: YearsTruth, customers: number, days: number, seed: number): PurchaseDay[][] => {
  const random = seededRandom(seed);
  return Array.from({ length: customers }, () => {
    const bought: PurchaseDay[] = [];
    for (const time of livesOn(truth, random, days)) {
      const day = Math.floor(time);
      if (bought.at(-1)?.day !== day) bought.push({ day, orders: 1, netMinor: 2000 });
    }
    return bought;
  });
};

/** Times of purchases until the end, thinned by the season (Lewis and Shedler 1979). */
function* livesOn({ r, alphaDays, a, b, season }: YearsTruth, random: Random, days: number): Generator<number> {
  const isInSeason = (time: number) => random() * SEASON_MOST < season(time % 365);
  let time = random() * days;
  while (!isInSeason(time)) time = random() * days;
  const rate = gamma(random, r) / alphaDays;
  const leaves = beta(random, a, b);
  yield time;
  if (random() < leaves) return;
  for (;;) {
    time += exponential(random) / (rate * SEASON_MOST);
    if (time >= days) return;
    if (!isInSeason(time)) continue;
    yield time;
    if (random() < leaves) return;
  }
}
