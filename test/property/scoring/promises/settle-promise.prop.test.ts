import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SettledPromise } from "../../../../shared/model/promises.ts";
import {
  addHeldBack,
  mergeHeldBackFile,
  newHeldBackCounts,
  toHeldBack,
  toHeldBackFile,
} from "../../../../shared/scoring/held-back/held-back-windows.ts";
import { settlePromise } from "../../../../shared/scoring/promises/settle-promise.ts";
import { fromEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../../../shared/scoring/summaries/purchase-days.ts";
import { often } from "../../../support/often.ts";
import { promiseFileOf } from "../../../support/promise-file.ts";
import { AS_OF_DAY, retailShop, simulatePurchaseDays } from "../../../support/simulate-customers.ts";

const asOf = fromEpochDay(AS_OF_DAY);
const cutDay = AS_OF_DAY - 90;
const night = promiseFileOf({ asOf: fromEpochDay(cutDay) });
const seeds = fc.integer({ min: 1, max: 1e6 });
const runs = { seed: 20261130, numRuns: often(15) };

const shopOf = (seed: number, customers = 300): PurchaseDay[][] => [
  ...simulatePurchaseDays(retailShop, customers, seed),
];

/** Held-back cells as `fit` has them: counted shard by shard, written to files, and merged. */
const mergedOf = (shards: readonly (readonly PurchaseDay[][])[]) => {
  const merged = newHeldBackCounts({ firstNight: false });
  for (const shard of shards) {
    const counts = newHeldBackCounts({ firstNight: false });
    for (const days of shard) addHeldBack(counts, days, AS_OF_DAY);
    mergeHeldBackFile(merged, toHeldBackFile(counts));
  }
  return toHeldBack(merged).recent;
};

const settledOf = (shards: readonly (readonly PurchaseDay[][])[], of = night): SettledPromise => {
  const settled = settlePromise(of, mergedOf(shards), asOf);
  if (settled.outcome !== "settled") throw new Error(settled.why);
  return settled;
};

describe("a promise that is settled", () => {
  it("comes to the same bytes whatever the shards and their order", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 7 }), (seed, shards) => {
        const shop = shopOf(seed);
        const parts = Array.from({ length: shards }, (_, at) => shop.filter((_days, index) => index % shards === at));
        expect(JSON.stringify(settledOf(parts.reverse()))).toBe(JSON.stringify(settledOf([shop])));
      }),
      runs,
    );
  });

  it("counts what came as the customers' own days have it, in all and by tier", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const shop = shopOf(seed);
        const { customers, buyers, purchases, tiers } = settledOf([shop]);
        const known = shop.filter(([first]) => first !== undefined && first.day <= cutDay);
        const after = known.map((days) => days.filter(({ day }) => day > cutDay && day <= AS_OF_DAY).length);
        expect([customers, buyers.came, purchases.came]).toEqual([
          known.length,
          after.filter((bought) => bought > 0).length,
          after.reduce((sum, bought) => sum + bought, 0),
        ]);
        const sumOf = (of: "customers" | "buyers" | "came") => tiers.reduce((sum, rung) => sum + rung[of], 0);
        expect([sumOf("customers"), sumOf("came")]).toEqual([customers, buyers.came]);
        expect(sumOf("buyers")).toBeCloseTo(buyers.promised, 8);
      }),
      runs,
    );
  });

  it("promises more to a rule that says more, and the range goes with what is promised of those known now", () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.1, max: 3, noNaN: true }), (seed, intercept) => {
        const shop = shopOf(seed);
        const ranges = { buyersRange: { low: 150, high: 260 }, purchasesRange: { low: 400, high: 710 } };
        const more = promiseFileOf({ asOf: night.asOf, intercept, buyers: 200, ...ranges });
        const [plain, raised] = [settledOf([shop]), settledOf([shop], more)];
        expect(raised.buyers.promised).toBeGreaterThan(plain.buyers.promised);
        expect(raised.buyers.came).toBe(plain.buyers.came);
        expect(raised.came.auc).toBeCloseTo(plain.came.auc ?? Number.NaN, 10);
        expect((raised.buyers.range?.low ?? 0) / raised.buyers.promised).toBeCloseTo(150 / 200, 10);
        expect((raised.buyers.range?.high ?? 0) / raised.buyers.promised).toBeCloseTo(260 / 200, 10);
        expect((raised.purchases.range?.low ?? 0) / raised.purchases.promised).toBeCloseTo(400 / 497, 10);
        expect((raised.purchases.range?.high ?? 0) / raised.purchases.promised).toBeCloseTo(710 / 497, 10);
        expect(raised.purchases.promised).toBeGreaterThanOrEqual(raised.buyers.promised);
        expect(plain.purchases).not.toHaveProperty("range");
      }),
      runs,
    );
  });

  it("is kept by the truth and broken by a lie, over shops of chance", () => {
    const off = (intercept: number) =>
      Array.from({ length: often(20) }, (_, seed) => {
        const { buyers } = settledOf([shopOf(seed + 1, 800)], promiseFileOf({ asOf: night.asOf, intercept }));
        return Math.abs(buyers.came / buyers.promised - 1);
      });
    // The shops live by the very parameters that the rule has; a chance of 800 customers moves about a twentieth.
    expect(off(0).filter((share) => share < 0.15).length).toBeGreaterThan(0.9 * often(20));
    expect(off(1).filter((share) => share < 0.15)).toEqual([]);
  });
});
