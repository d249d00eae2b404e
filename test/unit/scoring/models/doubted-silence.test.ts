import { describe, expect, it } from "vitest";
import { bgnbd } from "../../../../shared/scoring/models/bgnbd.ts";
import { DOUBT, inDoubt, likeliestFrequency } from "../../../../shared/scoring/models/doubted-silence.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { betaGeometricModel, paretoModel } from "../../../../shared/scoring/models/purchase-model.ts";

const params = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
const mbg = betaGeometricModel(mbgnbd, params);
const models = [
  mbg,
  betaGeometricModel(bgnbd, params),
  paretoModel({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }),
];

describe.each(models)("who bought often and fell quiet, by $name", (model) => {
  const { pAlive: plain } = model;
  const { r } = model.params;
  const inUse = inDoubt(model, DOUBT);
  const [x, recency, age] = [40, 30, 52] as const;
  const likely = (frequency: number) => plain(frequency, recency, age) * Math.sqrt(r + frequency);

  it("has the likeliest frequency that trying all of them finds", () => {
    const best = Array.from({ length: x }, (_, i) => i + 1).reduce((a, b) => (likely(b) > likely(a) ? b : a));
    expect(best).toBeGreaterThan(1);
    expect(best).toBeLessThan(x);
    expect(likeliestFrequency(plain, r, x, recency, age)).toBe(best);
    // One purchase more or less than the best is no doubt, or a small one.
    expect(likeliestFrequency(plain, r, best, recency, age)).toBe(best);
    expect(likeliestFrequency(plain, r, best + 1, recency, age)).toBe(best);
  });

  it("is believed by two thirds to be who they seem", () => {
    const best = likeliestFrequency(plain, r, x, recency, age);
    const wanted = (2 * plain(x, recency, age) + likely(best) / Math.sqrt(r + x)) / 3;
    expect(inUse.pAlive(x, recency, age)).toBeCloseTo(wanted, 12);
    expect(inUse.pAlive(x, recency, age)).toBeGreaterThan(plain(x, recency, age));
  });

  it.each([
    [40, 52, 52],
    [40, 51, 52],
    [3, 70, 80],
    [1, 2, 500],
    [0, 0, 500],
  ] as const)("and %d purchases, the last in week %d of %d, leave no doubt", (repeats, last, now) => {
    expect(inUse.pAlive(repeats, last, now)).toBe(plain(repeats, last, now));
  });
});

describe("a silence of which the model is surer than numbers can say", () => {
  it("is taken by a third for that of somebody who bought once again", () => {
    expect(mbg.pAlive(5000, 1, 20_000)).toBe(0);
    expect(likeliestFrequency(mbg.pAlive, params.r, 5000, 1, 20_000)).toBe(1);
    expect(inDoubt(mbg, DOUBT).pAlive(5000, 1, 20_000)).toBeGreaterThan(0);
  });

  it("stays with a model that is not doubted, as nights of earlier versions did not", () => {
    expect(inDoubt(mbg, undefined)).toBe(mbg);
    expect(inDoubt(mbg, 0)).toBe(mbg);
  });

  it("leaves some chance of 56 purchases in a month, twelve weeks ago", () => {
    expect(mbg.pAlive(56, 4, 16)).toBeLessThan(1e-10);
    expect(inDoubt(mbg, DOUBT).pAlive(56, 4, 16)).toBeGreaterThan(0.02);
  });
});
