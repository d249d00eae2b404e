import { describe, expect, it } from "vitest";
import type { Rating } from "../../../../shared/model/scorecard.ts";
import { clvStatements } from "../../../../shared/scoring/value/clv-statements.ts";
import { rated } from "../../../support/rated-rules.ts";

const biased = (rule: Rating["rule"], bias: number | null): Rating => rated(rule, { bias }).rating;
const heldBack = (...ratings: Rating[]) => ({
  windows: [
    {
      name: "recent" as const,
      cut: "2026-08-22",
      horizonDays: 90,
      customers: 1000,
      buyers: 200,
      purchases: 300,
      ratings,
    },
  ],
});

describe("a word of caution about CLV", () => {
  it("is given where the model in force foretold more than a tenth too many purchases, or too few", () => {
    const [few] = clvStatements("mbgnbd", heldBack(biased("mbgnbd", -0.204)));
    expect(few?.text).toMatch(/^In the 90 days from August 22, 2026, 1,000 customers made 300 purchases/);
    expect(few?.text).toMatch(/foretold 20% fewer: .* too low /);
    const [many] = clvStatements("mbgnbd", heldBack(biased("mbgnbd", 0.15)));
    expect(many?.text).toMatch(/foretold 15% more: .* too high /);
  });

  it("is not given for a miss of a tenth or less, nor where nobody knows", () => {
    for (const bias of [-0.1, -0.03, 0, 0.1, null]) {
      expect(clvStatements("mbgnbd", heldBack(biased("mbgnbd", bias)))).toEqual([]);
    }
    expect(clvStatements("mbgnbd", heldBack())).toEqual([]);
    expect(clvStatements("mbgnbd", { windows: [] })).toEqual([]);
    expect(clvStatements("mbgnbd", null)).toEqual([]);
  });

  it("rests on the model in force, not on a rule beside it, and is not given on a night without a model", () => {
    const scorecard = heldBack(biased("bgnbd", 0.5), biased("mbgnbd", 0.01), biased("pnbd", -0.12));
    expect(clvStatements("mbgnbd", scorecard)).toEqual([]);
    expect(clvStatements("pnbd", scorecard)).toHaveLength(1);
    expect(clvStatements("none", scorecard)).toEqual([]);
  });
});
