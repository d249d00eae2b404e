import { describe, expect, it } from "vitest";
import { clusteringOf } from "../../../../shared/scoring/odd-shops/clustering.ts";
import { purchasesBetween } from "../../../../shared/scoring/odd-shops/purchases-between.ts";
import { Histogram } from "../../../../shared/scoring/summaries/histogram.ts";
import { seededRandom } from "../../../../shared/stats/random.ts";

const HISTORY = 700;
/** Around 150 days ago, of a shop in which so many buy on a day, by how many days ago it is. */
const clustering = (on: (daysAgo: number) => number, span = 56): number => {
  const days = Array.from({ length: HISTORY + 1 }, (_, daysAgo) => [daysAgo, on(daysAgo)] as const);
  return clusteringOf(purchasesBetween(Histogram.from(days), HISTORY), 150, span);
};

describe("clusteringOf", () => {
  it("is one where each purchase comes by itself", () => {
    const random = seededRandom(1);
    // Each of a thousand people buys on a day or does not.
    const byChance = () => Array.from({ length: 1_000 }, random).filter((u) => u < 0.02).length;
    expect(clustering(byChance)).toBeLessThan(1.5);
    expect(clustering(() => 20)).toBe(1);
    expect(clustering(() => 0)).toBe(1);
  });

  it("is as many as come together, where that is on one day of each fourth week", () => {
    // Of eight weeks 0, 0, 0, 400, 0, 0, 0, 400: three steps of 400 in seven, beside twice the mean of 100.
    expect(clustering((day) => (day % 28 === 10 ? 400 : 0))).toBeCloseTo((3 * 400 ** 2) / (7 * 2 * 100), 8);
    expect(clustering((day) => (day % 7 === 3 ? 400 : 0))).toBe(1);
  });

  it("does not take a break, a season that ended or a slow rise for spread", () => {
    expect(clustering((day) => (day < 150 ? 10 : 20))).toBe(1);
    expect(clustering((day) => (day % 364 < 150 ? 10 : 40))).toBe(1);
    expect(clustering((day) => 5 + day / 50)).toBe(1);
  });

  it("goes by the weeks of the four stretches alone", () => {
    // 28 days on either side of 150 days ago, and of 514.
    const apart = (from: number) => clustering((day) => (day === from ? 400 : 5), 28);
    for (const inside of [122, 177, 486, 541]) expect(apart(inside)).toBeGreaterThan(50);
    for (const outside of [121, 178, 485, 542]) expect(apart(outside)).toBe(1);
  });
});
