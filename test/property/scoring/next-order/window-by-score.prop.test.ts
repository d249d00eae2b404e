import fc from "fast-check";
import { expect, it } from "vitest";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { betaGeometricModel, paretoModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { FURTHEST_DAYS, nextWaitOf } from "../../../../shared/scoring/next-order/next-wait.ts";
import { windowByScore } from "../../../../shared/scoring/next-order/window-by-score.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const mbg = fc
  .record({ r: between(0.05, 5), alpha: between(0.5, 60), a: between(0.05, 5), b: between(0.1, 10) })
  .map((params) => betaGeometricModel(mbgnbd, params));
const pareto = fc
  .record({ r: between(0.1, 3), alpha: between(1, 40), s: between(0.1, 3), beta: between(1, 40) })
  .map((params) => paretoModel(params));
const model = fc.oneof(mbg, pareto);
const levels = fc
  .uniqueArray(between(0.001, 0.999), { minLength: 3, maxLength: 3 })
  .map((three) => three.sort((a, b) => a - b) as [number, number, number]);
const [x, age] = [fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 2_000 })];

it("each day of the window lies within the 90 days where that many come within them, and beyond where they do not", () => {
  fc.assert(
    fc.property(model, levels, x, age, between(0, 1), (one, of, repeats, ageDays, within90) => {
      const days = windowByScore(nextWaitOf(one), of)(repeats, ageDays, within90, false);
      for (const [day, share] of [
        [days.from, 0.1],
        [days.median, 0.5],
        [days.to, 0.9],
      ] as const) {
        expect(day <= 90).toBe(share <= within90);
        expect(day).toBeGreaterThanOrEqual(1);
      }
      expect(days.from).toBeLessThanOrEqual(days.median);
      expect(days.median).toBeLessThanOrEqual(days.to);
    }),
    { numRuns: 400, seed: 20261201 },
  );
});

it("is the model's own where it says what the model says, or where it says that at least fewer come", () => {
  fc.assert(
    fc.property(model, x, age, between(0, 1), (one, repeats, ageDays, less) => {
      const wait = nextWaitOf(one);
      const own = wait.shareWithin(repeats, ageDays, 90);
      fc.pre(own > 1e-9 && own < 1 - 1e-9);
      const plain = [0.1, 0.5, 0.9].map((share) => wait.daysUntil(share)(repeats, ageDays));
      const byScore = windowByScore(wait, [0.1, 0.5, 0.9]);
      for (const days of [byScore(repeats, ageDays, own, false), byScore(repeats, ageDays, less * own, true)]) {
        for (const [k, day] of [days.from, days.median, days.to].entries()) {
          const same = plain[k] ?? 0;
          if (Math.min(day, same) <= FURTHEST_DAYS) expect(Math.abs(day - same)).toBeLessThanOrEqual(1 + 1e-6 * same);
        }
      }
    }),
    { numRuns: 300, seed: 20261201 },
  );
});

it("comes sooner the more come within 90 days", () => {
  fc.assert(
    fc.property(model, levels, x, age, between(0, 1), between(0, 1), (one, of, repeats, ageDays, few, more) => {
      const byScore = windowByScore(nextWaitOf(one), of);
      const [late, soon] = [Math.min(few, more), Math.max(few, more)].map((share) =>
        byScore(repeats, ageDays, share, false),
      );
      for (const end of ["from", "median", "to"] as const)
        expect(soon?.[end]).toBeLessThanOrEqual((late?.[end] ?? 0) + 1);
    }),
    { numRuns: 300, seed: 20261201 },
  );
});
