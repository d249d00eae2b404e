import fc from "fast-check";
import { expect, it } from "vitest";
import type { HeldBackCells } from "../../../../shared/scoring/held-back/held-back-cells.ts";
import { HeldBackCounter } from "../../../../shared/scoring/held-back/held-back-counter.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import {
  betaGeometricModel,
  type PurchaseModel,
  paretoModel,
} from "../../../../shared/scoring/models/purchase-model.ts";
import { learnLevels } from "../../../../shared/scoring/next-order/learn-levels.ts";
import { nextWaitOf } from "../../../../shared/scoring/next-order/next-wait.ts";
import { waitsOfBuyers } from "../../../../shared/scoring/next-order/window-coverage.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const mbg = fc
  .record({ r: between(0.05, 5), alpha: between(0.5, 60), a: between(0.05, 5), b: between(0.1, 10) })
  .map((params) => betaGeometricModel(mbgnbd, params));
const pareto = fc
  .record({ r: between(0.1, 3), alpha: between(1, 40), s: between(0.1, 3), beta: between(1, 40) })
  .map((params) => paretoModel(params));
const x = fc.integer({ min: 0, max: 60 });
const days = fc.integer({ min: 0, max: 1500 });

const mayNever = (model: PurchaseModel, repeats: number, recency: number, age: number) =>
  1 - model.pAlive(repeats, recency / 7, age / 7) * nextWaitOf(model).everIfAlive(repeats, age);

it("the window's days rise with the share, and move on with silence by a day a day at least", () => {
  fc.assert(
    fc.property(fc.oneof(mbg, pareto), x, days, fc.integer({ min: 1, max: 60 }), (model, repeats, age, more) => {
      const wait = nextWaitOf(model);
      const at = (ageDays: number) => [0.1, 0.5, 0.9].map((share) => wait.daysUntil(share)(repeats, ageDays));
      const [before, after] = [at(age), at(age + more)];
      expect([...before].sort((a, b) => a - b)).toEqual(before);
      // Only there is it a law: in Pareto/NBD a silent customer may come to be one who buys soon or not at all.
      if (model.name === "mbgnbd") for (const k of [0, 1, 2]) expect(after[k]).toBeGreaterThanOrEqual(before[k] ?? 0);
    }),
    { numRuns: 150, seed: 20261122 },
  );
});

it("a longer silence never lowers the chance of no return", () => {
  fc.assert(
    fc.property(mbg, x, days, days, fc.integer({ min: 1, max: 400 }), (model, repeats, span, silent, more) => {
      const recency = repeats === 0 ? 0 : span;
      const before = mayNever(model, repeats, recency, recency + silent);
      expect(mayNever(model, repeats, recency, recency + silent + more)).toBeGreaterThanOrEqual(before - 1e-12);
      expect(before).toBeGreaterThanOrEqual(0);
      expect(before).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300, seed: 20261122 },
  );
});

it("learned levels rise, whatever the buyers, and hang on no order nor shard of theirs", () => {
  const buyer = fc.record({
    repeats: fc.integer({ min: 0, max: 8 }),
    silent: fc.integer({ min: 0, max: 80 }),
    nextDay: fc.integer({ min: 0, max: 90 }),
  });
  const shop = fc.array(buyer, { minLength: 5, maxLength: 60 });
  const cellsOf = (rows: readonly { repeats: number; silent: number; nextDay: number }[]): HeldBackCells => {
    const counter = new HeldBackCounter(90);
    for (const { repeats, silent, nextDay } of rows) {
      const recencyDays = 30 * repeats;
      counter.add(
        { repeats, recencyDays, ageDays: recencyDays + silent, nextDay, purchases: nextDay && 40, netMinor: 0 },
        40,
      );
    }
    return counter.toCells();
  };
  fc.assert(
    fc.property(mbg, shop, (model, rows) => {
      const learn = (cells: HeldBackCells) => learnLevels(waitsOfBuyers(cells, nextWaitOf(model)));
      const levels = learn(cellsOf(rows));
      const [low, middle, high] = levels;
      expect(0 < low && low < middle && middle < high && high < 1).toBe(true);
      const merged = new HeldBackCounter(90);
      for (const shard of [rows.filter((_, i) => i % 2 === 1).reverse(), rows.filter((_, i) => i % 2 === 0)])
        merged.merge(cellsOf(shard));
      expect(learn(merged.toCells())).toEqual(levels);
    }),
    { numRuns: 60, seed: 20261122 },
  );
});
