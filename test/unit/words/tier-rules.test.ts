import { describe, expect, it } from "vitest";
import type { TierCandidate, TierProof, TierRuleName } from "../../../shared/model/tier-proof.ts";
import { tierRuleReason, writtenCuts } from "../../../shared/words/tier-rules.ts";

const candidate = (rule: TierRuleName, omissionRate: number, fault: TierCandidate["fault"] = null): TierCandidate => ({
  ...{ rule, omissionRate, fault, cuts: [1, 2, 3], tiers: [], auc: 0.7, errorRate: 0.3, steepestRise: -1 },
});
const cut = { cut: "2026-08-22", customers: 1000, buyers: 400, predicted: 400, rules: [] };
const proof: TierProof = {
  horizonDays: 90,
  cuts: [cut, cut, cut, cut, cut],
  candidates: [candidate("rhythm", 0.262), candidate("chance", 0.211), candidate("fixed-days", 0.238)],
  inForce: "chance",
  why: "ranks-best",
};

describe("why tiers go by what they go by", () => {
  it("is one sentence with what each way missed", () => {
    expect(tierRuleReason(proof)).toBe(
      "Tiers go by the chance of buying again: on 5 days of the past it missed 21% of those who came back, where each customer's own rhythm would have missed 26% and days of silence 24%.",
    );
  });

  it("says once what all missed, and what decided then", () => {
    const candidates = [
      { ...candidate("rhythm", 0.219), auc: 0.69 },
      candidate("chance", 0.22),
      { ...candidate("fixed-days", 0.218), auc: 0.69 },
    ];
    expect(tierRuleReason({ ...proof, candidates })).toBe(
      "Tiers go by the chance of buying again: on 5 days of the past it missed 22% of those who came back, as many as each customer's own rhythm and days of silence would have; what decided is that it puts who comes back above who does not most often.",
    );
    expect(tierRuleReason({ ...proof, candidates, inForce: "rhythm" })).not.toContain("decided");
    expect(tierRuleReason({ ...proof, candidates: [candidate("rhythm", 0.26), ...candidates.slice(1)] })).toContain(
      "where each customer's own rhythm would have missed 26% and days of silence as many.",
    );
    const days = { ...candidate("fixed-days", 0.31), auc: 0.71 };
    expect(tierRuleReason({ ...proof, candidates: [candidate("chance", 0.3), days], inForce: "fixed-days" })).toContain(
      "would have missed 30%; what decided is that they put who comes back above",
    );
  });

  it("says that no other is better by more than chance where that is why", () => {
    expect(tierRuleReason({ ...proof, inForce: "fixed-days", why: "not-beaten", cuts: [cut] })).toBe(
      "Tiers go by days of silence: on a day of the past they missed 24% of those who came back, where each customer's own rhythm would have missed 26% and the chance of buying again 21%, and none of them was better by more than luck.",
    );
  });

  it("says by which ways a sleepier tier came back more often", () => {
    const candidates = [candidate("rhythm", 0.2, "rises"), candidate("fixed-days", 0.3)];
    expect(tierRuleReason({ ...proof, inForce: "fixed-days", candidates })).toMatch(
      /would have missed 20%; by each customer's own rhythm sleepier customers came back more often than more wakeful ones\.$/,
    );
    expect(tierRuleReason({ ...proof, candidates: [candidate("chance", 0.2)] })).toMatch(/who came back\.$/);
  });
});

it("cuts are written as multiples of an interval, as chances, or as days", () => {
  expect(writtenCuts({ rule: "rhythm", cuts: [1.5, 3, 6] })).toEqual(["1.5×", "3×", "6×"]);
  expect(writtenCuts({ rule: "chance", cuts: [1, 9.2, 120] })).toEqual(["50%", "9.8%", "0.83%"]);
  expect(writtenCuts({ rule: "chance", cuts: [2.088, 3.4, 3.434] })).toEqual(["32.4%", "22.7%", "22.6%"]);
  expect(writtenCuts({ rule: "chance", cuts: [1, 3, 3] })).toEqual(["50%", "25%", "25%"]);
  expect(writtenCuts({ rule: "fixed-days", cuts: [90, 180, 365] })).toEqual(["90", "180", "365"]);
});
