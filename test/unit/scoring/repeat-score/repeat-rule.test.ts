import { assert, describe, expect, it } from "vitest";
import type { RepeatRule } from "../../../../shared/model/repeat-score.ts";
import type { HeldBackCells } from "../../../../shared/scoring/held-back/held-back-cells.ts";
import type { RepeatFeature } from "../../../../shared/scoring/repeat-score/repeat-features.ts";
import { fitRepeatRule, repeatLogOdds, toChances } from "../../../../shared/scoring/repeat-score/repeat-rule.ts";
import { type Group, heldBackOfGroups } from "../../../support/held-back-groups.ts";

const likely = { buyers: 8000, others: 2000 };
const unlikely = { buyers: 2000, others: 8000 };
const known = { repeats: 1, silent: 50, age: 100 };

/** A purchase model's chance of each cell. */
const chancesOf = (cells: HeldBackCells, of: (repeats: number) => number) =>
  Float64Array.from(cells.repeats, (repeats) => of(repeats));
const fitTo = (groups: readonly Group[], features: readonly RepeatFeature[], chance: (repeats: number) => number) => {
  const cells = heldBackOfGroups(groups);
  const fit = fitRepeatRule(cells, chancesOf(cells, chance), features);
  assert(fit !== undefined, "the fit converges");
  return fit;
};
const evenly = () => 0.5;

