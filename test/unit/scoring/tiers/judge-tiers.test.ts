import { describe, expect, it } from "vitest";
import type { TierRuleName } from "../../../../shared/model/tier-proof.ts";
import { judgeTiers } from "../../../../shared/scoring/tiers/judge-tiers.ts";
import type { PastLadders } from "../../../../shared/scoring/tiers/past-ladders.ts";

type Of = { readonly auc: number; readonly hits: number; readonly wakeful?: readonly number[] };

/**
 * A cut of 1000 expected to buy and 500 who did, over three kinds of buyers. Days expect the 300 of the first, and each other rule all of
 * them but those that it has fewer, and of the others those that it has more.
 */
const cutOf = (rules: Partial<Record<TierRuleName, Of>>): PastLadders => {
  const bought = Float64Array.from([300, 100, 100]);
  const ladders = Object.entries(rules).map(([rule, { auc, hits, wakeful: given }]) => {
    const wakeful = Float64Array.from(given ?? [Math.min(1, hits / 300), Math.max(0, hits - 300) / 100, 0]);
    const none = new Float64Array(5);
    return [rule as TierRuleName, { customers: none, buyers: none, wakeful, auc, hits }] as const;
  });
  return { cut: "2026-08-22", bought, customers: 2000, buyers: 500, predicted: 1000, of: new Map(ladders) };
};

const judge = (
  cuts: readonly Partial<Record<TierRuleName, Of>>[],
  before?: TierRuleName,
  rises: Partial<Record<TierRuleName, number>> = {},
) => {
  const past = cuts.map(cutOf);
  const rules = (["rhythm", "chance", "fixed-days"] as const).filter((rule) => past[0]?.of.has(rule));
  const measured = rules.map((rule) => {
    const aucs = past.map(({ of }) => of.get(rule)?.auc ?? 0);
    return {
      ...{ rule, cuts: [1, 2, 3] as [number, number, number], tiers: [], errorRate: 0.5, omissionRate: 0.2 },
      auc: aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length,
      steepestRise: rises[rule] ?? -1,
    };
  });
  const { inForce, why, candidates } = judgeTiers(measured, past, before);
  return { inForce, why, faults: Object.fromEntries(candidates.map(({ rule, fault }) => [rule, fault])) };
};

const even = { auc: 0.7, hits: 300 };
const better = { auc: 0.72, hits: 320 };

describe("the tier rule in force", () => {
  it("is the one whose ladder ranks best, whichever it is", () => {
    const both = (one: TierRuleName, before: TierRuleName) =>
      judge([{ rhythm: even, chance: even, "fixed-days": even, [one]: better }], before);
    for (const rule of ["rhythm", "chance", "fixed-days"] as const) {
      for (const before of ["rhythm", "chance", "fixed-days"] as const) {
        // Where days are the better ones, the others err more.
        expect(both(rule, before)).toMatchObject({ inForce: rule, why: "ranks-best" });
      }
    }
  });

  it("is on a first night the chance, unless another is better by more than chance", () => {
    expect(judge([{ rhythm: even, chance: even, "fixed-days": even }])).toMatchObject({ inForce: "chance" });
    const hardly = { auc: 0.7015, hits: 301 };
    expect(judge([{ rhythm: hardly, chance: even, "fixed-days": even }])).toMatchObject({
      inForce: "chance",
      why: "not-beaten",
    });
    expect(judge([{ rhythm: better, chance: even, "fixed-days": even }]).inForce).toBe("rhythm");
  });

  it("is the best of what there is where there is no chance", () => {
    expect(judge([{ rhythm: even, "fixed-days": even }])).toMatchObject({ inForce: "rhythm", why: "ranks-best" });
    expect(judge([{ rhythm: { auc: 0.8, hits: 299 }, "fixed-days": even }])).toMatchObject({
      inForce: "fixed-days",
      faults: { rhythm: "errs-more", "fixed-days": null },
    });
  });

  it("is none by which a sleepier tier buys more often, unless by days one does so as much", () => {
    const three = { rhythm: even, chance: better, "fixed-days": even };
    expect(judge([three], undefined, { chance: 1.645 }).inForce).toBe("chance");
    expect(judge([three], undefined, { chance: 1.65 })).toMatchObject({
      inForce: "rhythm",
      faults: { chance: "rises" },
    });
    const allRise = { rhythm: 4, chance: 2.5, "fixed-days": 2.6 };
    expect(judge([three], undefined, allRise)).toMatchObject({
      inForce: "chance",
      faults: { rhythm: "rises", chance: null, "fixed-days": "rises" },
    });
  });

  it("is days of silence where all others are at fault, though they rank worst", () => {
    const rises = { rhythm: 9, chance: 9 };
    expect(judge([{ rhythm: better, chance: better, "fixed-days": even }], undefined, rises)).toMatchObject({
      inForce: "fixed-days",
      why: "ranks-best",
    });
  });

  describe("stays that of the night before", () => {
    it("until its rates rise by more than three standard errors", () => {
      const three = { rhythm: better, chance: even, "fixed-days": even };
      expect(judge([three], "rhythm", { rhythm: 3 }).inForce).toBe("rhythm");
      expect(judge([three], "rhythm", { rhythm: 3.01 }).inForce).toBe("chance");
      expect(judge([three], "chance", { rhythm: 3 }).inForce).toBe("chance");
    });

    it("until it errs more than days by half a point and more than chance", () => {
      const of = (hits: number, wakeful?: readonly number[]) =>
        judge([{ rhythm: { auc: 0.7, hits, ...(wakeful && { wakeful }) }, "fixed-days": even }], "rhythm");
      expect(of(296)).toMatchObject({ inForce: "rhythm", faults: { rhythm: null } });
      expect(of(290)).toMatchObject({ inForce: "fixed-days", faults: { rhythm: "errs-more" } });
      // Ten fewer as well, but 90 less 80: a variance of 300 * 0.3^2 + 100 * 0.8^2 = 91, so 1.05 standard errors.
      expect(of(290, [0.7, 0.8, 0])).toMatchObject({ inForce: "rhythm", faults: { rhythm: null } });
    });

    it("until another ranks better by .002 and more than one cut's buyers would have it by chance", () => {
      const of = (auc: number, hits: number) =>
        judge([{ rhythm: even, chance: { auc, hits }, "fixed-days": even }], "rhythm");
      expect(of(0.7019, 320)).toMatchObject({ inForce: "rhythm", why: "not-beaten" });
      expect(of(0.7021, 320).inForce).toBe("chance");
      expect(of(0.71, 300)).toMatchObject({ inForce: "rhythm", why: "not-beaten" });
    });

    it("until another ranks better on several cuts by more than they scatter", () => {
      const of = (...aucs: number[]) =>
        judge(
          aucs.map((auc) => ({ rhythm: even, chance: { auc, hits: 300 }, "fixed-days": even })),
          "rhythm",
        ).inForce;
      // Means of .01; standard errors .0016 and .001. Student's t of one degree of freedom is 6.3, of three 2.35.
      expect(of(0.7084, 0.7116)).toBe("rhythm");
      expect(of(0.7085, 0.7115)).toBe("chance");
      expect(of(0.70425, 0.71, 0.71, 0.71575)).toBe("chance");
      expect(of(0.702, 0.7, 0.72, 0.718)).toBe("rhythm");
    });
  });
});
