import { describe, expect, it } from "vitest";
import { type Levels, type NextOrder, windowShares } from "../../shared/model/next-order.ts";
import { modelInForce } from "../../shared/scoring/models/purchase-model.ts";
import { nextWaitOf } from "../../shared/scoring/next-order/next-wait.ts";
import { endCoverage, waitsOfBuyers } from "../../shared/scoring/next-order/window-coverage.ts";
import { fromEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { hasReference } from "../support/cdnow.ts";
import { heldBackOfShop } from "../support/held-back-shops.ts";
import { proveOn, proveOnCdnow, proveOnDemo } from "../support/prove-on.ts";
import {
  AS_OF_DAY,
  lowPurchaseShop,
  retailShop,
  type ShopTruth,
  simulatePurchaseDays,
} from "../support/simulate-customers.ts";
import { christmasYears, simulateYears } from "../support/simulate-years.ts";

/** Coverage in force at the three shares, to three digits; null where too few buyers can tell. */
const coverage = (nextOrder: NextOrder | null): (number | null)[] => {
  if (nextOrder?.proof == null) throw new Error("nothing was measured");
  return nextOrder.proof.ends.map(({ plain, recalibrated }) => {
    const covered = nextOrder.recalibrated ? recalibrated : plain;
    return covered === null ? null : Number(covered.toFixed(3));
  });
};
const expectWithinFivePoints = (covered: readonly (number | null)[]): void => {
  for (const [k, share] of [0.1, 0.5, 0.9].entries())
    expect(Math.abs((covered[k] ?? share) - share)).toBeLessThan(0.05);
};

describe.skipIf(!hasReference)("the next order's window on CDNOW", () => {
  it.each([
    ["1997-09-30", true, [0.093, 0.493, 0.902], 0.847],
    ["1997-12-31", false, [0.092, 0.481, 0.882], 0.882],
    ["1998-03-31", true, [0.095, 0.465, 0.877], 0.859],
    ["1998-06-30", true, [0.107, 0.514, 0.902], 0.877],
  ])("all of it, %s: covers what it says within 5 points, recalibrated %s", (asOf, recalibrated, covered, plainEnd) => {
    const { nextOrder, statements } = proveOnCdnow("master", asOf).next;
    expectWithinFivePoints(coverage(nextOrder));
    expect(coverage(nextOrder)).toEqual(covered);
    expect(nextOrder?.recalibrated).toBe(recalibrated);
    expect(nextOrder?.proof?.ends[2]?.plain).toBeCloseTo(plainEnd, 3);
    expect(statements.map(({ code }) => code)).toEqual(
      asOf === "1998-06-30" ? ["may-never-unproved"] : ["may-never-unknown"],
    );
  });

  it.each(["1997-09-30", "1997-12-31", "1998-03-31", "1998-06-30"])(
    "the sample, %s: covers what it says where enough buyers can tell, and says where they cannot",
    (asOf) => {
      const { nextOrder, statements } = proveOnCdnow("sample", asOf).next;
      const covered = coverage(nextOrder);
      expectWithinFivePoints(covered);
      expect(covered[2]).toBeNull();
      expect(nextOrder?.levels[2]).toBe(0.9);
      expect(statements.map(({ code }) => code)).toContain("next-order-unproven");
    },
  );
});

describe("the next order's window on shops whose truth is the model", () => {
  const proofOf = (truth: ShopTruth, customers: number) =>
    proveOn([...simulatePurchaseDays(truth, customers, 7)], fromEpochDay(AS_OF_DAY)).next;

  it.each([
    ["retail", () => proofOf(retailShop, 20_000), 0.012],
    ["low-purchase", () => proofOf(lowPurchaseShop, 60_000), 0.02],
  ])("%s: the model's own levels cover what they say", (_, proof, most) => {
    const { nextOrder } = proof();
    expect(nextOrder?.recalibrated).toBe(false);
    for (const { share, plain } of nextOrder?.proof?.ends ?? [])
      expect(Math.abs((plain ?? 2) - share)).toBeLessThan(most);
  });
});

describe("the next order's window on the demo shop", () => {
  it.each([1, 2, 3, 7])("seed %i: covers what it says within 5 points", (seed) => {
    expectWithinFivePoints(coverage(proveOnDemo(seed, "2026-11-20").next.nextOrder));
  });
});

describe("the next order's window over the year to come", () => {
  /** By how much the worst of its three ends misses that year, which the night did not know; and the plain model's. */
  const missOf = (customers: readonly (readonly PurchaseDay[])[], asOfDay: number) => {
    const known = customers.map((days) => days.filter(({ day }) => day <= asOfDay)).filter((days) => days.length > 0);
    const { next, model } = proveOn(known, fromEpochDay(asOfDay));
    const inForce = modelInForce(model);
    if (inForce === undefined || next.nextOrder === null) throw new Error("no model could be fitted");
    const waits = waitsOfBuyers(heldBackOfShop(customers, asOfDay, 365), nextWaitOf(inForce));
    const worst = (levels: Levels) =>
      Math.max(
        ...([0, 1, 2] as const).map((k) => Math.abs((endCoverage(waits, levels, k).covered ?? 9) - windowShares[k])),
      );
    return { inForce: worst(next.nextOrder.levels), plain: worst([...windowShares]) };
  };

  it.each([
    [1000, 1],
    [1400, 2],
  ])(
    "a shop with a Christmas, %i days old: covers it within 5 points, where the plain model does not",
    (history, seed) => {
      const miss = missOf(simulateYears(christmasYears, 24_000, history + 365, seed), history);
      expect(miss.inForce).toBeLessThan(0.05);
      expect(miss.plain).toBeGreaterThan(0.05);
    },
  );
});
