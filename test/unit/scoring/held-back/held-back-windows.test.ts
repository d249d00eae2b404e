import { describe, expect, it } from "vitest";
import {
  addHeldBack,
  heldBackFileSchema,
  heldBackWithin,
  mergeHeldBackFile,
  newHeldBackCounts,
  toHeldBack,
  toHeldBackFile,
} from "../../../../shared/scoring/held-back/held-back-windows.ts";

const AS_OF_DAY = 1000;
const boughtOn = (...days: readonly number[]) => days.map((day) => ({ day, orders: 1, netMinor: 10 * day }));
const countsOf = (firstNight: boolean, ...customers: readonly ReturnType<typeof boughtOn>[]) => {
  const counts = newHeldBackCounts({ firstNight });
  for (const days of customers) addHeldBack(counts, days, AS_OF_DAY);
  return counts;
};
/** What a file says after it lay on disk. */
const stored = (counts: ReturnType<typeof countsOf>) =>
  heldBackFileSchema.parse(JSON.parse(JSON.stringify(toHeldBackFile(counts))));

describe("the stretches held back of a night", () => {
  it("cut a customer 90, 180 and 273 days ago, and look 90, 90 and 273 days ahead", () => {
    const { recent, earlier, long } = toHeldBack(countsOf(true, boughtOn(700, 800, 900, 1000)));
    // Cut after day 910: bought on 700, 800 and 900, and again on the last of the 90 days.
    expect(recent).toMatchObject({
      horizonDays: 90,
      repeats: Int32Array.of(2),
      recencyDays: Int32Array.of(200),
      ageDays: Int32Array.of(210),
      nextDay: Int32Array.of(90),
      purchases: Float64Array.of(1),
      netMinor: Float64Array.of(10_000),
    });
    // Cut after day 820: day 900 lies within the 90 days after it, day 1000 beyond.
    expect(earlier).toMatchObject({
      horizonDays: 90,
      repeats: Int32Array.of(1),
      ageDays: Int32Array.of(120),
      nextDay: Int32Array.of(80),
      purchases: Float64Array.of(1),
    });
    // Cut after day 727: everything but the first day lies within the 273 days after it.
    expect(long).toMatchObject({
      horizonDays: 273,
      repeats: Int32Array.of(0),
      ageDays: Int32Array.of(27),
      nextDay: Int32Array.of(73),
      purchases: Float64Array.of(3),
    });
  });

  it("cut a customer a year and two years ago as well, and look a year ahead, coarsely", () => {
    const { lastYear, yearBefore } = toHeldBack(countsOf(false, boughtOn(260, 600, 1000), boughtOn(271, 636)));
    // Cut after day 635: one was silent for 35 days and bought on the last day of the year, one for 364 and on the first.
    expect(lastYear).toMatchObject({
      length: 2,
      repeats: Int32Array.of(0, 1),
      recencyDays: Int32Array.of(0, 340),
      ageDays: Int32Array.of(364, 375),
      customers: Float64Array.of(1, 1),
      returned: Float64Array.of(1, 1),
    });
    // Cut after day 270: one had bought by then, and again within the year.
    expect(yearBefore).toMatchObject({
      length: 1,
      repeats: Int32Array.of(0),
      recencyDays: Int32Array.of(0),
      ageDays: Int32Array.of(10),
      customers: Float64Array.of(1),
      returned: Float64Array.of(1),
    });
  });

  it("hold a customer only where they had bought by its cut", () => {
    const { recent, earlier, long } = toHeldBack(countsOf(true, boughtOn(820), boughtOn(821), boughtOn(911)));
    expect([recent.length, earlier.length, long?.length]).toEqual([2, 1, 0]);
  });

  it("are without whoever first bought before the shop's history, each by its own cut", () => {
    const [old, young] = [boughtOn(500, 700, 950), boughtOn(700, 950)];
    const whole = toHeldBack(countsOf(true, old, young));
    expect(heldBackWithin(whole, 300)).toEqual(toHeldBack(countsOf(true, young)));
    expect(heldBackWithin(whole, 500)).toEqual(whole);
    expect(heldBackWithin(toHeldBack(countsOf(false, old)), 499).long).toBeUndefined();
  });

  it("are two and two whole years on every night but the first", () => {
    const counts = countsOf(false, boughtOn(700, 1000));
    expect(toHeldBack(counts).long).toBeUndefined();
    expect(Object.keys(stored(counts))).toEqual(["version", "recent", "earlier", "lastYear", "yearBefore"]);
  });
});

describe("the stretches held back in a shard's file", () => {
  const [some, others] = [boughtOn(700, 800, 950), boughtOn(650, 990)];

  it("come to the same, merged from shards, as counted at once", () => {
    const merged = newHeldBackCounts({ firstNight: true });
    for (const shard of [some, others]) mergeHeldBackFile(merged, stored(countsOf(true, shard)));
    expect(toHeldBack(merged)).toEqual(toHeldBack(countsOf(true, some, others)));
    expect(toHeldBack(merged).long?.length).toBe(2);
  });

  it("leave out a stretch that the night does not count, or the shard did not", () => {
    const ordinary = newHeldBackCounts({ firstNight: false });
    mergeHeldBackFile(ordinary, stored(countsOf(true, some)));
    expect(toHeldBack(ordinary)).toEqual(toHeldBack(countsOf(false, some)));
    const first = newHeldBackCounts({ firstNight: true });
    mergeHeldBackFile(first, stored(countsOf(false, some)));
    expect(toHeldBack(first)).toMatchObject({ recent: { length: 1 }, earlier: { length: 1 }, long: { length: 0 } });
  });

  it("of a version that held no year back are read as of a shop that has none", () => {
    const { version, recent, earlier } = stored(countsOf(false, some));
    const merged = newHeldBackCounts({ firstNight: false });
    mergeHeldBackFile(merged, heldBackFileSchema.parse({ version, recent, earlier }));
    expect(toHeldBack(merged)).toMatchObject({
      recent: { length: 1 },
      lastYear: { length: 0 },
      yearBefore: { length: 0 },
    });
  });

  it("keep the seasons of earlier years", () => {
    // Days 546 to 635 are the season of the 90 days after day 910, a year before; days 181 to 270 two years before.
    const [both, lastYear] = [boughtOn(200, 546, 600, 635, 950), boughtOn(600)];
    const merged = newHeldBackCounts({ firstNight: false });
    for (const shard of [lastYear, both]) mergeHeldBackFile(merged, stored(countsOf(false, shard)));
    expect(toHeldBack(merged)).toEqual(toHeldBack(countsOf(false, both, lastYear)));
    expect(toHeldBack(merged).recent).toMatchObject({
      seasonLastYear: Int32Array.of(1, 3),
      seasonYearBefore: Int32Array.of(0, 1),
      nextDay: Int32Array.of(0, 40),
    });
  });

  it("are refused where they are missing, of another version, or no base64", () => {
    const file = stored(countsOf(false, some));
    const { version: _, ...ofVersionOne } = file;
    for (const other of [ofVersionOne, { ...file, version: 1 }])
      expect(heldBackFileSchema.safeParse(other).success).toBe(false);
    expect(heldBackFileSchema.safeParse(file).success).toBe(true);
    expect(heldBackFileSchema.safeParse({ version: 2, recent: file.recent }).success).toBe(false);
    expect(heldBackFileSchema.safeParse({ ...file, long: "not base64!" }).success).toBe(false);
  });
});
