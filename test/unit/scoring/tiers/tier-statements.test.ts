import { describe, expect, it } from "vitest";
import type { TierRule } from "../../../../shared/model/model-file.ts";
import type { TierProof } from "../../../../shared/model/tier-proof.ts";
import { tierStatements } from "../../../../shared/scoring/tiers/tier-statements.ts";

type Tiers = Parameters<typeof tierStatements.proven>[0];
const byRhythm: Tiers = { rule: "rhythm", cuts: [1.5, 3, 6] };
const byChance: Tiers = { rule: "chance", cuts: [1.5, 4, 19] };
const byDays: Tiers = { rule: "fixed-days", cuts: [41, 61, 101] };

const proofOf = (inForce: Tiers, rise: number | null): TierProof => ({
  horizonDays: 90,
  cuts: [{ cut: "2026-08-22", customers: 1000, buyers: 400, predicted: 400, rules: [] }],
  candidates: [byRhythm, byChance, byDays].map((tiers) => ({
    ...{ ...tiers, tiers: [], auc: 0.7, errorRate: 0.5, omissionRate: 0.5 },
    ...{ steepestRise: tiers === inForce ? rise : 9, fault: null },
  })),
  inForce: inForce.rule,
  why: "ranks-best",
});
const codes = (tiers: Tiers, rise: number | null) =>
  tierStatements.proven(tiers, proofOf(tiers, rise)).map(({ code }) => code);

describe("what a night says of its tiers", () => {
  it("is nothing where repeat rates by rhythm or chance fall, or rise no more than chance may", () => {
    for (const tiers of [byRhythm, byChance]) {
      for (const rise of [-2, null, 1.645]) expect(codes(tiers, rise)).toEqual([]);
    }
  });

  it("is that repeat rates do not fall where those by the rule in force rise", () => {
    expect(codes(byRhythm, 1.65)).toEqual(["tiers-not-falling"]);
    expect(codes(byDays, 1.65)).toEqual(["tiers-by-days", "tiers-not-falling"]);
    expect(codes(byDays, -2)).toEqual(["tiers-by-days"]);
  });

  it("names no repeat rate of a tier that holds nobody, or next to nobody", () => {
    const proof = proofOf(byRhythm, 1.65);
    const tiers = [
      { tier: "half-asleep", customers: 1.4, buyers: 1, share: 0, repeatRate: 0.75 },
      { tier: "asleep", customers: 0, buyers: 0, share: 0, repeatRate: null },
    ] as const;
    const candidates = proof.candidates.map((one) => ({ ...one, tiers: [...tiers] }));
    expect(tierStatements.proven(byRhythm, { ...proof, candidates })[0]?.text).toContain(
      "half-asleep too few to say, asleep nobody",
    );
  });

  it("says that days which tell nothing measured nothing, and not that these were few", () => {
    const many = { count: new Float64Array([800]), nextDay: Int32Array.of(3), horizonDays: 90 };
    expect(tierStatements.unproven(byDays, many).text).toMatch(/^Of 800 customers known 90 days ago 800 have bought/);
    expect(tierStatements.unproven(byDays, many, true).text).toMatch(/^What customers did in the last 90 days tells/);
  });

  it("tells what tiers go by: days of silence, a customer's own interval, or chances", () => {
    const nobody = { count: new Float64Array(0), nextDay: new Int32Array(0) };
    const textOf = (tiers: Tiers) => tierStatements.unproven(tiers, { ...nobody, horizonDays: 90 }).text;
    expect(textOf(byDays)).toContain("41, 61 and 101 days of silence");
    expect(textOf(byRhythm)).toContain("silence of 1.5, 3 and 6 times a customer's own interval");
    expect(textOf(byChance)).toContain("chances below 40%, 20% and 5.0% of buying again within 90 days");
  });
});

describe("a rule that took over tonight", () => {
  const before = { rule: "fixed-days", cuts: [90, 180, 365], hysteresis: 0.9, rhythm: null, mbgnbd: null } as const;
  const of = (rule: "chance" | "fixed-days", was: typeof before | null, more: Partial<TierRule> = {}) =>
    tierStatements.changed({
      ...{ rule, cuts: [90, 180, 365], hysteresis: 0.9, before: was && { ...was, cuts: [...was.cuts] } },
      ...more,
    });

  it("is told, with what tiers went by before", () => {
    const [said] = of("chance", before);
    expect(said?.code).toBe("tiers-rule-changed");
    expect(said?.text).toMatch(
      /^Tiers go by the chance of buying again since tonight, and went by days of silence the night before/,
    );
  });

  it("is told where the same rule begins elsewhere, or doubts silence since tonight", () => {
    for (const more of [{ doubt: 0.3 }, { cuts: [60, 180, 365] }] satisfies Partial<TierRule>[]) {
      const [said] = of("fixed-days", before, more);
      expect(said?.code).toBe("tiers-rule-changed");
      expect(said?.text).toMatch(
        /^Tiers go by days of silence as before, but otherwise since tonight, and began elsewhere or were reckoned otherwise the/,
      );
    }
  });

  it("is none where the rule stayed, or on a first night", () => {
    expect(of("fixed-days", before)).toEqual([]);
    expect(of("chance", null)).toEqual([]);
  });
});
