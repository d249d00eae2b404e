import { describe, expect, it } from "vitest";
import type { YearCells } from "../../../../shared/scoring/held-back/year-cells.ts";
import { YearCounter } from "../../../../shared/scoring/held-back/year-counter.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { betaGeometricModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { learnReturns, PLAIN_LINE, putRight, returnBins } from "../../../../shared/scoring/next-order/learn-returns.ts";

const model = betaGeometricModel(mbgnbd, { r: 0.8, alpha: 8, a: 0.6, b: 2.5 });
const chanceOf = (x: number, recencyDays: number, ageDays: number): number =>
  model.pAlive(x, recencyDays / 7, ageDays / 7) * model.pActiveIfAlive(x, ageDays / 7, 365 / 7);
const grid = [0, 1, 2, 5, 9].flatMap((x) =>
  [30, 120, 300, 500].flatMap((silent) => (x === 0 ? [[0, 0, silent]] : [[x, 90 * x, 90 * x + silent]])),
);
/** So many customers at each place, of whom the share that `comes` tells bought. */
const year = (customers: number, comes: (chance: number) => number): YearCells => ({
  length: grid.length,
  repeats: Int32Array.from(grid, ([x = 0]) => x),
  recencyDays: Int32Array.from(grid, ([, recency = 0]) => recency),
  ageDays: Int32Array.from(grid, ([, , age = 0]) => age),
  customers: new Float64Array(grid.length).fill(customers),
  waits: new YearCounter().toCells().waits,
  returned: Float64Array.from(grid, ([x = 0, recency = 0, age = 0]) => customers * comes(chanceOf(x, recency, age))),
});
const odds = (p: number) => Math.log(p / (1 - p));
const moved = (a: number, b: number) => (p: number) => 1 / (1 + Math.exp(-(a + b * odds(p))));

describe("the line that puts chances of a return right", () => {
  it.each([
    [-0.8, 0.75],
    [0.5, 1.1],
  ])("finds what moved them, where many were seen: %f and %f", (a, b) => {
    const line = learnReturns({ cells: year(1e6, moved(a, b)), model, historyDays: 730 });
    expect(line.weight).toBe(1);
    expect(line.intercept).toBeCloseTo(a, 3);
    expect(line.slope).toBeCloseTo(b, 3);
    expect(putRight(line, 0.3)).toBeCloseTo(moved(a, b)(0.3), 3);
  });

  it("stays near the model's own where few were seen, and is that where the model was right", () => {
    const few = learnReturns({ cells: year(1, moved(-2, 0.3)), model, historyDays: 730 });
    const many = learnReturns({ cells: year(1000, moved(-2, 0.3)), model, historyDays: 730 });
    expect(few.slope).toBeGreaterThan(0.8);
    expect(many.slope).toBeLessThan(0.4);
    const right = learnReturns({ cells: year(1000, (p) => p), model, historyDays: 730 });
    expect(right.intercept).toBeCloseTo(0, 6);
    expect(right.slope).toBeCloseTo(1, 6);
  });

  it("is taken over in the share that the history before the year is of two years", () => {
    const learn = (historyDays: number) => learnReturns({ cells: year(1000, moved(1, 0.6)), model, historyDays });
    const [half, full] = [learn(365), learn(2000)];
    expect(half.weight).toBe(0.5);
    expect(full).toEqual(learn(730));
    expect(half.intercept).toBeCloseTo(full.intercept / 2, 12);
    expect(half.slope).toBeCloseTo((1 + full.slope) / 2, 12);
  });

  it.each([
    ["everybody", 1],
    ["nobody", 0],
  ])("stays finite where %s came", (_, share) => {
    const line = learnReturns({ cells: year(50, () => share), model, historyDays: 730 });
    expect(Number.isFinite(line.intercept)).toBe(true);
    expect(line.slope).toBeGreaterThanOrEqual(0);
    const chance = putRight(line, 0.5);
    expect(share === 1 ? chance : 1 - chance).toBeGreaterThan(0.8);
  });

  it("leaves every chance what it is by itself, those of 0 and 1 to nine digits", () => {
    for (const chance of [0, 1e-6, 0.25, 0.5, 1]) expect(putRight(PLAIN_LINE, chance)).toBeCloseTo(chance, 8);
  });
});

describe("the tenths of the chance of no return", () => {
  it("count everybody once, with whom the model and an earlier line expected, and who came", () => {
    const cells = year(10, () => 0.3);
    const line = { weight: 1, intercept: -1, slope: 1 };
    const bins = returnBins({ cells, model, historyDays: 730 }, line);
    expect(bins.map(({ from, to }) => [from, to])).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => [tenth / 10, (tenth + 1) / 10]),
    );
    expect(bins.reduce((sum, { customers }) => sum + customers, 0)).toBe(10 * grid.length);
    for (const { from, to, customers, plain, foretold, actual } of bins.filter(({ customers }) => customers > 0)) {
      expect(1 - plain / customers).toBeGreaterThanOrEqual(from);
      expect(1 - plain / customers).toBeLessThanOrEqual(to);
      expect(foretold ?? 0).toBeLessThan(plain);
      expect(actual).toBeCloseTo(0.3 * customers, 10);
    }
  });

  it("tell of no earlier line where there is none", () => {
    const bins = returnBins({ cells: year(10, () => 0.3), model, historyDays: 730 }, undefined);
    expect(bins.every(({ foretold }) => foretold === null)).toBe(true);
  });

  it("have who is sure to stay away in the last", () => {
    const gone = { ...year(3, () => 0), length: 1, repeats: Int32Array.of(500), ageDays: Int32Array.of(9000) };
    expect(returnBins({ cells: gone, model, historyDays: 730 }, undefined)[9]).toMatchObject({
      customers: 3,
      actual: 0,
    });
  });
});
