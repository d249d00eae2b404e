import fc from "fast-check";
import { expect, it } from "vitest";
import { paretoNbdLikelihood } from "../../../../shared/scoring/models/pareto-nbd-likelihood.ts";
import { toPurchaseData } from "../../../../shared/scoring/models/purchase-data.ts";
import { paretoModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { expectClose } from "../../../support/close-to.ts";
import { often } from "../../../support/often.ts";

const SEED = 20261122;
const HORIZON_WEEKS = 90 / 7;
const positive = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const params = fc.record({
  r: positive(0.05, 20),
  alpha: positive(0.5, 100),
  s: positive(0.02, 20),
  beta: positive(0.5, 500),
});
const history = fc
  .record({
    x: fc.oneof(fc.nat({ max: 10 }), fc.nat({ max: 300 })),
    recency: fc.nat({ max: 1500 }),
    silence: fc.nat({ max: 1500 }),
  })
  .map(({ x, recency, silence }) => ({ x, recency: x === 0 ? 0 : recency, silence }));

it("probabilities are probabilities, and purchases expected are between none and what the living would make", () => {
  fc.assert(
    fc.property(params, history, (p, { x, recency, silence }) => {
      const model = paretoModel(p);
      const age = (recency + silence) / 7;
      const alive = model.pAlive(x, recency / 7, age);
      const active = model.pActiveIfAlive(x, age, HORIZON_WEEKS);
      const expected = model.ahead(x).expected(age, HORIZON_WEEKS);
      expect(alive).toBeGreaterThanOrEqual(0);
      expect(alive).toBeLessThanOrEqual(1);
      if (silence === 0) expectClose(alive, 1, 1e-14);
      expect(active).toBeGreaterThan(0);
      expect(active).toBeLessThanOrEqual(1);
      expect(expected).toBeGreaterThanOrEqual(active * (1 - 1e-11));
      expect(expected).toBeLessThanOrEqual((((p.r + x) * HORIZON_WEEKS) / (p.alpha + age)) * (1 + 1e-12));
    }),
    { seed: SEED, numRuns: often(250) },
  );
});

it("the chances of at least 1, 2, 3... purchases fall, begin with P(active), and add up to the purchases expected", () => {
  fc.assert(
    fc.property(params, fc.nat({ max: 60 }), fc.integer({ min: 7, max: 700 }), (p, x, ageDays) => {
      const model = paretoModel(p);
      const age = ageDays / 7;
      const survival = model.ahead(x).survival(age, 26, 1e-13);
      const total = survival.reduce((sum, chance) => sum + chance, 0);
      expectClose(total, model.ahead(x).expected(age, 26), 1e-9);
      expectClose(survival[0] ?? 0, model.pActiveIfAlive(x, age, 26), 1e-9);
      expect(survival.every((chance, i) => i === 0 || chance <= (survival[i - 1] ?? 0))).toBe(true);
    }),
    { seed: SEED, numRuns: often(80) },
  );
});

it("chances stay right where every early one has underflown: a thousand purchases are likely", () => {
  const model = paretoModel({ r: 0.553, alpha: 1e-4, s: 0.6, beta: 50 });
  const survival = model.ahead(1000).survival(1, 52, 1e-9);
  const total = survival.reduce((sum, chance) => sum + chance, 0);
  expect(survival[0]).toBeGreaterThan(0.9);
  expectClose(total, model.ahead(1000).expected(1, 52), 1e-6);
});

it("with every day of silence a customer is less alive, less active, and expected to buy less", () => {
  fc.assert(
    fc.property(params, history, fc.integer({ min: 1, max: 40 }), (p, { x, recency }, step) => {
      const model = paretoModel(p);
      const ahead = model.ahead(x);
      let before = [1, 1, Number.POSITIVE_INFINITY];
      for (let day = 0; day < 30; day++) {
        const age = (recency + day * step) / 7;
        const alive = model.pAlive(x, recency / 7, age);
        const now = [
          alive,
          alive * model.pActiveIfAlive(x, age, HORIZON_WEEKS),
          alive * ahead.expected(age, HORIZON_WEEKS),
        ];
        for (const [i, value] of now.entries()) expect(value).toBeLessThanOrEqual((before[i] ?? 0) * (1 + 1e-11));
        before = now;
      }
    }),
    { seed: SEED, numRuns: often(60) },
  );
});

it("likelihoods of customers add up: cells in any order, split or joined, have the same jet", () => {
  const customers = fc.array(
    history.map(({ x, recency, silence }) => ({ x, recency, age: recency + silence })),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(params, customers, (p, histories) => {
      const jetOf = (list: readonly { x: number; recency: number; age: number }[]) => {
        const cells = new CellCounter();
        for (const { x, recency, age } of list) cells.add(x, recency, age);
        return paretoNbdLikelihood(toPurchaseData(cells.toCells()), p);
      };
      const together = jetOf([...histories, ...histories]);
      const apart = histories.map((one) => jetOf([one]));
      const twice = (pick: (jet: ReturnType<typeof jetOf>) => number) =>
        apart.reduce((sum, jet) => sum + 2 * pick(jet), 0);
      const size = (pick: (jet: ReturnType<typeof jetOf>) => number) =>
        apart.reduce((sum, jet) => sum + Math.abs(pick(jet)), 0);
      expectClose(
        together.value,
        twice(({ value }) => value),
        0,
        1e-10 * (1 + size(({ value }) => value)),
      );
      const sizes = [p.r, p.alpha, p.s, p.beta];
      for (let i = 0; i < 4; i++) {
        const pick = ({ gradient }: ReturnType<typeof jetOf>) => (gradient[i] ?? 0) * (sizes[i] ?? 0);
        expectClose(pick(together), twice(pick), 0, 1e-9 * (1 + size(pick) + size(({ value }) => value)));
      }
      expect(jetOf([...histories].reverse())).toEqual(jetOf(histories));
    }),
    { seed: SEED, numRuns: often(60) },
  );
});
