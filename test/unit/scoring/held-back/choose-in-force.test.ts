import { describe, expect, it } from "vitest";
import type { Scorecard } from "../../../../shared/model/scorecard.ts";
import { chooseInForce } from "../../../../shared/scoring/held-back/choose-in-force.ts";
import type { HeldBackCells } from "../../../../shared/scoring/held-back/held-back-cells.ts";
import { rateRules } from "../../../../shared/scoring/held-back/rate-rule.ts";
import type { RuleScores } from "../../../../shared/scoring/held-back/rule-scores.ts";
import { bothFitted } from "../../../support/both-fitted.ts";
import { heldBackOfGroups } from "../../../support/held-back-groups.ts";

/** Kinds of customers: [buyers, others]. */
const shopOf = (...kinds: readonly (readonly [buyers: number, others: number])[]) =>
  heldBackOfGroups(kinds.map(([buyers, others], kind) => ({ repeats: 0, silent: 0, age: kind, buyers, others })));
/** Half of the first kind bought, and a tenth of the second. */
const twoKinds = shopOf([500, 500], [100, 900]);
/** The other model has been the better one since a day: on November 6, for as long as it takes. */
const waitsSince = (since: string, rule?: "mbgnbd" | "pnbd") => ({
  windows: [],
  challenger: { rule: rule ?? "pnbd", since },
});

/** The chances that a rule gives to each kind. */
const say = (rule: RuleScores["rule"], ...ofKind: readonly number[]) => ({ rule, ofKind });
const choose = (
  rules: readonly ReturnType<typeof say>[],
  yesterday?: "mbgnbd" | "pnbd",
  { cells = twoKinds, purchases = bothFitted } = {},
  scorecard: Scorecard | null = waitsSince("2026-11-06"),
) => {
  const before = yesterday && { chosen: yesterday, scorecard };
  return chooseInForce("2026-11-20", purchases, cells, rateRules(cells, rules.map(scoresOn(cells))), before);
};
const scoresOn =
  (cells: HeldBackCells) =>
  ({ rule, ofKind }: ReturnType<typeof say>): RuleScores => {
    const chances = Float64Array.from(cells.ageDays, (kind) => ofKind[kind] ?? Number.NaN);
    return { rule, scores: chances, chances };
  };

