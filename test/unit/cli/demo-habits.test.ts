import { describe, expect, it } from "vitest";
import { type DemoCustomer, inventShop } from "../../../cli/demo/invent-shop.ts";
import { saleOf } from "../../../cli/demo/sale-of.ts";
import { parseSettings } from "../../../shared/model/parse-settings.ts";
import { entryOf, packDays, sumUp } from "../../../shared/recording/entries.ts";
import { foldOrder } from "../../../shared/recording/fold-order.ts";
import { type Habits, habitsOf } from "../../../shared/scoring/habits/habits.ts";
import {
  addDiscounts,
  habitsOfShop,
  noDiscountCounts,
  priceSensitivity,
} from "../../../shared/scoring/habits/price-sensitivity.ts";
import { toEpochDay } from "../../../shared/scoring/summaries/epoch-day.ts";
import { decodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { sources } from "../../../shared/sources/sources.ts";

const settings = parseSettings(JSON.stringify({ currency: "EUR", timeZone: "Europe/Berlin" }));
const endDay = "2026-11-20";
const shop = inventShop({ seed: 7, customers: 3_000, days: 730, endDay });

/** What recording and the night make of a customer's webhooks. */
const habitsFrom = (customer: DemoCustomer): { habits: Habits; days: number } | undefined => {
  const recorded = customer.orders.map((order) => {
    const body = Buffer.from(sources.standard.bodyOf(saleOf(customer, order, settings)));
    const message = { source: "standard", topic: "order-event", archiveKey: "archive/x", body } as const;
    const intent = readIntent({ ...message, receivedAt: "2026-11-21T00:00:00.000Z" }, settings);
    if (intent.kind !== "order") throw new Error(`an invented order was read as ${intent.kind}`);
    const orderKey = `standard#${order.orderId}`;
    const entry = entryOf(foldOrder({ orderKey }, undefined, { facts: intent.facts }, settings), settings);
    return entry === undefined ? [] : [[orderKey, entry] as const];
  });
  const { days: bytes, categories = [] } = packDays(sumUp(Object.fromEntries(recorded.flat())).bought);
  const days = decodePurchaseDays(bytes);
  return days.length === 0
    ? undefined
    : { habits: habitsOf(days, days.length, toEpochDay(endDay), categories), days: days.length };
};

const known = shop.flatMap((customer) => {
  const found = habitsFrom(customer);
  return found === undefined ? [] : [{ truth: customer.truth, ...found }];
});
const shareOf = <Item>(items: readonly Item[], is: (item: Item) => boolean) => items.filter(is).length / items.length;

describe("habits found in the invented shop, beside what is true of its customers", () => {
  const telling = known.filter(({ days }) => days >= 4);

  it("are regular for nearly all who keep to a rhythm, and for few of those who buy by chance", () => {
    const isRegular = ({ habits }: { habits: Habits }) => habits.buyingHabit === "regular";
    const rhythmic = telling.filter(({ truth }) => truth.rhythmDays !== undefined);
    const byChance = telling.filter(({ truth }) => truth.rhythmDays === undefined && !truth.taste.summerOnly);
    expect(rhythmic.length).toBeGreaterThan(200);
    expect(shareOf(rhythmic, isRegular)).toBeGreaterThan(0.9);
    expect(shareOf(byChance, isRegular)).toBeLessThan(0.05);
  });

  it("are seasonal for most who buy in two summers, and for hardly anybody else", () => {
    const isSeasonal = ({ habits }: { habits: Habits }) => habits.buyingHabit === "seasonal";
    expect(
      shareOf(
        telling.filter(({ truth }) => truth.taste.summerOnly),
        isSeasonal,
      ),
    ).toBeGreaterThan(0.6);
    expect(
      shareOf(
        telling.filter(({ truth }) => !truth.taste.summerOnly),
        isSeasonal,
      ),
    ).toBeLessThan(0.005);
  });

  it("name the hour of those who have one, within an hour, and no hour of others", () => {
    const often = known.filter(({ days }) => days >= 6);
    const timed = often.filter(({ truth }) => truth.taste.hour !== undefined);
    const near = ({ truth, habits }: (typeof known)[number]) =>
      habits.usualHour !== null && Math.abs(habits.usualHour - (truth.taste.hour ?? 99)) <= 1;
    expect(shareOf(timed, near)).toBeGreaterThan(0.95);
    const untimed = often.filter(({ truth }) => truth.taste.hour === undefined);
    expect(shareOf(untimed, ({ habits }) => habits.usualHour !== null)).toBeLessThan(0.05);
  });

  it("name the weekday of those who have one", () => {
    const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    const faithful = known.filter(
      ({ truth, days }) =>
        days >= 6 && truth.taste.weekday !== undefined && truth.rhythmDays === undefined && !truth.taste.summerOnly,
    );
    expect(faithful.length).toBeGreaterThan(50);
    expect(
      shareOf(faithful, ({ truth, habits }) => habits.usualWeekday === weekdays[truth.taste.weekday ?? 0]),
    ).toBeGreaterThan(0.98);
  });

  it("name the favourite category of most, and seldom a wrong one", () => {
    const often = known.filter(({ days }) => days >= 6);
    const right = ({ truth, habits }: (typeof known)[number]) => habits.favouriteCategory === truth.taste.favourite;
    expect(shareOf(often, right)).toBeGreaterThan(0.75);
    expect(shareOf(often, (one) => one.habits.favouriteCategory !== null && !right(one))).toBeLessThan(0.02);
  });

  it("come nearer to the true sensitivity to price than the plain share of discounted orders does", () => {
    const counts = noDiscountCounts();
    for (const { habits } of known) addDiscounts(counts, habits.toldOrders, habits.discountedOrders);
    const ofShop = habitsOfShop(counts);
    const share = ofShop.discountShare ?? 0;
    expect(share).toBeCloseTo(0.2, 1);
    const missed = (guess: (habits: Habits) => number) =>
      known.reduce((sum, { truth, habits }) => sum + (guess(habits) - truth.taste.discountShare) ** 2, 0) /
      known.length;
    const shrunk = missed(
      (habits) => share * (priceSensitivity(ofShop, habits.toldOrders, habits.discountedOrders) ?? 1),
    );
    expect(shrunk).toBeLessThan(0.6 * missed((habits) => habits.discountedOrders / habits.toldOrders));
    expect(shrunk).toBeLessThan(missed(() => share));
  });
});
