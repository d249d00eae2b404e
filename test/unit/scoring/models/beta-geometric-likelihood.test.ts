import { describe, expect, it } from "vitest";
import { betaGeometricLikelihood } from "../../../../shared/scoring/models/beta-geometric-likelihood.ts";
import { bgnbd } from "../../../../shared/scoring/models/bgnbd.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { expectClose } from "../../../support/close-to.ts";
import { expectDerivatives } from "../../../support/expect-derivatives.ts";
import { ASSORTED, type History, longGone, purchaseDataOf } from "../../../support/purchase-data-of.ts";
import { rising } from "../../../support/rising-factorial.ts";

const PARAMS = { r: 0.8, alpha: 5, a: 0.9, b: 2.5 };

/** The likelihood of one customer as it was published, in weeks: they are still there, or left after their last purchase. */
const published = (early: 0 | 1, { repeats: x, recencyDays, ageDays }: History): number => {
  const { r, alpha, a, b } = PARAMS;
  const chances = x + early;
  const until = (days: number) => (rising(r, x) * alpha ** r) / (alpha + days / 7) ** (r + x);
  const stayed = rising(b, chances) / rising(a + b, chances);
  const left = chances === 0 ? 0 : (a * rising(b, chances - 1)) / rising(a + b, chances);
  return stayed * until(ageDays) + left * until(recencyDays);
};

describe.each([bgnbd, mbgnbd])("betaGeometricLikelihood, $name", (model) => {
  const jetOf = (customers: readonly History[]) => betaGeometricLikelihood(model, purchaseDataOf(customers), PARAMS);

  it("is the sum over customers of the logarithms of the published likelihood", () => {
    const wanted = ASSORTED.reduce((sum, customer) => sum + Math.log(published(model.early, customer)), 0);
    expectClose(jetOf(ASSORTED).value, wanted, 1e-13);
  });

  it.each([
    ["customers of all kinds", ASSORTED],
    ["one customer who bought once", ASSORTED.slice(1, 2)],
    ["customers long gone among others", [...ASSORTED, longGone(10), longGone(40), longGone(40)]],
  ])("has the derivatives of its value, and a symmetric Hessian: %s", (_, customers) => {
    const data = purchaseDataOf(customers);
    expectDerivatives(
      ([r = 0, alpha = 0, a = 0, b = 0]) => betaGeometricLikelihood(model, data, { r, alpha, a, b }),
      Object.values(PARAMS),
    );
    const { hessian } = jetOf(customers);
    for (const [i, row] of hessian.entries()) expect(row).toEqual(hessian.map((other) => other[i]));
  });

  it("stays exact where the odds of having left are beyond all numbers", () => {
    const customer = longGone(150);
    const { r, alpha, a, b } = PARAMS;
    const k = 150 + model.early;
    let wanted = r * Math.log(alpha) - (r + 150) * Math.log(alpha + 9 / 7) + Math.log(a / (b + k - 1));
    for (let j = 0; j < 150; j++) wanted += Math.log(r + j);
    for (let j = 0; j < k; j++) wanted += Math.log((b + j) / (a + b + j));
    const jet = jetOf([customer]);
    expectClose(jet.value, wanted, 1e-13);
    expect([...jet.gradient, ...jet.hessian.flat()].every(Number.isFinite)).toBe(true);
  });

  it("adds up over hundreds of customers, however small their chances", () => {
    const customers = Array.from({ length: 300 }, (_, i) => ({ repeats: 8, recencyDays: 10, ageDays: 500 + i }));
    const wanted = customers.reduce((sum, customer) => sum + jetOf([customer]).value, 0);
    expectClose(jetOf(customers).value, wanted, 1e-12);
    const twice = betaGeometricLikelihood(model, purchaseDataOf(customers, 7, 2), PARAMS);
    expectClose(twice.value, 2 * wanted, 1e-12);
  });
});
