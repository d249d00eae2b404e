import { describe, expect, it } from "vitest";
import { usualHour, usualWeekday } from "../../../../shared/scoring/habits/usual-times.ts";
import { fromEpochDay, toEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../../../shared/scoring/summaries/purchase-days.ts";
import { seededRandom } from "../../../../shared/stats/random.ts";
import { boughtOn } from "../../../support/purchase-days.ts";

/** Days of successive weeks, each so many days after a Monday. */
const afterMondays = (...offsets: readonly number[]) =>
  boughtOn(offsets.map((offset, week) => fromEpochDay(toEpochDay("2026-03-02") + 7 * week + offset)));
const atHours = (...hours: readonly (number | undefined)[]) =>
  boughtOn(
    hours.map((_, week) => fromEpochDay(20000 + 7 * week)),
    (at) => ({ hour: hours[at] }),
  );
const weekdayOf = (days: readonly PurchaseDay[]) => usualWeekday(days, days.length);
const hourOf = (days: readonly PurchaseDay[]) => usualHour(days, days.length);

describe("usualWeekday", () => {
  it("is the weekday of more than half of the purchase days, of six or more", () => {
    expect(weekdayOf(afterMondays(4, 4, 4, 4, 0, 1))).toBe("fri");
    expect(weekdayOf(afterMondays(4, 4, 4, 0, 1, 2))).toBeNull();
    expect(weekdayOf(afterMondays(4, 4, 4, 4, 4))).toBeNull();
  });

  it("names every day of the week right, also before 1970", () => {
    const names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    expect(names.map((_, offset) => weekdayOf(afterMondays(...Array<number>(6).fill(offset))))).toEqual(names);
    expect(weekdayOf(boughtOn([24, 17, 10, 3, -4, -11].reverse().map((ago) => fromEpochDay(-ago))))).toBe("mon");
  });

  it("looks at the days asked for alone", () => {
    expect(usualWeekday(afterMondays(4, 4, 4, 4, 0, 1, 2, 2, 2, 2, 2, 2), 6)).toBe("fri");
  });
});

describe("usualHour", () => {
  it("is the circular mean: purchases at 23 and at 1 make midnight, not noon", () => {
    expect(hourOf(atHours(23, 1, 23, 1, 23, 1))).toBe(0);
    expect(hourOf(atHours(22, 23, 0, 22, 23, 0))).toBe(23);
    expect(hourOf(atHours(9, 9, 9, 9, 9, 9))).toBe(9);
  });

  it("takes the later hour where the mean lies between two", () => {
    expect(hourOf(atHours(9, 10, 9, 10, 9, 10))).toBe(10);
  });

  it("is not known under six days with an hour, nor where hours scatter", () => {
    expect(hourOf(atHours(9, 9, 9, 9, 9, undefined))).toBeNull();
    expect(hourOf(atHours(9, 9, 9, 9, 9, undefined, 9))).toBe(9);
    expect(hourOf(atHours(9, 9, 9, 9, 9, 9, undefined, undefined))).toBe(9);
    expect(hourOf(atHours(8, 20, 8, 20, 8, 20))).toBeNull();
    expect(hourOf(boughtOn(Array<string>(8).fill("2026-01-01")))).toBeNull();
  });

  it("turns with the clock", () => {
    const hours = [7, 8, 8, 9, 10, 8];
    for (let shift = 0; shift < 24; shift++) {
      expect(hourOf(atHours(...hours.map((hour) => (hour + shift) % 24)))).toBe((8 + shift) % 24);
    }
  });

  it("looks at the days asked for alone", () => {
    expect(usualHour(atHours(9, 9, 9, 9, 9, 9, 20, 20, 20, 20), 6)).toBe(9);
  });
});

it.each([[6], [7], [12]])(
  "few of those who buy %i times on any day and at any waking hour seem to have a usual one",
  (count) => {
    const random = seededRandom(20261122 + count);
    const customers = 10_000;
    let [weekdays, hours] = [0, 0];
    for (let i = 0; i < customers; i++) {
      const days = Array.from({ length: count }, () => ({
        ...{ day: 20000 + Math.floor(700 * random()), orders: 1, netMinor: 1000 },
        habit: { hour: 7 + Math.floor(16 * random()), discountedOrders: 0, category: undefined },
      }));
      if (weekdayOf(days) !== null) weekdays += 1;
      if (hourOf(days) !== null) hours += 1;
    }
    expect(weekdays / customers).toBeLessThan(0.08);
    expect(hours / customers).toBeLessThan(0.05);
  },
);
