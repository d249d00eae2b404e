import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { beta, exponential, gamma, type Random, seededRandom } from "../../shared/stats/random.ts";

const YEAR = 365.25;
/** Nobody buys more than so many times as often as the season's usual. */
const MOST = 4;

type Season = (dayOfYear: number) => number;
type Shop = {
  readonly customers: number;
  readonly years: number;
  readonly r: number;
  readonly alphaDays: number;
  readonly a: number;
  readonly b: number;
  readonly season: Season;
  /** Growth of new customers, and decline of everybody's buying, in logarithms a year. */
  readonly growth: number;
  readonly decline: number;
  /** Share of customers who buy in the last weeks of a year and hardly else. */
  readonly givers: number;
};

const seasonOf = (kind: number, between: (low: number, high: number) => number): Season => {
  const [swing, begins, top] = [between(0.2, 0.9), between(0, 2 * Math.PI), between(1.5, 3.6)];
  if (kind === 0) return () => 1;
  if (kind === 1) return (day) => 1 + swing * Math.sin((2 * Math.PI * day) / YEAR + begins);
  if (kind === 2) return (day) => (day > 310 && day < 358 ? top : day < 40 ? 0.6 : 1);
  return (day) => (day > 130 && day < 240 ? 0.7 * top : 0.5);
};

/** A shop drawn by a seed: small or large, new or three years old, of one season or none, growing or not, of any churn; and a year more. */
const drawn = (random: Random): Shop => {
  const between = (low: number, high: number) => low + (high - low) * random();
  const season = seasonOf(Math.floor(random() * 4), between);
  return {
    ...{ season, customers: Math.round(Math.exp(between(Math.log(600), Math.log(5000)))), years: between(1.6, 4.2) },
    ...{ r: between(0.4, 1.5), alphaDays: between(40, 110), a: between(0.3, 1), b: between(1.5, 5) },
    ...{ growth: between(-0.3, 1), decline: between(-0.15, 0.35), givers: random() < 0.3 ? between(0.1, 0.5) : 0 },
  };
};

const arrival = ({ years, growth, season }: Shop, random: Random): number => {
  const days = years * YEAR;
  for (;;) {
    const time = random() * days;
    const grown = Math.exp((growth * (time - (growth > 0 ? days : 0))) / YEAR);
    if (random() < (grown * season(time % YEAR)) / MOST) return time;
  }
};

/** Times of all purchases of a customer, the first one among them. */
const lifeOf = (shop: Shop, random: Random): number[] => {
  const times = [arrival(shop, random)];
  const rate = gamma(random, shop.r) / shop.alphaDays;
  const leaves = beta(random, shop.a, shop.b);
  const giver = random() < shop.givers;
  let time = times[0] ?? 0;
  while (random() >= leaves) {
    let often = 0;
    do {
      time += exponential(random) / (rate * MOST);
      const day = time % YEAR;
      often = giver ? (day > 305 ? 3 : 0.05) : shop.season(day) * Math.exp((-shop.decline * time) / YEAR);
    } while (time < shop.years * YEAR && random() >= often / MOST);
    if (time >= shop.years * YEAR) return times;
    times.push(time);
  }
  return times;
};

/** Purchase days of a shop that its seed makes, spend by Gamma-Gamma; and the last of its days. Its own truth is MBG/NBD but for season, growth and decline. */
export const simulateShop = (seed: number): { readonly customers: PurchaseDay[][]; readonly lastDay: number } => {
  const random = seededRandom(seed);
  const shop = drawn(random);
  const begin = toEpochDay("2023-01-01");
  const customers = Array.from({ length: shop.customers }, () => {
    const usual = 1544 / gamma(random, 3.74);
    const byDay = new Map<number, PurchaseDay>();
    for (const time of lifeOf(shop, random)) {
      const day = begin + Math.floor(time);
      const before = byDay.get(day) ?? { day, orders: 0, netMinor: 0 };
      const netMinor = before.netMinor + Math.max(1, Math.round(usual * gamma(random, 6.25)));
      byDay.set(day, { day, orders: before.orders + 1, netMinor });
    }
    return [...byDay.values()];
  });
  return { customers, lastDay: begin + Math.floor(shop.years * YEAR) - 1 };
};
