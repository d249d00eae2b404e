import type { Day } from "../../shared/model/time.ts";
import { addDays, toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { Random } from "./random.ts";

export type DemoItem = { sku: string; title: string; category: string; quantity: number; totalMinor: number };

/** How an invented customer likes to buy, which no model is told. */
export type Taste = {
  favourite: string;
  /** Chance that an order of theirs has a discount. */
  discountShare: number;
  /** Hours after midnight around which they buy; undefined: at any waking hour. */
  hour?: number;
  /** 0 is Sunday; undefined: on any day. */
  weekday?: number;
  /** Buys in summer, and in no other season. */
  summerOnly: boolean;
};

type Product = { sku: string; title: string; category: string };

const products: readonly [Product, ...Product[]] = [
  { sku: "TEA-1", title: "Sencha", category: "Green tea" },
  { sku: "TEA-2", title: "Dragon Well", category: "Green tea" },
  { sku: "TEA-3", title: "Assam", category: "Black tea" },
  { sku: "TEA-4", title: "Earl Grey", category: "Black tea" },
  { sku: "TEA-5", title: "Iron Goddess", category: "Oolong" },
  { sku: "TEA-6", title: "Cold brew mint", category: "Herbal tea" },
  { sku: "POT-1", title: "Clay teapot", category: "Teaware" },
];

const TIMED_SHARE = 0.4;
const WEEKDAY_SHARE = 0.25;
const SUMMER_SHARE = 1 / 40;
/** A fifth of all orders have a discount, but few customers are like that average. */
const discounts = { a: 0.5, b: 2 };
const FAVOURITE_SHARE = 0.7;

export const inventTaste = (random: Random): Taste => {
  const timed = random.uniform() < TIMED_SHARE;
  const hour = random.whole(8, 21);
  const sameDay = random.uniform() < WEEKDAY_SHARE;
  const weekday = random.whole(0, 6);
  return {
    favourite: random.pick(products).category,
    discountShare: random.beta(discounts.a, discounts.b),
    ...(timed && { hour }),
    ...(sameDay && { weekday }),
    summerOnly: random.uniform() < SUMMER_SHARE,
  };
};

/** Minutes after midnight. */
export const inventMinute = (random: Random, { hour }: Taste): number => {
  const anyTime = random.whole(7 * 60, 23 * 60 - 1);
  if (hour === undefined) return anyTime;
  return Math.min(23 * 60 + 59, Math.max(1, Math.round(60 * (hour + 0.5 + random.normal()))));
};

/** One product, or two that share the amount. */
export const inventItems = (random: Random, { favourite }: Taste, totalMinor: number): DemoItem[] => {
  const liked = products.filter(({ category }) => category === favourite);
  const main =
    random.uniform() < FAVOURITE_SHARE ? (liked[random.whole(0, liked.length - 1)] ?? products[0]) : undefined;
  const first = main ?? random.pick(products);
  const quantity = random.whole(1, 3);
  if (random.uniform() < 0.7) return [{ ...first, quantity, totalMinor }];
  const secondMinor = Math.round(totalMinor * (0.2 + 0.2 * random.uniform()));
  return [
    { ...first, quantity, totalMinor: totalMinor - secondMinor },
    { ...random.pick(products), quantity: 1, totalMinor: secondMinor },
  ];
};

/** What an order would have cost more: a tenth to a quarter of it, or nothing. */
export const inventDiscount = (random: Random, { discountShare }: Taste, totalMinor: number): number => {
  const share = 0.1 + 0.15 * random.uniform();
  return random.uniform() < discountShare ? Math.max(1, Math.round(totalMinor * share)) : 0;
};

/** The same purchases on the weekday that the customer likes, up to six days earlier; what would fall before the shop's first day stays. */
export const onWeekday = (offsets: readonly number[], { weekday }: Taste, firstDay: Day): number[] =>
  offsets.map((offset) => {
    if (weekday === undefined) return offset;
    const today = new Date(`${addDays(firstDay, offset)}T00:00:00Z`).getUTCDay();
    const earlier = offset - ((today - weekday + 7) % 7);
    return earlier < 0 ? offset : earlier;
  });

/** Purchase days of who buys in summer alone: three to six in each June to August; undefined where the shop saw no summer. */
export const summerDays = (random: Random, firstDay: Day, days: number): number[] | undefined => {
  const offsets: number[] = [];
  for (let year = Number(firstDay.slice(0, 4)); ; year++) {
    const june = toEpochDay(`${year}-06-01`) - toEpochDay(firstDay);
    if (june >= days) return offsets.length === 0 ? undefined : [...new Set(offsets)].sort((a, b) => a - b);
    const summer = Array.from({ length: random.whole(3, 6) }, () => june + random.whole(0, 91));
    offsets.push(...summer.filter((offset) => offset >= 0 && offset < days));
  }
};
