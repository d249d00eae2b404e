import { describe, expect, it } from "vitest";
import { WEEKS_PER_MONTH } from "../../../../shared/scoring/value/clv.ts";
import {
  GRADIENT,
  HIGH,
  HIGH_STEPS,
  LOW,
  LOW_STEPS,
  ROW,
  SpreadNode,
  SQUARES,
} from "../../../../shared/scoring/value/clv-spread-node.ts";
import {
  EXPONENTIAL,
  LEAVING,
  leaving,
  lomax,
  off,
  RETAIL,
  retail,
  STAYING,
  spreadModel,
  YEAR,
} from "../../../support/spread-model.ts";

describe("a node's row", () => {
  it("holds amounts exceeded with chances from 0.05, and from 0.95, in even steps to 1: Lomax for one purchase", () => {
    for (const x of [0, 20]) {
      const row = new SpreadNode(leaving, x).row(30);
      expect(row).toHaveLength(ROW);
      for (let k = 0; k < 32; k++)
        expect(off(row[HIGH + k], lomax(x + 3, 0.05 + (0.95 * k) / 32)), `high ${k}`).toBeLessThan(0.006);
      for (let k = 0; k < 16; k++)
        expect(off(row[LOW + k], lomax(x + 3, 0.95 + (0.05 * k) / 16)), `low ${k}`).toBeLessThan(0.006);
      expect([row[HIGH + HIGH_STEPS], row[LOW + LOW_STEPS]]).toEqual([0, 0]);
      expect(row[SQUARES]).toBeCloseTo((2 * (x + 2)) / (x + 1), 5);
    }
  });

  it("is that of one purchase more where the model of spend counts first days", () => {
    const row = new SpreadNode({ ...leaving, firstDays: 1 }, 4).row(30);
    expect(off(row[HIGH], lomax(4 + 1 + 3, 0.05))).toBeLessThan(0.006);
    expect(row[SQUARES]).toBeCloseTo((2 * (5 + 2)) / (5 + 1), 5);
  });

  it("holds slopes of ln(purchases) in r and alpha: those of NBD, discounted or not, where nobody leaves", () => {
    const clv = { horizonMonths: 3, discountRatePerMonth: 0.02 };
    const row = new SpreadNode(spreadModel({ purchases: STAYING, spend: EXPONENTIAL, clv }), 2).row(30);
    // (r + x) t / (alpha + T)
    expect(row[GRADIENT]).toBeCloseTo(0.8 / 2.8, 6);
    expect(row[GRADIENT + 1]).toBeCloseTo(-6 / 36, 6);
    expect(row[GRADIENT + 2]).toBeCloseTo(0, 6);
    expect(row[GRADIENT + 3]).toBeCloseTo(0, 6);
  });

  it("holds slopes of ln(chance to buy) where everybody leaves with the next purchase", () => {
    const row = new SpreadNode(leaving, 1).row(20);
    const horizon = 12 * WEEKS_PER_MONTH;
    const odds = 1 / ((1 + horizon / 26) ** 1.8 - 1);
    expect(row[GRADIENT]).toBeCloseTo(0.8 * Math.log1p(horizon / 26) * odds, 5);
    expect(row[GRADIENT + 1]).toBeCloseTo(-6 * 1.8 * (1 / 26 - 1 / (26 + horizon)) * odds, 5);
  });

  it("counts purchases to the horizon, and every number of them: NBD among its buyers, where nobody leaves", () => {
    const spend = { p: 4, q: 3, gamma: 20 };
    const node = new SpreadNode(spreadModel({ purchases: STAYING, spend, clv: YEAR }), 2);
    for (const ageWeeks of [30, 50_000]) {
      const growth = (12 * WEEKS_PER_MONTH) / (6 + ageWeeks);
      const buyers = 1 - (1 + growth) ** -2.8;
      const mean = (2.8 * growth) / buyers;
      const square = (2.8 * growth * (1 + growth) + (2.8 * growth) ** 2) / buyers;
      // n purchases of gamma(4) at a rate that is gamma(11).
      const wanted = ((16 * square + 4 * mean) / (4 * mean) ** 2) * (10 / 9);
      expect(off(node.row(ageWeeks)[SQUARES], wanted), `${ageWeeks} weeks`).toBeLessThan(1e-4);
    }
  });

  it("falls in a and rises in b: who is likelier to leave buys less, who is likelier to stay buys more", () => {
    const row = new SpreadNode(retail, 3).row(20);
    expect(row[GRADIENT + 2]).toBeLessThan(-0.01);
    expect(row[GRADIENT + 3]).toBeGreaterThan(0.01);
  });

  it("adds the spread of discounts to that of spend", () => {
    const clv = { horizonMonths: 2, discountRatePerMonth: 1 };
    const row = new SpreadNode(spreadModel({ purchases: LEAVING, spend: EXPONENTIAL, clv }), 1).row(20);
    const within = (months: number) => 1 - (26 / (26 + months * WEEKS_PER_MONTH)) ** 1.8;
    const [first, second] = [within(1), within(2) - within(1)];
    const discounts = ((first / 4 + second / 16) * (first + second)) / (first / 2 + second / 4) ** 2;
    expect(row[SQUARES]).toBeCloseTo(3 * discounts, 5);
  });

  it("is of one purchase where customers are so old that next to nobody buys", () => {
    const row = new SpreadNode(spreadModel({ purchases: RETAIL, spend: EXPONENTIAL, clv: YEAR }), 0).row(1e19);
    expect(row[SQUARES]).toBeCloseTo(4, 6);
    expect(off(row[HIGH], lomax(3, 0.05))).toBeLessThan(0.006);
  });
});
