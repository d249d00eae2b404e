import { describe, expect, it } from "vitest";
import { paretoNbdLikelihood } from "../../../../shared/scoring/models/pareto-nbd-likelihood.ts";
import { expectClose } from "../../../support/close-to.ts";
import { expectDerivatives } from "../../../support/expect-derivatives.ts";
import { ASSORTED, type History, longGone, purchaseDataOf } from "../../../support/purchase-data-of.ts";
import { rising } from "../../../support/rising-factorial.ts";

const PARAMS = { r: 0.8, alpha: 5, s: 0.6, beta: 9 };
/** Where most leave within days, sooner than they would buy. */
const FLEETING = { r: 3, alpha: 9, s: 1.4, beta: 0.5 };
const jetOf = (customers: readonly History[], params = PARAMS) =>
  paretoNbdLikelihood(purchaseDataOf(customers), params);

const simpson = (f: (t: number) => number, from: number, to: number): number => {
  const steps = 20_000;
  const step = (to - from) / steps;
  let sum = f(from) + f(to);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * step);
  return (sum * step) / 3;
};

/** The model's own story, in weeks: they are still there, or left at some time since their last purchase. */
const told = ({ repeats: x, recencyDays, ageDays }: History, { r, alpha, s, beta } = PARAMS): number => {
  const [recency, age] = [recencyDays / 7, ageDays / 7];
  const bought = (until: number) => (rising(r, x) * alpha ** r) / (alpha + until) ** (r + x);
  const left = (time: number) => (s * beta ** s) / (beta + time) ** (s + 1);
  /** Of ln (1 + time), over which it is smooth. */
  const leavingAfter = (log: number) => bought(Math.expm1(log)) * left(Math.expm1(log)) * Math.exp(log);
  return bought(age) * (beta / (beta + age)) ** s + simpson(leavingAfter, Math.log(1 + recency), Math.log(1 + age));
};

describe("paretoNbdLikelihood", () => {
  it.each(ASSORTED)(
    "is the chance of the model's own story: $repeats repeats, $recencyDays of $ageDays days",
    (one) => {
      for (const params of [PARAMS, FLEETING]) {
        expectClose(jetOf([one], params).value, Math.log(told(one, params)), 0, 1e-10);
      }
    },
  );

  it("is the same chance where having left is certain to the last digit", () => {
    const one = longGone(40);
    expectClose(jetOf([one]).value, Math.log(told(one)), 0, 1e-8);
    const { gradient, hessian } = jetOf([longGone(400)]);
    expect([...gradient, ...hessian.flat()].every(Number.isFinite)).toBe(true);
  });

  it.each([
    ["customers of all kinds", ASSORTED],
    ["one customer who bought once", ASSORTED.slice(1, 2)],
    ["customers long gone among others", [...ASSORTED, longGone(10), longGone(40), longGone(40)]],
  ])("has the derivatives of its value, and a symmetric Hessian: %s", (_, customers) => {
    const data = purchaseDataOf(customers);
    expectDerivatives(
      ([r = 0, alpha = 0, s = 0, beta = 0]) => paretoNbdLikelihood(data, { r, alpha, s, beta }),
      Object.values(PARAMS),
    );
    const { hessian } = jetOf(customers);
    for (const [i, row] of hessian.entries()) expect(row).toEqual(hessian.map((other) => other[i]));
  });

  it("has a jet that is the sum of the customers' own, whatever their numbers of purchases", () => {
    const numbersOf = (customers: readonly History[]) => {
      const { value, gradient, hessian } = jetOf(customers);
      return [value, ...gradient, ...hessian.flat()];
    };
    const alone = ASSORTED.map((one) => numbersOf([one]));
    for (const [i, number] of numbersOf(ASSORTED).entries()) {
      expectClose(
        number,
        alone.reduce((sum, numbers) => sum + (numbers[i] ?? 0), 0),
        1e-10,
        1e-10,
      );
    }
  });

  it("adds up over hundreds of customers, however small their chances", () => {
    const customers = Array.from({ length: 100 }, (_, i) => ({ repeats: 8, recencyDays: 10, ageDays: 500 + i }));
    const wanted = customers.reduce((sum, customer) => sum + jetOf([customer]).value, 0);
    expectClose(jetOf(customers).value, wanted, 1e-11);
    expectClose(paretoNbdLikelihood(purchaseDataOf(customers, 7, 2), PARAMS).value, 2 * wanted, 1e-11);
  });
});
