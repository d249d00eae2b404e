import { expect, it } from "vitest";
import { habitTallySchema } from "../../../../shared/model/habit-tally.ts";
import { addToHabits, emptyHabitTally, mergeHabits } from "../../../../shared/scoring/habits/habit-tally.ts";
import { seededRandom } from "../../../../shared/stats/random.ts";

const rows = (() => {
  const random = seededRandom(7);
  const from = <Value>(values: readonly Value[]) => values[Math.floor(values.length * random())] ?? null;
  return Array.from({ length: 4000 }, () => ({
    lifecycle_stage: "active" as const,
    buying_habit: from(["one-time", "regular", "seasonal", "irregular", null] as const),
    loyalty: from(["loyal", "elastic", "lost", null] as const),
    usual_weekday: from(["mon", "sun", null] as const),
    usual_hour: from([0, 9, 23, null]),
    favourite_category: from(["constructor", "__proto__", ...Array.from({ length: 1500 }, (_, i) => `shelf ${i}`)]),
  }));
})();

const tallyOf = (customers: readonly Parameters<typeof addToHabits>[1][]) => {
  const tally = emptyHabitTally();
  for (const row of customers) addToHabits(tally, row);
  return tally;
};

it("a tally of habits is the same whatever the shards and the order of customers, also with more categories than it holds", () => {
  const whole = tallyOf(rows);
  const merged = emptyHabitTally();
  for (const shard of [3, 1, 0, 2]) {
    const part = tallyOf(rows.filter((_, i) => i % 4 === shard).reverse());
    mergeHabits(merged, habitTallySchema.parse(JSON.parse(JSON.stringify(part))));
  }
  expect(merged).toEqual(whole);
  expect(whole.categories).toHaveLength(1000);
  expect(whole.otherCategories).toBeGreaterThan(0);
});

it("a tally counts each customer under what is known of them, and nowhere under what is not", () => {
  const known = {
    lifecycle_stage: "active",
    buying_habit: "regular",
    loyalty: "loyal",
    usual_weekday: "sun",
    usual_hour: 0,
    favourite_category: "Tea",
  } as const;
  const unknown = {
    buying_habit: null,
    loyalty: null,
    usual_weekday: null,
    usual_hour: null,
    favourite_category: null,
  };
  expect(tallyOf([known, known, { lifecycle_stage: "one-time", ...unknown }])).toEqual({
    lifecycleStages: { active: 2, "one-time": 1 },
    buyingHabits: { regular: 2 },
    loyalties: { loyal: 2 },
    weekdays: { sun: 2 },
    hours: { "0": 2 },
    categories: [["Tea", 2]],
    otherCategories: 0,
  });
});

it("merging tallies adds up the customers whose categories had no room", () => {
  const merged = emptyHabitTally();
  for (const otherCategories of [2, 3]) mergeHabits(merged, { ...emptyHabitTally(), otherCategories });
  expect(merged.otherCategories).toBe(5);
});

it("a tally counts every customer of whom something is known, by any name a shop may give", () => {
  const { categories, otherCategories, loyalties, hours } = tallyOf(rows);
  const named = categories.reduce((sum, [, count]) => sum + count, 0);
  expect(named + otherCategories).toBe(rows.filter((row) => row.favourite_category !== null).length);
  expect(new Map(categories).get("constructor")).toBe(
    rows.filter((row) => row.favourite_category === "constructor").length,
  );
  expect(loyalties.loyal).toBe(rows.filter((row) => row.loyalty === "loyal").length);
  expect(hours).toEqual({
    "0": rows.filter((row) => row.usual_hour === 0).length,
    "9": rows.filter((row) => row.usual_hour === 9).length,
    "23": rows.filter((row) => row.usual_hour === 23).length,
  });
});
