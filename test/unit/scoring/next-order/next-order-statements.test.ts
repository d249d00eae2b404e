import { expect, test } from "vitest";
import type { NextOrderProof, Returns, WindowEnd } from "../../../../shared/model/next-order.ts";
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
  ...change,
});
test("nothing is said of a window whose days cover what they say, within 5 points", () => {
  const ends = [end(0.1, { plain: 0.149 }), end(0.5, { plain: 0.451 }), end(0.9, { plain: 0.949 })];
  expect(nextOrderStatements.proven(false, proof({ ends }))).toEqual([]);
});

test("the night on which chances to return begin or cease to go by a year held back, or by the repeat score, says so", () => {
  const learned = { returns: returns([40, 39, 39]), byScore: true } as const;
  const plain = { returns: null, byScore: true } as const;
  const [said, ...more] = nextOrderStatements.changed(learned, plain);
  expect(more).toEqual([]);
  expect(said).toEqual({
    code: "returns-rule-changed",
    text: "Whether customers come back, and when, goes by a year held back, as the repeat score allows since tonight, and went by the purchase model alone, as the repeat score allows the night before: chances, who may never return and days of the next order moved for that alone, and for nothing that customers did.",
  });
  expect(nextOrderStatements.changed(plain, learned)).toHaveLength(1);
  // An earlier version's window knew nothing of the score.
  expect(nextOrderStatements.changed(plain, { returns: null })[0]?.text).toContain(
    "went by the purchase model alone the night before",
  );
  for (const same of [learned, plain]) expect(nextOrderStatements.changed(same, same)).toEqual([]);
  expect([undefined, null].flatMap((before) => nextOrderStatements.changed(learned, before))).toEqual([]);
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

/** A year held back with such tenths: customers, foretold by the year before, came. */
const returns = (
  ...tenths: readonly (readonly [customers: number, foretold: number | null, actual: number])[]
): Returns => ({
  weight: 1,
  intercept: 0,
  slope: 1,
  cut: "2025-11-20",
  historyDays: 800,
  customers: 5000,
  buyers: 1500,
  bins: tenths.map(([customers, foretold, actual], at) => ({
    from: at / 10,
    to: (at + 1) / 10,
    customers,
    plain: customers / 2,
    foretold,
    actual,
  })),
});

test("who may never return is unknown without a whole year to learn from, and how much is lacking is said", () => {
  const [said, ...more] = nextOrderStatements.returns(null, 373);
  expect(said?.code).toBe("may-never-unknown");
  expect(said?.text).toContain("which takes 455 days of history and 100 customers known before that year");
  expect(said?.text).toContain("this shop's history reaches back 373 days");
  expect(more).toEqual([]);
});

test("nothing is said of a year that was foretold within a tenth, or of too few to tell", () => {
  const tenths = [
    [1000, 500, 599],
    [0, 0, 0],
    [30, 3, 7],
    [39, 39, 10],
  ] as const;
  expect(nextOrderStatements.returns(returns(...tenths), 1165)).toEqual([]);
  expect(nextOrderStatements.returns(returns([40, 39, 10]), 1165)).toHaveLength(1);
});

test("the tenth that the year before foretold wrong for most customers is told of with who they are, and how many others were off", () => {
  const [said, ...more] = nextOrderStatements.returns(
    returns([1000, 500, 620], [1000, 300, 150], [500, 100, 101], [100, 20, 80]),
    1165,
  );
  expect(said?.code).toBe("may-never-off");
  expect(said?.text).toBe(
    "How many come back was off last year: of 5,000 customers known on November 20, 2025, the purchase model gave 1,000 a chance of 10 to 20% not to buy within a year. By what the year before had taught, 300 of these were to buy, and 150 did; 2 other such groups were clearly off as well. Who may never return is learned from all of them by now, and may be off as far again.",
  );
  expect(more).toEqual([]);
  expect(nextOrderStatements.returns(returns([1000, 500, 390]), 1165)[0]?.text).toContain("and 390 did. Who may");
});

test("a miss of a tenth counts beyond three standard errors alone", () => {
  // Of 100 the standard error at a half is 5 points.
  expect(nextOrderStatements.returns(returns([100, 50, 64]), 1165)).toEqual([]);
  expect(nextOrderStatements.returns(returns([100, 50, 66]), 1165)).toHaveLength(1);
});

test("where one year alone taught, a model that was far off by itself is told of, and that nothing proves the mend", () => {
  const one = returns([100, null, 90], [200, null, 101]);
  const [said, ...more] = nextOrderStatements.returns({ ...one, weight: 0.481 }, 716);
  expect(said?.code).toBe("may-never-unproved");
  expect(said?.text).toBe(
    "Whether chances to come back within a year are right is not proved: of 5,000 customers known on November 20, 2025, the purchase model gave 100 a chance of 0 to 10% not to buy within a year. By the model alone, 50 of these were to buy, and 90 did. Tonight's chances are put right by that year (by 48% of what it taught), and there is no second year to show whether that is enough: take how many come back within a year, and who may never return, as rough.",
  );
  expect(more).toEqual([]);
  expect(nextOrderStatements.returns(returns([100, null, 52]), 716)).toEqual([]);
});
