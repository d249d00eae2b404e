import { describe, expect, it } from "vitest";
import type { ModelFile } from "../../../../shared/model/model-file.ts";
import { purchaseModelStatements } from "../../../../shared/scoring/turns/turn-statements.ts";

type Chosen = Pick<ModelFile, "chosen" | "scorecard">;
const night = (chosen: ModelFile["chosen"], scorecard: Chosen["scorecard"] = { windows: [] }): Chosen => ({
  chosen,
  scorecard,
});
const said = (tonight: Chosen, yesterday?: Chosen) => purchaseModelStatements(tonight, yesterday);

describe("a purchase model that took over tonight", () => {
  it("is told, with the one before, and that customers did nothing", () => {
    expect(said(night("pnbd"), night("mbgnbd"))).toEqual([
      {
        code: "purchase-model-changed",
        text: "Forecasts come from the purchase model Pareto/NBD since tonight, and came from MBG/NBD the night before: whether customers are still there (p_alive), what they will buy and what they are worth moved for that alone, and for nothing that customers did.",
      },
    ]);
  });

  it("is none on a first night, where it stayed, and where there was none or is none", () => {
    expect(said(night("pnbd"))).toEqual([]);
    expect(said(night("pnbd"), night("pnbd"))).toEqual([]);
    expect(said(night("pnbd"), night("none"))).toEqual([]);
    expect(said(night("none", null), night("pnbd"))).toEqual([]);
  });
});

describe("a purchase model that waits for its turn", () => {
  it.each([
    ["mbgnbd", "Pareto/NBD"],
    ["pnbd", "MBG/NBD"],
  ] as const)("is told while %s is in force, with the day on which it comes", (chosen, name) => {
    const challenger = { rule: chosen === "pnbd" ? "mbgnbd" : "pnbd", since: "2026-11-12" };
    expect(said(night(chosen, { windows: [], challenger }), night(chosen))).toEqual([
      {
        code: "rule-waits",
        text: `${name} has been the better rule for forecasts since November 12, 2026, and comes into force on November 26, 2026 if it still is by then: what is in force goes only for what was better for 14 days on end.`,
      },
    ]);
  });
});
