import { describe, expect, it } from "vitest";
import { PATIENCE_DAYS } from "../../../../shared/model/rule-limits.ts";
import { addDays } from "../../../../shared/scoring/summaries/epoch-day.ts";
import { type Turn, turnOf } from "../../../../shared/scoring/turns/turn-of.ts";

type Rule = "old" | "new" | "third";
const first = "2026-03-01";

/** What is in force on nights in a row, of which each would have the rule given. */
const overNights = (better: readonly Rule[], everyDays = 1): Rule[] => {
  let before: Turn<Rule> | undefined = { rule: "old" };
  return better.map((rule, night) => {
    before = turnOf(addDays(first, night * everyDays), rule, before);
    return before.rule;
  });
};
const nights = (count: number, rule: Rule): Rule[] => Array.from({ length: count }, () => rule);

describe("the rule of a night", () => {
  it("is the better one where nothing was in force before, or could be tonight", () => {
    expect(turnOf<Rule>(first, "new", undefined)).toEqual({ rule: "new" });
  });

  it("is that of the night before while it is the better one, and nothing waits", () => {
    expect(turnOf<Rule>(first, "old", { rule: "old", challenger: { rule: "new", since: "2026-02-27" } })).toEqual({
      rule: "old",
    });
  });

  it("is another once that was better on every night for a fortnight", () => {
    expect(overNights(nights(PATIENCE_DAYS, "new"))).toEqual(nights(PATIENCE_DAYS, "old"));
    expect(overNights(nights(PATIENCE_DAYS + 1, "new")).at(-1)).toBe("new");
  });

  it("stays where the other was not better on one night between, or where a third was", () => {
    const almost = nights(PATIENCE_DAYS, "new");
    expect(overNights([...almost, "old", ...almost])).toEqual(nights(2 * PATIENCE_DAYS + 1, "old"));
    expect(overNights([...almost, "third", ...almost])).toEqual(nights(2 * PATIENCE_DAYS + 1, "old"));
  });

  it("goes by days, not by nights: where nights are missed nobody waits longer", () => {
    expect(overNights(nights(4, "new"), 5)).toEqual(["old", "old", "old", "new"]);
  });
});
