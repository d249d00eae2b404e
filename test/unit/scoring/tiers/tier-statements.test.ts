import { describe, expect, it } from "vitest";
import type { TierCandidate, TierProof } from "../../../../shared/model/tier-proof.ts";
import { tierStatements } from "../../../../shared/scoring/tiers/tier-statements.ts";

const byRhythm = { rule: "rhythm", cuts: [1.5, 3, 6] } satisfies Parameters<typeof tierStatements.proven>[0];
const byDays = { rule: "fixed-days", cuts: [41, 61, 101] } satisfies Parameters<typeof tierStatements.proven>[0];

const rising = (steepestRise: number | null, cuts: TierCandidate["cuts"]): TierCandidate => ({
  cuts,
  tiers: [],
  errorRate: 0.5,
  omissionRate: 0.5,
  steepestRise,
});
const proofOf = (riseByRhythm: number | null, riseByDays: number | null): TierProof => ({
  cut: "2026-08-22",
  horizonDays: 90,
  customers: 1000,
  buyers: 400,
  predicted: 400,
  rhythm: rising(riseByRhythm, byRhythm.cuts),
  fixedDays: rising(riseByDays, byDays.cuts),
  gain: 0,
  gainInStandardErrors: 0,
  inForce: "rhythm",
  why: "rhythm-no-worse",
});
const codes = (...said: Parameters<typeof tierStatements.proven>) => tierStatements.proven(...said).map((s) => s.code);

describe("what a night says of its tiers", () => {
  it("is nothing where the rhythm is in force and its repeat rates fall, or rise no more than chance may", () => {
    expect(codes(byRhythm, proofOf(-2, 9))).toEqual([]);
    expect(codes(byRhythm, proofOf(null, 9))).toEqual([]);
    expect(codes(byRhythm, proofOf(1.645, 9))).toEqual([]);
  });

  it("is that repeat rates do not fall where those by the rule in force rise", () => {
    expect(codes(byRhythm, proofOf(1.65, -2))).toEqual(["tiers-not-falling"]);
    expect(codes(byDays, proofOf(-2, 1.65))).toEqual(["tiers-by-days", "tiers-not-falling"]);
  });

  it("names no repeat rate of a tier that holds nobody", () => {
    const proof = proofOf(1.65, -2);
    const tiers = [{ tier: "asleep", customers: 0, buyers: 0, share: 0, repeatRate: null }] as const;
    const [said] = tierStatements.proven(byRhythm, { ...proof, rhythm: { ...proof.rhythm, tiers: [...tiers] } });
    expect(said?.text).toContain("asleep none of 0");
  });

  it("is, of days in force, whether repeat rates by rhythm rose by more than chance", () => {
    const textOf = (riseByRhythm: number | null) => tierStatements.proven(byDays, proofOf(riseByRhythm, -2))[0]?.text;
    const risen = /50\.0%; and by rhythm a sleepier tier bought more often than a more wakeful one\.$/;
    expect(textOf(1.65)).toMatch(risen);
    for (const rise of [1.645, -2, null]) expect(textOf(rise)).toMatch(/the own rhythm 50\.0% and 50\.0%\.$/);
  });

  it("tells what tiers go by: days of silence, or a customer's own interval", () => {
    const nobody = { count: new Float64Array(0), nextDay: new Int32Array(0) };
    const cells = { ...nobody, horizonDays: 90, length: 0, purchases: nobody.count, netMinor: nobody.count };
    const known = { repeats: nobody.nextDay, recencyDays: nobody.nextDay, ageDays: nobody.nextDay };
    const columns = { ...known, seasonLastYear: nobody.nextDay, seasonYearBefore: nobody.nextDay };
    const textOf = (tiers: typeof byRhythm | typeof byDays) =>
      tierStatements.unproven(tiers, { ...cells, ...columns }).text;
    expect(textOf(byDays)).toContain("41, 61 and 101 days of silence");
    expect(textOf(byRhythm)).toContain("silence of 1.5, 3 and 6 times a customer's own interval");
  });
});
