import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addPastCuts,
  mergePastCutsFile,
  newPastCutCounts,
  pastCutsFileSchema,
  toPastCuts,
  toPastCutsFile,
} from "../../../../shared/scoring/past-cuts/past-cuts.ts";
import { fitPastCuts } from "../../../../shared/scoring/past-cuts/past-fits.ts";
import { fitRepeatScore } from "../../../../shared/scoring/repeat-score/fit-repeat-score.ts";
import { proveRepeatScore } from "../../../../shared/scoring/repeat-score/prove-repeat-score.ts";
import type { PurchaseDay } from "../../../../shared/scoring/summaries/purchase-days.ts";
import { fitLogistic, fromLogOdds } from "../../../../shared/stats/logistic.ts";
import { fitOfParams } from "../../../support/fit-of-params.ts";
import { AS_OF_DAY, retailShop, simulatePurchaseDays } from "../../../support/simulate-customers.ts";

const seed = 20261122;

const asOf = "2026-11-20";
const fitted = { ...fitOfParams({ r: 1, alpha: 4, a: 0.5, b: 6 }), asOf };

/** The repeat score of a night whose customers came in these shards, each counted by itself and merged as files. */
const repeatScoreOf = (shards: readonly (readonly (readonly PurchaseDay[])[])[]) => {
  const merged = newPastCutCounts();
  for (const shard of shards) {
    const counts = newPastCutCounts();
    for (const days of shard) addPastCuts(counts, days, AS_OF_DAY);
    mergePastCutsFile(merged, pastCutsFileSchema.parse(JSON.parse(JSON.stringify(toPastCutsFile(counts)))));
  }
  const past = toPastCuts(merged);
  const fits = fitPastCuts(past);
  const proven = proveRepeatScore(asOf, fits);
  const models = { mbgnbd: fitted, bgnbd: null, pnbd: null };
  const night = fitRepeatScore({ asOf, fits, proven, models, chosen: "mbgnbd", tonight: past.tonight });
  return JSON.stringify({ proven, night });
};

test("the same customers have the same repeat score, with its proof and promise, byte by byte, in whatever order and shards", () => {
  const shop = [...simulatePurchaseDays(retailShop, 500, 9)];
  const whole = repeatScoreOf([shop]);
  expect(JSON.parse(whole).proven.proof.cuts.length).toBeGreaterThan(2);
  const orders = fc.shuffledSubarray(shop, { minLength: shop.length, maxLength: shop.length });
  fc.assert(
    fc.property(orders, fc.integer({ min: 1, max: 7 }), (shuffled, shards) => {
      const dealt = Array.from({ length: shards }, (_, k) => shuffled.filter((_days, i) => i % shards === k));
      expect(repeatScoreOf(dealt)).toBe(whole);
    }),
    { seed, numRuns: 5 },
  );
});

const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
/** Hundredths: a spread that a shift does not drown in rounding. */
const value = fc.integer({ min: -300, max: 300 }).map((hundredths) => hundredths / 100);
const rows = fc.array(
  fc.record({
    a: value,
    b: value,
    trials: fc.integer({ min: 1, max: 30 }),
    share: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  }),
  { minLength: 8, maxLength: 40 },
);
type Row = { a: number; b: number; trials: number; share: number };

/** Chances that a fit to features in these units gives its own rows. */
const chancesOf = (cases: readonly Row[], unitOfA: number, shiftOfB: number): number[] => {
  const features = cases.map(({ a, b }) => [a * unitOfA, b + shiftOfB] as const);
  const { intercept, coefficients } = fitLogistic(
    {
      length: cases.length,
      width: 2,
      features: Float64Array.from(features.flat()),
      trials: Float64Array.from(cases, ({ trials }) => trials),
      successes: Float64Array.from(cases, ({ trials, share }) => trials * share),
    },
    1,
  );
  const [perA = 0, perB = 0] = coefficients;
  return features.map(([a, b]) => fromLogOdds(intercept + perA * a + perB * b));
};

test("a logistic fit says the same whatever unit and zero its features have, and in whatever order its cases come", () => {
  fc.assert(
    fc.property(rows, positive, fc.double({ min: -50, max: 50, noNaN: true }), (cases, unit, shift) => {
      const chances = chancesOf(cases, 1, 0);
      for (const [i, chance] of chancesOf(cases, unit, shift).entries()) expect(chance).toBeCloseTo(chances[i] ?? 0, 6);
      const backwards = chancesOf([...cases].reverse(), 1, 0).reverse();
      for (const [i, chance] of backwards.entries()) expect(chance).toBeCloseTo(chances[i] ?? 0, 9);
    }),
    { seed, numRuns: 100 },
  );
});
