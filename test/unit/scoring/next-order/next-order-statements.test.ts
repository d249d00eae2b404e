import { expect, test } from "vitest";
import type { NextOrderProof, WindowEnd } from "../../../../shared/model/next-order.ts";
import { nextOrderStatements } from "../../../../shared/scoring/next-order/next-order-statements.ts";

const end = (share: number, change: Partial<WindowEnd> = {}): WindowEnd => ({
  share,
  buyers: 500,
  plain: share,
  learnedLevel: share,
  recalibrated: share,
  ...change,
});
const proof = (change: Partial<NextOrderProof> = {}): NextOrderProof => ({
  cut: "2026-08-22",
  horizonDays: 90,
  customers: 4000,
  buyers: 500,
  ends: [end(0.1), end(0.5), end(0.9)],
  mayNever: [],
  ...change,
});
/** What the night says of customers in the bins that start there. */
const saidOf = (bins: readonly (readonly [from: number, customers: number, expected: number, actual: number])[]) =>
  nextOrderStatements.proven(
    false,
    proof({
      mayNever: bins.map(([from, customers, expected, actual]) => ({
        from,
        to: from + 0.1,
        customers,
        expected,
        actual,
      })),
    }),
  );

test("nothing is said of a window whose days cover what they say, within 5 points", () => {
  const ends = [end(0.1, { plain: 0.149 }), end(0.5, { plain: 0.451 }), end(0.9, { plain: 0.949 })];
  expect(nextOrderStatements.proven(false, proof({ ends }))).toEqual([]);
});

test("a window that is off says by how much, by the levels in force alone", () => {
  const ends = [end(0.1), end(0.5, { plain: 0.42, buyers: 321 }), end(0.9)];
  const [said, ...more] = nextOrderStatements.proven(false, proof({ ends }));
  expect(said?.code).toBe("next-order-off");
  expect(said?.text).toContain("42% instead of 50% of 321 buyers");
  expect(said?.text).toContain("in the 90 days after August 22, 2026");
  expect(more).toEqual([]);
  expect(nextOrderStatements.proven(true, proof({ ends }))).toEqual([]);
});

test("an end that cannot be judged says by how few buyers", () => {
  const ends = [end(0.1), end(0.5), end(0.9, { plain: null, buyers: 99 })];
  const said = nextOrderStatements.proven(false, proof({ ends }));
  expect(said.map(({ code }) => code)).toEqual(["next-order-unproven"]);
  expect(said[0]?.text).toContain("at 90% (99 buyers)");
  expect(said[0]?.text).toContain("at least 100 buyers are needed");
});

test("the chance of no return is too sure once more came back than expected by over three standard errors of the count", () => {
  // Expected 100, so the standard error is 10.
  expect(saidOf([[0.9, 5000, 100, 130]])).toEqual([]);
  const said = saidOf([[0.9, 5000, 100, 131]]);
  expect(said.map(({ code }) => code)).toEqual(["may-never-too-sure"]);
  expect(said[0]?.text).toContain("Of 5,000 customers said on August 22, 2026 to be gone for good");
  expect(said[0]?.text).toContain("at least 80%, 131 bought in the 90 days after it, and 100 had been expected to");
});

test("as good as gone are those with a chance of 80 % or more, all of them together", () => {
  const [said] = saidOf([
    [0.7, 9000, 10, 900],
    [0.8, 2000, 60, 80],
    [0.9, 3000, 40, 60],
  ]);
  expect(said?.text).toContain("Of 5,000 customers");
  expect(said?.text).toContain("140 bought in the 90 days after it, and 100 had been expected to");
  expect(saidOf([[0.7, 9000, 10, 900]])).toEqual([]);
});
