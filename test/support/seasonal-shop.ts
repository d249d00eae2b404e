import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { beta, exponential, gamma, seededRandom } from "../../shared/stats/random.ts";
import type { Shop } from "./night-of-days.ts";
import { AS_OF_DAY } from "./simulate-customers.ts";

/** How many times as much is bought on a day of the year, from 0 to 4. */
type Season = (dayOfYear: number) => number;
const MOST = 4;
const YEAR = 365.25;

const seasons = {
  none: () => 1,
  christmas: (day) => (day > 310 && day < 358 ? 3.2 : day < 40 ? 0.6 : 1),
  summer: (day) => (day > 130 && day < 240 ? 2.5 : 0.35),
  wave: (day) => 1 + 0.7 * Math.sin((2 * Math.PI * day) / YEAR),
} as const satisfies Record<string, Season>;

export type SeasonalShop = {
  readonly seed: number;
  readonly customers: number;
  readonly years: number;
  readonly season: keyof typeof seasons;
  /** Logarithm of new customers a year later over those now, and of all purchases likewise. */
  readonly growth?: number;
  readonly decline?: number;
};

/** Customers who come and buy more in one season than in another, up to `AS_OF_DAY`; they leave by chance after a purchase. */
export const seasonalShop = ({ seed, customers, years, season, growth = 0, decline = 0 }: SeasonalShop): Shop => {
  const random = seededRandom(seed);
  const end = Math.round(years * YEAR);
  const firstDay = AS_OF_DAY - end + 1;
  const wanted = (time: number) => seasons[season]((firstDay + time) % YEAR) / MOST;
  const arrival = (): number => {
    for (;;) {
      const time = random() * end;
      const grown = Math.exp((growth * (time - (growth > 0 ? end : 0))) / 365);
      if (random() < grown * wanted(time)) return time;
    }
  };
  return Array.from({ length: customers }, () => {
    const rate = gamma(random, 0.9) / 60;
    const leaves = beta(random, 0.6, 3);
    const scale = gamma(random, 3.74) / 15.44;
    const days = new Map<number, PurchaseDay>();
    const buy = (time: number) => {
      const day = firstDay + Math.floor(time);
      const { orders, netMinor } = days.get(day) ?? { orders: 0, netMinor: 0 };
      const spent = Math.max(1, Math.round((100 * gamma(random, 6.25)) / scale));
      days.set(day, { day, orders: orders + 1, netMinor: netMinor + spent });
    };
    const first = arrival();
    buy(first);
    let stays = random() >= leaves;
    for (let time = first; stays; ) {
      time += exponential(random) / (rate * MOST);
      if (time >= end) break;
      if (random() >= wanted(time) * Math.exp((-decline * time) / 365)) continue;
      buy(time);
      stays = random() >= leaves;
    }
    return [...days.values()].sort((a, b) => a.day - b.day);
  });
};
