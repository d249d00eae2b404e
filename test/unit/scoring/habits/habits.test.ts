import { describe, expect, it } from "vitest";
import type { Tier } from "../../../../shared/model/customer.ts";
import { favouriteCategory } from "../../../../shared/scoring/habits/favourites.ts";
import { habitsOf } from "../../../../shared/scoring/habits/habits.ts";
import { lifecycleStage } from "../../../../shared/scoring/habits/lifecycle-stage.ts";
import { loyaltyOf } from "../../../../shared/scoring/habits/loyalty.ts";
import { addDays, toEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";
import { exponential, seededRandom } from "../../../../shared/stats/random.ts";
import { boughtOn } from "../../../support/purchase-days.ts";

const asOf = toEpochDay("2026-11-20");
const every = (intervals: readonly number[], last = "2026-11-10") => {
  const ends = [0];
  for (const interval of intervals) ends.push((ends.at(-1) ?? 0) + interval);
  return ends.map((end) => addDays(last, end - (ends.at(-1) ?? 0)));
};
const habitOf = (days: readonly string[]) => habitsOf(boughtOn(days), days.length, asOf, []).buyingHabit;

describe("buying habit", () => {
  it("is one-time after one purchase day, and not known after two or three", () => {
    expect(habitOf(every([]))).toBe("one-time");
    expect(habitOf(every([30]))).toBeNull();
    expect(habitOf(every([30, 30]))).toBeNull();
  });

  it("is regular where intervals hardly vary, and asks more of few intervals than of many", () => {
    expect(habitOf(every([28, 30, 33]))).toBe("regular");
    // A coefficient of variation of 0.33: too much for three intervals, not for nine.
    expect(habitOf(every([20, 30, 40]))).toBe("irregular");
    expect(habitOf(every([20, 30, 40, 20, 30, 40, 20, 30, 40]))).toBe("regular");
  });

  it("is regular up to a scatter of half the mean", () => {
    // Mean 4, squares about it 28, over n - 1 = 7: a standard deviation of 2.
    expect(habitOf(every([1, 2, 3, 4, 4, 5, 6, 7]))).toBe("regular");
    expect(habitOf(every([1, 2, 3, 4, 4, 5, 6, 8]))).toBe("irregular");
  });

  it("is irregular where they do", () => {
    expect(habitOf(every([3, 60, 2, 90, 5]))).toBe("irregular");
  });

  it("is seasonal for who comes every December, though a year is as regular as can be", () => {
    expect(habitOf(["2022-12-10", "2023-12-11", "2024-12-09", "2025-12-10"])).toBe("seasonal");
  });
});

describe("habits as of a day", () => {
  const bought = boughtOn(every([30, 30, 30, 30, 30, 30]), (at) => ({
    hour: 9,
    discountedOrders: at % 2,
    category: at < 5 ? 1 : 0,
  }));
  const names = ["Oolong", "Green tea"];

  it("are told by the days up to it: what comes later changes nothing", () => {
    const later = boughtOn(every([1, 1, 1, 1, 1, 1], "2026-12-20"), () => ({
      hour: 20,
      discountedOrders: 1,
      category: 0,
    }));
    const known = habitsOf(bought, bought.length, asOf, names);
    expect(habitsOf([...bought, ...later], bought.length, asOf, names)).toEqual(known);
    expect(known).toEqual({
      buyingHabit: "regular",
      intervalVariation: 0,
      toldOrders: 7,
      discountedOrders: 3,
      favouriteCategory: "Green tea",
      usualWeekday: null,
      usualHour: 9,
    });
  });

  it("tell of rhythm alone where days were recorded without habits", () => {
    const plain = bought.map(({ day, orders, netMinor }) => ({ day, orders, netMinor }));
    expect(habitsOf(plain, plain.length, asOf, [])).toMatchObject({
      buyingHabit: "regular",
      toldOrders: 0,
      discountedOrders: 0,
      favouriteCategory: null,
      usualHour: null,
    });
  });
});

describe("favourite category", () => {
  const favouriteOf = (...categories: readonly (number | undefined)[]) =>
    favouriteCategory(
      boughtOn(every(categories.slice(1).map(() => 7)), (at) => ({ category: categories[at] })),
      categories.length,
      ["Tea", "Pots"],
    );
  it("is that of more than half of the days of which a category is known, of three or more", () => {
    expect(favouriteOf(0, 1, 1)).toBe("Pots");
    expect(favouriteOf(0, 0, 1, 1)).toBeNull();
    expect(favouriteOf(1, 1)).toBeNull();
    expect(favouriteOf(1, 1, undefined)).toBeNull();
    expect(favouriteOf(1, 1, undefined, undefined, 1)).toBe("Pots");
  });

  it("passes over a category that has no name", () => {
    expect(favouriteOf(7, 7, 7, 1, 1)).toBeNull();
    expect(favouriteOf(2, 2, 2, 1, 1, 1)).toBe("Pots");
  });

  it("is not known of days recorded without habits", () => {
    const plain = [1, 2, 3].map((day) => ({ day, orders: 1, netMinor: 1000 }));
    expect(favouriteCategory(plain, 3, ["Tea"])).toBeNull();
  });

  it("looks at the days asked for alone", () => {
    const days = boughtOn(every([7, 7, 7, 7]), (at) => ({ category: at < 3 ? 0 : 1 }));
    expect(favouriteCategory(days, 5, ["Tea", "Pots"])).toBe("Tea");
    expect(favouriteCategory(days.slice(1), 3, ["Tea", "Pots"])).toBe("Tea");
    expect(favouriteCategory(days.slice(1), 4, ["Tea", "Pots"])).toBeNull();
  });
});

describe("loyalty", () => {
  const habits = { intervalVariation: 0.6, toldOrders: 8, discountedOrders: 2 };
  it.each<[Tier, object, string | null]>([
    ["awake", {}, "loyal"],
    ["awake", { discountedOrders: 4 }, "loyal"],
    ["awake", { discountedOrders: 5 }, "elastic"],
    ["awake", { intervalVariation: 1.3 }, "elastic"],
    ["awake", { intervalVariation: 1.25 }, "loyal"],
    ["awake", { toldOrders: 0, discountedOrders: 0 }, "loyal"],
    ["drowsy", {}, "elastic"],
    ["half-asleep", {}, "elastic"],
    ["asleep", {}, "lost"],
    ["asleep", { discountedOrders: 8 }, "lost"],
    ["asleep", { intervalVariation: null }, null],
    ["new", { intervalVariation: null }, null],
  ])("of who is %s with %o is %s", (tier, changes, expected) => {
    expect(loyaltyOf(tier, { ...habits, ...changes })).toBe(expected);
  });

  it("does not take who buys by chance for somebody who comes in bursts, but in one case of eleven", () => {
    const random = seededRandom(20261122);
    const customers = 10_000;
    let uneven = 0;
    for (let i = 0; i < customers; i++) {
      const days = [];
      for (let day = 0, left = 4 + Math.floor(12 * random()); left > 0; left--) {
        days.push({ day, orders: 1, netMinor: 1000 });
        day += Math.ceil(1000 * exponential(random));
      }
      const { intervalVariation } = habitsOf(days, days.length, asOf, []);
      if (loyaltyOf("awake", { intervalVariation, toldOrders: 0, discountedOrders: 0 }) === "elastic") uneven += 1;
    }
    expect(uneven / customers).toBeGreaterThan(0.05);
    expect(uneven / customers).toBeLessThan(1 / 10.5);
  });
});

describe("lifecycle stage", () => {
  it.each<[Tier, number, string]>([
    ["new", 0, "first-order"],
    ["drowsy", 0, "one-time"],
    ["asleep", 0, "one-time"],
    ["awake", 1, "active"],
    ["drowsy", 1, "slipping"],
    ["half-asleep", 4, "lapsed"],
    ["asleep", 4, "lost"],
  ])("of who is %s after %i repeats is %s", (tier, repeats, stage) => {
    expect(lifecycleStage(tier, repeats)).toBe(stage);
  });
});
