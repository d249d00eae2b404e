import { assert, describe, expect, it } from "vitest";
import type { RepeatRule } from "../../../../shared/model/repeat-score.ts";
import type { PastFit } from "../../../../shared/scoring/past-cuts/past-fits.ts";
import type { RepeatFeature } from "../../../../shared/scoring/repeat-score/repeat-features.ts";
import { fitRepeatRule, PLAIN_CHANCE, repeatLogOdds } from "../../../../shared/scoring/repeat-score/repeat-rule.ts";
import { fromLogOdds } from "../../../../shared/stats/logistic.ts";
import { knownOfGroups, type PastGroup, pastFitOf } from "../../../support/past-fits-of.ts";

const likely = { buyers: 8000, others: 2000 };
const unlikely = { buyers: 2000, others: 8000 };
const known = { repeats: 1, silent: 50, age: 100, chance: 0.5 };
const NONE: RepeatRule["coefficients"] = { ...PLAIN_CHANCE.coefficients, chance: 0 };

const fitTo = (cuts: readonly PastFit[], features: readonly RepeatFeature[]) => {
  const fit = fitRepeatRule(cuts, features);
  assert(fit !== undefined, "the fit converges");
  return fit;
};

describe("the fit of a repeat rule to what customers did", () => {
  it("puts silence on their scale: odds of 4 to 1 on the day of a purchase, and of 1 to 4 after 99 days", () => {
    const cut = pastFitOf([
      { ...known, silent: 0, ...likely },
      { ...known, silent: 99, ...unlikely },
    ]);
    const { rule, standardErrors } = fitTo([cut], ["silence"]);
    expect(rule.intercept).toBeCloseTo(Math.log(4), 3);
    expect(rule.coefficients.silence).toBeCloseTo((-2 * Math.log(4)) / Math.log(100), 3);
    // The variance of each group's log-odds is 1/8000 + 1/2000.
    expect(standardErrors.silence).toBeCloseTo(Math.sqrt(2 * (1 / 8000 + 1 / 2000)) / Math.log(100), 5);
    expect(rule.coefficients).toEqual({ ...NONE, silence: rule.coefficients.silence });
    expect(standardErrors).toEqual({ ...NONE, silence: standardErrors.silence });
  });

  it("leaves a chance as it is that is right, and stretches one that is too timid", () => {
    const cutOf = (low: number, high: number) =>
      pastFitOf([
        { ...known, chance: low, ...unlikely },
        { ...known, chance: high, ...likely },
      ]);
    const right = fitTo([cutOf(0.2, 0.8)], ["chance"]).rule;
    expect(right.intercept).toBeCloseTo(0, 6);
    expect(right.coefficients.chance).toBeCloseTo(1, 3);
    // Odds of 1 to 2 and 2 to 1 are half those of 1 to 4 and 4 to 1.
    expect(fitTo([cutOf(1 / 3, 2 / 3)], ["chance"]).rule.coefficients.chance).toBeCloseTo(2, 2);
  });

  it("takes out of each cut how many bought at all: no season passes for a difference between customers", () => {
    // Right but for their level, which is lower in a cut where most are frequent, higher in one where most are not.
    const cutOf = (level: number, often: number, seldom: number, daysBefore: number) => {
      const group = (repeats: number, odds: number, customers: number) => {
        const share = fromLogOdds(odds + level);
        return {
          ...known,
          repeats,
          chance: fromLogOdds(odds),
          buyers: customers * share,
          others: customers * (1 - share),
        };
      };
      return pastFitOf([group(0, -1, seldom), group(20, 1, often)], daysBefore);
    };
    const cuts = [cutOf(-1.5, 9e5, 1e5, 90), cutOf(1.5, 1e5, 9e5, 182)];
    expect(cuts.map(({ gap }) => gap)).toEqual([expect.closeTo(-1.5, 9), expect.closeTo(1.5, 9)]);
    const { intercept, coefficients } = fitTo(cuts, ["chance", "frequency"]).rule;
    expect(intercept).toBeCloseTo(0, 3);
    expect(coefficients.chance).toBeCloseTo(1, 3);
    expect(coefficients.frequency).toBeCloseTo(0, 3);
  });

  it("finds the rule that customers went by, from all features together and over two cuts", () => {
    const truth: RepeatRule = {
      intercept: 0.5,
      coefficients: {
        ...{ chance: 1.2, silence: -0.6, frequency: 0.3 },
        ...{ lastYear: 0.8, knownLastYear: -0.4, yearBefore: 0.5, knownYearBefore: -0.2 },
      },
    };
    const old = { silent: 20, age: 800 };
    const ways = [
      { repeats: 0, silent: 10, age: 100, chance: 0.2 },
      { repeats: 2, silent: 80, age: 100, chance: 0.7 },
      { repeats: 2, silent: 5, age: 300, chance: 0.7 },
      { repeats: 9, silent: 30, age: 400, chance: 0.2 },
      { repeats: 9, silent: 3, age: 400, chance: 0.4, lastYear: 2 },
      { repeats: 4, silent: 3, age: 500, chance: 0.3, lastYear: 1 },
      { ...old, repeats: 4, chance: 0.4, yearBefore: 1 },
      { ...old, repeats: 3, chance: 0.5, lastYear: 3, yearBefore: 1 },
      { ...old, repeats: 7, chance: 0.1 },
    ];
    const cutOf = (some: typeof ways, daysBefore: number) => {
      const chances = Float64Array.from(some, ({ chance }) => Math.log(chance / (1 - chance)));
      const shares = repeatLogOdds(truth, knownOfGroups(some), chances).map(fromLogOdds);
      const groups = some.map((way, i): PastGroup => {
        const share = shares[i] ?? 0;
        return { ...way, buyers: 1e7 * share, others: 1e7 * (1 - share) };
      });
      return pastFitOf(groups, daysBefore, { gap: 0 });
    };
    const { rule } = fitTo(
      [cutOf(ways, 90), cutOf(ways.slice(3), 182)],
      Object.keys(truth.coefficients) as RepeatFeature[],
    );
    expect(rule.intercept).toBeCloseTo(truth.intercept, 4);
    for (const [feature, coefficient] of Object.entries(truth.coefficients))
      expect(Object.entries(rule.coefficients).find(([name]) => name === feature)?.[1]).toBeCloseTo(coefficient, 3);
  });

  it.each<[string, RepeatFeature, PastGroup[]]>([
    [
      "age",
      "silence",
      [
        { ...known, age: 50, silent: 0, ...likely },
        { ...known, age: 149, silent: 99, ...unlikely },
      ],
    ],
    [
      "last purchase",
      "silence",
      [
        { ...known, silent: 0, ...likely },
        { ...known, silent: 99, ...unlikely },
      ],
    ],
    [
      "number of purchases",
      "frequency",
      [
        { ...known, repeats: 0, ...likely },
        { ...known, repeats: 99, ...unlikely },
      ],
    ],
    [
      "purchases of a year ago",
      "lastYear",
      [
        { ...known, lastYear: 0, ...likely },
        { ...known, lastYear: 99, ...unlikely },
      ],
    ],
    [
      "purchases of two years ago",
      "yearBefore",
      [
        { ...known, yearBefore: 0, ...likely },
        { ...known, yearBefore: 99, ...unlikely },
      ],
    ],
  ])("tells customers apart that differ in their %s alone", (_, feature, groups) => {
    const { rule } = fitTo([pastFitOf(groups)], [feature]);
    expect(rule.coefficients[feature]).toBeCloseTo((-2 * Math.log(4)) / Math.log(100), 3);
  });

  it("keeps its coefficients small where few customers are all there is, however well they are told apart", () => {
    const few = pastFitOf([
      { ...known, silent: 0, buyers: 3, others: 0 },
      { ...known, silent: 99, buyers: 0, others: 3 },
    ]);
    const { silence } = fitTo([few], ["silence"]).rule.coefficients;
    expect(silence).toBeLessThan(0);
    expect(silence).toBeGreaterThan((-2 * Math.log(20)) / Math.log(100));
  });

  it("is none where everybody bought, or nobody", () => {
    const without = (counts: Pick<PastGroup, "buyers" | "others">) =>
      fitRepeatRule([pastFitOf([3, 9].map((silent) => ({ ...known, silent, ...counts })))], ["chance", "silence"]);
    expect(without({ buyers: 50, others: 0 })).toBeUndefined();
    expect(without({ buyers: 0, others: 50 })).toBeUndefined();
    expect(without({ buyers: 50, others: 50 })).toBeDefined();
  });
});

