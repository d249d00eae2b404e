import { describe, expect, it } from "vitest";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { Histogram } from "../../../../shared/scoring/summaries/histogram.ts";
import {
  addPurchaseDays,
  firstAndLastDays,
  historyOf,
  historyOfNight,
} from "../../../../shared/scoring/summaries/history.ts";

type Counts = readonly (readonly [daysAgo: number, count: number])[];
const counted = (...parts: readonly Counts[]): Histogram => Histogram.from(parts.flat());
/** So many a day, from so many days ago until so many. */
const daily = (from: number, until: number, count = 1): Counts =>
  Array.from({ length: from - until + 1 }, (_, at) => [until + at, count] as const);
const historyDays = (purchaseDays: Histogram): number => historyOf(purchaseDays).days;
const HALF_A_CENTURY = 20_000;

describe("historyOf", () => {
  it("begins with the oldest purchase day", () => {
    expect(historyOf(counted(daily(700, 0)))).toEqual({ days: 700, strayDays: 0 });
    expect(historyOf(counted([[12, 1]]))).toEqual({ days: 12, strayDays: 0 });
    expect(historyOf(new Histogram())).toEqual({ days: 0, strayDays: 0 });
  });

  it("leaves out a handful that lies apart, at one day or at several", () => {
    expect(historyOf(counted(daily(700, 0), [[HALF_A_CENTURY, 10]]))).toEqual({ days: 700, strayDays: 10 });
    const several: Counts = [
      [1_066, 2],
      [9_000, 1],
      [9_200, 3],
      [HALF_A_CENTURY, 4],
    ];
    expect(historyOf(counted(daily(700, 0, 3), several))).toEqual({ days: 700, strayDays: 10 });
  });

  it("keeps more than ten where a year was not quiet: to the day", () => {
    expect(historyDays(counted(daily(700, 0), [[1_065, 11]]))).toBe(1_065);
    expect(historyDays(counted(daily(700, 0), [[1_066, 11]]))).toBe(700);
  });

  it("leaves ten out after half a year already, where that is ten times the shop's longest pause since", () => {
    expect(historyOf(counted(daily(700, 0), [[1_020, 10]]))).toEqual({ days: 700, strayDays: 10 });
    expect(historyDays(counted(daily(700, 0), [[880, 10]]))).toBe(700);
    expect(historyDays(counted(daily(700, 0), [[879, 10]]))).toBe(879);
    const pausing = (days: number) => counted(daily(700, 300), daily(300 - days, 0), [[900, 10]]);
    expect(historyDays(pausing(20))).toBe(700);
    expect(historyDays(pausing(21))).toBe(900);
  });

  it("keeps them where they are no handful: more than ten, and more than a twentieth", () => {
    expect(historyDays(counted(daily(99, 0), [[HALF_A_CENTURY, 10]]))).toBe(99);
    expect(historyDays(counted(daily(99, 0), [[HALF_A_CENTURY, 11]]))).toBe(HALF_A_CENTURY);
    expect(historyDays(counted(daily(99, 0, 19), [[HALF_A_CENTURY, 100]]))).toBe(99);
    expect(historyDays(counted(daily(99, 0, 19), [[HALF_A_CENTURY, 101]]))).toBe(HALF_A_CENTURY);
  });

  it("keeps more than a quarter of a small shop's", () => {
    expect(historyDays(counted(daily(11, 0), [[HALF_A_CENTURY, 4]]))).toBe(11);
    expect(historyDays(counted(daily(10, 0), [[HALF_A_CENTURY, 4]]))).toBe(HALF_A_CENTURY);
  });

  it("calls a year quiet in which one of 500 purchase days lies, and no more than five of however many", () => {
    const stray = (daysAgo: number): Counts => [
      [daysAgo, 1],
      [HALF_A_CENTURY, 4],
    ];
    expect(historyOf(counted(daily(700, 0), stray(900)))).toEqual({ days: 700, strayDays: 5 });
    expect(historyOf(counted(daily(400, 0), stray(570)))).toEqual({ days: 570, strayDays: 4 });
    const busy = daily(700, 0, 100);
    expect(historyDays(counted(busy, [[870, 5]], [[HALF_A_CENTURY, 4]]))).toBe(700);
    expect(historyDays(counted(busy, [[870, 6]], [[HALF_A_CENTURY, 4]]))).toBe(870);
  });

  it("is not cut short by a first year in which a growing shop sold little", () => {
    expect(historyDays(counted(daily(700, 366, 10), [[720, 1]], [[900, 1]]))).toBe(900);
  });

  it("takes a shop that was closed for years, or for long until now, as it is", () => {
    expect(historyDays(counted(daily(2_000, 1_500), daily(300, 0)))).toBe(2_000);
    expect(historyDays(counted(daily(2_000, 1_500), [[3, 1]]))).toBe(2_000);
  });

  it("is the same whatever the shards", () => {
    const whole = counted(daily(700, 0, 2), [[HALF_A_CENTURY, 4]]);
    const merged = counted([[HALF_A_CENTURY, 3]], daily(700, 0));
    merged.merge(counted(daily(700, 0), [[HALF_A_CENTURY, 1]]));
    expect(historyOf(merged)).toEqual(historyOf(whole));
  });
});

describe("addPurchaseDays", () => {
  it("counts days up to the as-of day by how many days ago they lie", () => {
    const counts = new Histogram();
    addPurchaseDays(counts, [{ day: 93 }, { day: 100 }, { day: 101 }], 100);
    addPurchaseDays(counts, [{ day: 93 }], 100);
    expect(counts.sorted()).toEqual([
      [0, 1],
      [7, 2],
    ]);
  });
});

describe("historyOfNight", () => {
  const cells = new CellCounter();
  for (let age = 0; age <= 700; age++) cells.add(0, 0, age, 2);
  cells.add(1, HALF_A_CENTURY - 9, HALF_A_CENTURY, 3);
  cells.add(0, 0, HALF_A_CENTURY, 4);

  it("goes by purchase days, and counts the customers who first bought before it", () => {
    const purchaseDays = counted(daily(650, 0, 3), [[HALF_A_CENTURY, 7]]);
    expect(historyOfNight(purchaseDays, cells.toCells())).toEqual({ days: 650, strayDays: 7, strayCustomers: 107 });
  });

  it("goes by first and last days where purchase days were not counted", () => {
    expect(historyOfNight(new Histogram(), cells.toCells())).toEqual({ days: 700, strayDays: 7, strayCustomers: 7 });
  });
});

describe("firstAndLastDays", () => {
  it("has one day of who bought once, and two of who came back", () => {
    const cells = new CellCounter();
    cells.add(0, 0, 9, 3);
    cells.add(2, 7, 9);
    expect(firstAndLastDays(cells.toCells()).sorted()).toEqual([
      [2, 1],
      [9, 4],
    ]);
  });
});