describe("the fit of a repeat rule to what customers did", () => {
  it("puts silence on their scale: odds of 4 to 1 on the day of a purchase, and of 1 to 4 after 99 days", () => {
    const groups = [
      { ...known, silent: 0, ...likely },
      { ...known, silent: 99, ...unlikely },
    ];
    const { rule, standardErrors } = fitTo(groups, ["silence"], evenly);
    expect(rule.intercept).toBeCloseTo(Math.log(4), 3);
    expect(rule.coefficients.silence).toBeCloseTo((-2 * Math.log(4)) / Math.log(100), 3);
    // The variance of each group's log-odds is 1/8000 + 1/2000.
    expect(standardErrors.silence).toBeCloseTo(Math.sqrt(2 * (1 / 8000 + 1 / 2000)) / Math.log(100), 5);
    expect(rule.coefficients).toMatchObject({ chance: 0, frequency: 0 });
    expect(standardErrors).toMatchObject({ chance: 0, frequency: 0 });
  });

  it("leaves a chance as it is that is right, and stretches one that is too timid", () => {
    const groups = [
      { ...known, repeats: 0, ...unlikely },
      { ...known, repeats: 5, ...likely },
    ];
    const right = fitTo(groups, ["chance"], (repeats) => (repeats === 0 ? 0.2 : 0.8)).rule;
    expect(right.intercept).toBeCloseTo(0, 6);
    expect(right.coefficients.chance).toBeCloseTo(1, 3);
    // Odds of 1 to 2 and 2 to 1 are half those of 1 to 4 and 4 to 1.
    const timid = fitTo(groups, ["chance"], (repeats) => (repeats === 0 ? 1 / 3 : 2 / 3)).rule;
    expect(timid.coefficients.chance).toBeCloseTo(2, 2);
  });

  it("finds the rule that customers went by, from all three features together", () => {
    const truth = { intercept: 0.5, coefficients: { chance: 1.2, silence: -0.6, frequency: 0.3 } };
    const chance = (repeats: number) => (repeats === 2 ? 0.7 : 0.2);
    const ways = [
      { ...known, repeats: 0, silent: 10 },
      { ...known, repeats: 2, silent: 80 },
      { ...known, repeats: 2, silent: 5 },
      { ...known, repeats: 9, silent: 30 },
      { ...known, repeats: 9, silent: 3 },
    ];
    const groups = ways.map((way) => {
      const cells = heldBackOfGroups([{ ...way, buyers: 1, others: 0 }]);
      const [share = 0] = toChances(repeatLogOdds(truth, cells, chancesOf(cells, chance)), 0);
      return { ...way, buyers: 1e7 * share, others: 1e7 * (1 - share) };
    });
    const { rule } = fitTo(groups, ["chance", "silence", "frequency"], chance);
    expect(rule.intercept).toBeCloseTo(truth.intercept, 4);
    for (const feature of ["chance", "silence", "frequency"] as const)
      expect(rule.coefficients[feature]).toBeCloseTo(truth.coefficients[feature], 4);
  });

  it.each<[string, RepeatFeature, Group[]]>([
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
  ])("tells customers apart that differ in their %s alone", (_, feature, groups) => {
    const { rule } = fitTo(groups, [feature], evenly);
    expect(rule.coefficients[feature]).toBeCloseTo((-2 * Math.log(4)) / Math.log(100), 3);
  });

  it("asks whether customers bought, never when: the same to the last bit", () => {
    const features = ["chance", "silence", "frequency"] as const;
    const chance = (repeats: number) => 1 / (3 + repeats);
    const later = { ...known, repeats: 7, silent: 17, others: 5 };
    const alike = [
      { ...known, buyers: 11, others: 3 },
      { ...later, buyers: 13 },
    ];
    const overDays = [
      { ...known, buyers: 4, others: 3, nextDay: 1 },
      { ...known, buyers: 7, others: 0, nextDay: 90 },
      { ...later, buyers: 3, nextDay: 8 },
      { ...later, buyers: 6, others: 0, nextDay: 9 },
      { ...later, buyers: 4, others: 0, nextDay: 55 },
    ];
    expect(fitTo(overDays, features, chance)).toEqual(fitTo(alike, features, chance));
  });

  it("keeps its coefficients small where few customers are all there is, however well they are told apart", () => {
    const few = [
      { ...known, silent: 0, buyers: 3, others: 0 },
      { ...known, silent: 99, buyers: 0, others: 3 },
    ];
    const { silence } = fitTo(few, ["silence"], evenly).rule.coefficients;
    expect(silence).toBeLessThan(0);
    expect(silence).toBeGreaterThan((-2 * Math.log(20)) / Math.log(100));
  });

  it("is none where everybody bought, or nobody", () => {
    const without = (counts: Pick<Group, "buyers" | "others">) => {
      const cells = heldBackOfGroups([3, 9].map((silent) => ({ ...known, silent, ...counts })));
      return fitRepeatRule(cells, chancesOf(cells, evenly), ["chance", "silence"]);
    };
    expect(without({ buyers: 50, others: 0 })).toBeUndefined();
    expect(without({ buyers: 0, others: 50 })).toBeUndefined();
    expect(without({ buyers: 50, others: 50 })).toBeDefined();
  });
});

describe("what a repeat rule says of customers", () => {
  const cells = {
    length: 2,
    repeats: Int32Array.of(0, 4),
    recencyDays: Int32Array.of(0, 30),
    ageDays: Int32Array.of(0, 39),
  };

  it("adds up intercept and features, each by its coefficient", () => {
    const rule: RepeatRule = { intercept: 1, coefficients: { chance: 2, silence: -3, frequency: 5 } };
    const odds = repeatLogOdds(rule, cells, Float64Array.of(0.75, 0.5));
    expect(odds).toHaveLength(2);
    // Today's first buyer has 3 to 1 of the chance alone; the other even odds, 9 days of silence and 4 repeat purchases.
    expect(odds[0]).toBeCloseTo(1 + 2 * Math.log(3), 12);
    expect(odds[1]).toBeCloseTo(1 - 3 * Math.log(10) + 5 * Math.log(5), 12);
  });

  it("is a chance once the level is set", () => {
    const [even = 0, likely = 0] = toChances(Float64Array.of(-Math.log(3), 0), Math.log(3));
    expect(even).toBeCloseTo(0.5, 12);
    expect(likely).toBeCloseTo(0.75, 12);
  });
});