describe("what a repeat rule says of customers", () => {
  it("adds up intercept and features, each by its coefficient", () => {
    const customers = knownOfGroups([
      { repeats: 0, silent: 0, age: 0 },
      { repeats: 4, silent: 9, age: 364, lastYear: 2 },
      { repeats: 0, silent: 0, age: 365, yearBefore: 1 },
      { repeats: 0, silent: 0, age: 730 },
    ]);
    const rule: RepeatRule = {
      intercept: 1,
      coefficients: {
        ...{ chance: 2, silence: -3, frequency: 5 },
        ...{ lastYear: 7, knownLastYear: 11, yearBefore: 13, knownYearBefore: 17 },
      },
    };
    const odds = repeatLogOdds(rule, customers, Float64Array.of(Math.log(3), 0, 0, 0));
    const byHand = [
      1 + 2 * Math.log(3),
      1 - 3 * Math.log(10) + 5 * Math.log(5) + 7 * Math.log(3),
      1 + 11 + 13 * Math.LN2,
      1 + 11 + 17,
    ];
    expect([...odds]).toEqual(byHand.map((value) => expect.closeTo(value, 12)));
  });

  it("is the chance itself of a plain one", () => {
    const customers = knownOfGroups([{ repeats: 4, silent: 9, age: 800, lastYear: 2, yearBefore: 1 }]);
    expect([...repeatLogOdds(PLAIN_CHANCE, customers, Float64Array.of(-1.25))]).toEqual([-1.25]);
  });
});
