import fc from "fast-check";
import { expect, it } from "vitest";
import type { ModelFile } from "../../../../shared/model/model-file.ts";
import { pActiveIfAlive, pAlive } from "../../../../shared/scoring/models/beta-geometric.ts";
import { bgnbd } from "../../../../shared/scoring/models/bgnbd.ts";
import { PurchaseSeries } from "../../../../shared/scoring/models/expected-purchases.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { makeScorer, scoreColumns } from "../../../../shared/scoring/scorer.ts";
import { emptySummaryColumns, type SummaryColumns } from "../../../../shared/scoring/summaries/summary-columns.ts";
import { often } from "../../../support/often.ts";

const SEED = 20261121;
const positive = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const params = fc.record({
  r: positive(0.05, 20),
  alpha: positive(0.5, 100),
  a: positive(0.01, 50),
  b: positive(0.1, 500),
});
const history = fc.record({
  x: fc.oneof(fc.nat({ max: 10 }), fc.nat({ max: 300 })),
  recency: fc.nat({ max: 1500 }),
  silence: fc.nat({ max: 1500 }),
});
const model = fc.constantFrom(bgnbd, mbgnbd);

it("probabilities are probabilities, and purchases expected are between none and what the living would make", () => {
  fc.assert(
    fc.property(model, params, history, (which, p, { x, recency, silence }) => {
      const tx = x === 0 ? 0 : recency / 7;
      const age = tx + silence / 7;
      const alive = pAlive(which, p, x, tx, age);
      const active = pActiveIfAlive(p, x, age, 90 / 7);
      const series = new PurchaseSeries(which, p, x);
      const expected = series.expected(age, 90 / 7);
      expect(alive).toBeGreaterThanOrEqual(0);
      expect(alive).toBeLessThanOrEqual(1);
      expect(active).toBeGreaterThan(0);
      expect(active).toBeLessThanOrEqual(1);
      // At least one purchase is made by at least `active` of the living; without dropout they would make (r+x) t/(alpha+T).
      expect(expected).toBeGreaterThanOrEqual(active * (1 - 1e-12));
      expect(expected).toBeLessThanOrEqual((((p.r + x) * 90) / 7 / (p.alpha + age)) * (1 + 1e-12));
    }),
    { seed: SEED, numRuns: often(250) },
  );
});

it("the chances of at least 1, 2, 3... purchases add up to the purchases expected", () => {
  fc.assert(
    fc.property(model, params, fc.nat({ max: 20 }), fc.nat({ max: 100 }), (which, p, x, age) => {
      const series = new PurchaseSeries(which, p, x);
      const survival = series.survival(age, 26, 1e-13);
      const wanted = series.expected(age, 26);
      expect(survival.reduce((a, b) => a + b, 0) / wanted).toBeCloseTo(1, 6);
      expect(survival[0] ?? 0).toBeCloseTo(pActiveIfAlive(p, x, age, 26), 10);
    }),
    { seed: SEED, numRuns: often(100) },
  );
});

it("purchases expected rise with the horizon, and add up over it", () => {
  fc.assert(
    fc.property(model, params, fc.nat({ max: 50 }), positive(0.1, 100), positive(0.1, 100), (which, p, x, t, more) => {
      const series = new PurchaseSeries(which, p, x);
      expect(series.expected(10, t + more)).toBeGreaterThan(series.expected(10, t));
    }),
    { seed: SEED, numRuns: often(150) },
  );
});

const fitted = (which: "bgnbd" | "mbgnbd", p: { r: number; alpha: number; a: number; b: number }): ModelFile => {
  const facts = {
    asOf: "2026-11-20",
    logLikelihood: 0,
    converged: true,
    evaluations: 1,
    customers: 1,
    prior: false,
    logCovariance: null,
  };
  const fit = { params: p, standardErrors: { r: null, alpha: null, a: null, b: null }, ...facts };
  const spend = {
    params: { p: 6.25, q: 3.74, gamma: 15.44 },
    standardErrors: { p: null, q: null, gamma: null },
    ...facts,
  };
  const scale = { rule: "settings", cuts: [30, 90, 180, 300] } as const;
  return {
    asOf: "2026-11-20",
    customers: 1,
    timeUnit: "week",
    currency: "USD",
    minorPerMajor: 100,
    chosen: which,
    models: { bgnbd: fit, mbgnbd: fit, nbd: null, pnbd: null, gammaGamma: spend },
    counts: { repeatBuyers: 1, repeatPurchaseDays: 1, spenders: 1, inRfmWindow: 1, cells: 1 },
    spendFrequencyCorrelation: null,
    rfm: { windowDays: 365, r: { ...scale, cuts: [...scale.cuts] }, f: { rule: "even" }, m: { rule: "even" } },
    tiers: { rule: "rhythm", cuts: [1.5, 3, 6], hysteresis: 0.9, proof: null, before: null },
    scorecard: null,
    repeatScore: null,
    nextOrder: { levels: [0.1, 0.5, 0.9], recalibrated: false, proof: null },
    habits: { orders: 0, discountedOrders: 0, discountShare: null, priorOrders: null },
    clusters: null,
    valueClass: { basis: "clv", shares: { a: 0.8, b: 0.15 }, cutsMinor: { a: 5000, b: 1000 } },
    valueBands: {
      basis: "clv",
      rule: "mean",
      meanMinor: 2000,
      customers: 1,
      cutsMinor: { high: 5000, middle: 1000 },
      since: "2026-11-20",
    },
    carriers: { basis: "clv", share: 0.8, customers: 1, of: 1, totalMinor: 2000, leastMinor: 2000 },
    clv: { horizonMonths: 12, discountRatePerMonth: 0.01 },
    statements: [],
  };
};

/** One customer on days of deepening silence. */
const fallingSilent = (x: number, recency: number, step: number): SummaryColumns => {
  const columns = emptySummaryColumns(40);
  columns.repeats.fill(x);
  columns.recencyDays.fill(recency);
  columns.repeatNetMinor.fill(x * 2500);
  columns.windowOrders.fill(x + 1);
  for (let i = 0; i < 40; i++) columns.ageDays[i] = recency + i * step;
  return columns;
};

it("with every day of silence a customer is less alive, less active, worth less, more asleep, and R falls", () => {
  const tiers = ["new", "awake", "drowsy", "half-asleep", "asleep"];
  const falls = (column: ArrayLike<number>) =>
    Array.from(column).every((value, i, all) => i === 0 || value <= (all[i - 1] ?? 0) * (1 + 1e-12));
  fc.assert(
    fc.property(model, params, history, fc.integer({ min: 1, max: 40 }), ({ name }, p, { x, recency }, step) => {
      const columns = fallingSilent(x, x === 0 ? 0 : recency, step);
      const scores = scoreColumns(makeScorer(fitted(name, p)), columns, []);
      expect([scores.pAlive, scores.pActive90, scores.expected90, scores.clvMinor, scores.r].map(falls)).toEqual(
        Array(5).fill(true),
      );
      const depth = scores.tier.map((tier) => -tiers.indexOf(tier));
      expect(depth.every((value, i) => i === 0 || value <= (depth[i - 1] ?? 0))).toBe(true);
      for (let i = 0; i < columns.length; i++) {
        expect(scores.clvLowMinor[i]).toBeLessThanOrEqual(scores.clvMinor[i] ?? 0);
        expect(scores.clvHighMinor[i]).toBeGreaterThanOrEqual(scores.clvMinor[i] ?? 0);
      }
    }),
    { seed: SEED, numRuns: often(30) },
  );
});