describe("chooseInForce", () => {
  it("keeps MBG/NBD where nothing is rated, and where nothing beats it", () => {
    expect(choose([])).toEqual({ chosen: "mbgnbd" });
    expect(choose([say("mbgnbd", 0.5, 0.1), say("pnbd", 0.4, 0.2)])).toEqual({ chosen: "mbgnbd" });
  });

  it("puts Pareto/NBD in force where it wins by the margin, and says by what", () => {
    const inForce = choose([say("mbgnbd", 0.3, 0.2), say("pnbd", 0.5, 0.1)]);
    expect(inForce.chosen).toBe("pnbd");
    expect(inForce.instead?.ofDefault).toBeCloseTo((500 * 0.49 + 500 * 0.09 + 100 * 0.64 + 900 * 0.04) / 2000, 12);
    expect(inForce.instead?.ofChosen).toBeCloseTo((500 * 0.25 + 500 * 0.25 + 100 * 0.81 + 900 * 0.01) / 2000, 12);
  });

  it("does not mind in which order they were rated", () => {
    const rules = [say("mbgnbd", 0.3, 0.2), say("bgnbd", 0.4, 0.2), say("pnbd", 0.5, 0.1)];
    expect(choose(rules).chosen).toBe("pnbd");
    expect(choose(rules.toReversed())).toEqual(choose(rules));
  });

  it("asks for a Brier score lower by 1 %, and takes exactly 1 %", () => {
    // MBG/NBD: 0.25 of each buyer, 0 of the others, 25,000 in all. Pareto/NBD is right of buyers of the second kind.
    const rules = [say("mbgnbd", 0.5, 0.5, 0), say("pnbd", 0.5, 1, 0)];
    const buyersOfSecond = (buyers: number) => ({ cells: shopOf([100_000 - buyers, 0], [buyers, 0], [0, 28_000]) });
    expect(choose(rules, "mbgnbd", buyersOfSecond(1000)).chosen).toBe("pnbd");
    expect(choose(rules, "mbgnbd", buyersOfSecond(999)).chosen).toBe("mbgnbd");
  });

  it("asks for more than two standard errors: two are not enough", () => {
    const rules = [say("mbgnbd", 0.5, 0.5), say("pnbd", 0.5, 1)];
    // Gains of 0, 0, 1/4 and 1/4: their mean is 1/8, with a standard error of 1/16.
    expect(choose(rules, undefined, { cells: shopOf([2, 0], [2, 0]) }).chosen).toBe("mbgnbd");
    // One customer more: a mean of 0.15, with a standard error of 0.055.
    expect(choose(rules, undefined, { cells: shopOf([2, 0], [3, 0]) }).chosen).toBe("pnbd");
  });

  it("leaves in force what is, while the difference is less than 1 %", () => {
    const rules = [say("mbgnbd", 0.46, 0.1), say("pnbd", 0.5, 0.1)];
    expect(choose(rules)).toMatchObject({ chosen: "mbgnbd" });
    expect(choose(rules, "mbgnbd")).toMatchObject({ chosen: "mbgnbd" });
    expect(choose(rules, "pnbd")).toMatchObject({ chosen: "pnbd" });
  });

  it("goes back to MBG/NBD by the same margin, not for a lower Brier score alone", () => {
    const goesBack = (chance: number) =>
      choose([say("mbgnbd", 0.5, 0.1), say("pnbd", chance, 0.1)], "pnbd", {}, waitsSince("2026-11-06", "mbgnbd"));
    expect(goesBack(0.5).chosen).toBe("pnbd");
    expect(goesBack(0.48).chosen).toBe("pnbd");
    expect(goesBack(0.3)).toEqual({ chosen: "mbgnbd" });
  });

  it("lets the better one wait for a fortnight, unless nothing had been rated the night before", () => {
    const rules = [say("mbgnbd", 0.3, 0.2), say("pnbd", 0.5, 0.1)];
    const wait = (scorecard: Scorecard | null) => choose(rules, "mbgnbd", {}, scorecard);
    expect(wait({ windows: [] })).toEqual({ chosen: "mbgnbd", challenger: { rule: "pnbd", since: "2026-11-20" } });
    expect(wait(waitsSince("2026-11-07"))).toEqual({
      chosen: "mbgnbd",
      challenger: { rule: "pnbd", since: "2026-11-07" },
    });
    expect(wait(waitsSince("2026-11-06")).chosen).toBe("pnbd");
    expect(wait(null).chosen).toBe("pnbd");
  });

  it("does not take what ranks worse for its Brier score", () => {
    expect(choose([say("mbgnbd", 0.12, 0.11), say("pnbd", 0.3, 0.3)])).toEqual({ chosen: "mbgnbd" });
  });

  it("never takes BG/NBD, nor Pareto/NBD where tonight has no fit of it", () => {
    expect(choose([say("mbgnbd", 0.3, 0.2), say("bgnbd", 0.5, 0.1)])).toEqual({ chosen: "mbgnbd" });
    const purchases = { ...bothFitted, models: { ...bothFitted.models, pnbd: null } };
    const rules = [say("mbgnbd", 0.3, 0.2), say("pnbd", 0.5, 0.1)];
    expect(choose(rules, "pnbd", { purchases })).toEqual({ chosen: "mbgnbd" });
  });

  it("leaves what the night fell back on alone", () => {
    const rules = [say("mbgnbd", 0.3, 0.2), say("pnbd", 0.5, 0.1)];
    const purchases = { ...bothFitted, chosen: "none" } as const;
    expect(choose(rules, undefined, { purchases })).toEqual({ chosen: "none" });
  });
});
