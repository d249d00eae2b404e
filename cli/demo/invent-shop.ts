import type { Day } from "../../shared/model/time.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { inventPerson, type Person } from "./people.ts";
import { createRandom, type Random } from "./random.ts";
import * as tastes from "./tastes.ts";

export type DemoOrder = {
  orderId: string;
  day: Day;
  /** Minutes after midnight, in the shop's time zone. */
  minute: number;
  /** What was paid, after the discount. */
  totalMinor: number;
  discountMinor: number;
  refundedMinor: number;
  items: readonly tastes.DemoItem[];
};

/** What is true of an invented customer, which no model is told. */
type Truth = {
  /** They have left for good: nothing will ever bring another order but luck. */
  gone: boolean;
  /** They buy to a rhythm of about so many days; undefined: by chance. */
  rhythmDays?: number;
  taste: tastes.Taste;
};

export type DemoCustomer = Person & {
  customerId: string;
  /** Guests at the till leave none. */
  email?: string;
  birthday?: string;
  consent: "yes" | "no" | "";
  orders: readonly DemoOrder[];
  truth: Truth;
};

export type ShopPlan = { seed: number; customers: number; days: number; endDay: Day };

/**
 * Invents a shop's customers and their orders over the `days` that end with `endDay`. The same plan gives the same shop.
 *
 * Most buy by chance: an exponential wait whose rate is gamma distributed among customers, and after every purchase a
 * chance to leave that is beta distributed: the world as MBG/NBD sees it. One in seven buys to a rhythm instead, and one in
 * forty in summer alone, which no model is told.
 */
export const inventShop = (plan: ShopPlan): DemoCustomer[] => {
  const random = createRandom(plan.seed);
  const firstDay = addDays(plan.endDay, 1 - plan.days);
  const numbers = { order: 100_000 };
  return Array.from({ length: plan.customers }, (_, index) => {
    const taste = tastes.inventTaste(random);
    const buying = inventBuying(random, plan.days, taste, firstDay);
    return {
      ...inventPerson(random),
      ...inventTraits(random, index, plan.endDay),
      orders: inventOrders(random, buying.days, taste, firstDay, numbers),
      truth: { ...buying.truth, taste },
    };
  });
};

const RHYTHM_SHARE = 1 / 7;
const rates = { shape: 1.1, perDay: 1 / 46 };
const leaving = { a: 0.7, b: 3.2 };

type Buying = { days: number[]; truth: Omit<Truth, "taste"> };

/** Purchase days as offsets from the first day; at least the first purchase falls inside. */
const inventBuying = (random: Random, days: number, taste: tastes.Taste, firstDay: Day): Buying => {
  const summer = taste.summerOnly ? tastes.summerDays(random, firstDay, days) : undefined;
  if (summer !== undefined) return { days: summer, truth: truthOf(false, undefined) };
  const { days: offsets, truth } = inventRhythm(random, days);
  return { days: truth.rhythmDays === undefined ? tastes.onWeekday(offsets, taste, firstDay) : offsets, truth };
};

const inventRhythm = (random: Random, days: number): Buying => {
  // More join as the shop grows, and some on its very last day.
  const joined = Math.floor(days * Math.sqrt(random.uniform()));
  const rhythmDays = random.uniform() < RHYTHM_SHARE ? random.whole(14, 75) : undefined;
  const rate = random.gamma(rates.shape) * rates.perDay;
  const chanceToLeave = rhythmDays === undefined ? random.beta(leaving.a, leaving.b) : 0.06;
  const offsets = [joined];
  for (let at = joined; ; ) {
    if (random.uniform() < chanceToLeave) return { days: offsets, truth: truthOf(true, rhythmDays) };
    const wait = rhythmDays === undefined ? random.exponential(rate) : rhythmDays * (1 + 0.12 * random.normal());
    at += Math.max(1, Math.round(wait));
    if (at >= days) return { days: offsets, truth: truthOf(false, rhythmDays) };
    offsets.push(at);
  }
};

const truthOf = (gone: boolean, rhythmDays: number | undefined): Buying["truth"] => ({
  gone,
  ...(rhythmDays !== undefined && { rhythmDays }),
});

/** A few celebrate on the very day that the night's mail goes out. */
const BIRTHDAY_TODAY_EVERY = 90;
const NO_EMAIL_EVERY = 25;
const BOUNCING_EVERY = 60;
const COMPLAINING_EVERY = 700;

const inventTraits = (random: Random, index: number, endDay: Day) => {
  const sendDay = addDays(endDay, 1);
  const label = index % BOUNCING_EVERY === 7 ? "+bounce" : index % COMPLAINING_EVERY === 11 ? "+complaint" : "";
  const month = random.whole(1, 12);
  const born = `${random.whole(1948, 2005)}-${pad(month)}-${pad(random.whole(1, 28))}`;
  const birthday = index % BIRTHDAY_TODAY_EVERY === 3 ? `${born.slice(0, 4)}${sendDay.slice(4)}` : born;
  const said = random.uniform();
  return {
    customerId: `C${10_000 + index}`,
    consent: said < 0.6 ? ("yes" as const) : said < 0.75 ? ("no" as const) : ("" as const),
    ...(index % NO_EMAIL_EVERY !== 5 && { email: `customer${index}${label}@example.com` }),
    ...((random.uniform() < 0.55 || birthday !== born) && { birthday: realDay(birthday) }),
  };
};

const pad = (number: number) => String(number).padStart(2, "0");
/** 29 February exists in few years; without a year it always does. */
const realDay = (day: string) => (day.endsWith("-02-29") ? "--02-29" : day);

const inventOrders = (
  random: Random,
  days: readonly number[],
  taste: tastes.Taste,
  firstDay: Day,
  numbers: { order: number },
): DemoOrder[] => {
  const usualMinor = Math.exp(8.2 + 0.5 * random.normal());
  return days.map((offset) => {
    const totalMinor = Math.max(199, Math.round(usualMinor * Math.exp(0.35 * random.normal())));
    const luck = random.uniform();
    numbers.order += 1;
    return {
      orderId: String(numbers.order),
      day: addDays(firstDay, offset),
      minute: tastes.inventMinute(random, taste),
      totalMinor,
      discountMinor: tastes.inventDiscount(random, taste, totalMinor),
      refundedMinor: luck < 0.015 ? totalMinor : luck < 0.05 ? Math.round(totalMinor * 0.3) : 0,
      items: tastes.inventItems(random, taste, totalMinor),
    };
  });
};
