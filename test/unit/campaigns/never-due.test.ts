import { describe, expect, it } from "vitest";
import { neverDue } from "../../../cli/campaigns/lint/never-due.ts";
import { campaignDefinitionSchema } from "../../../shared/model/campaign.ts";

const foundIn = (definition: object) => neverDue(campaignDefinitionSchema.parse({ name: "A", ...definition }));
const pathsIn = (definition: object) => foundIn(definition).map(({ path }) => path.join("."));
const drowsy = { on: "tier-entered", tiers: ["drowsy"] };
const bought = { on: "ordered" };
const only = (...conditions: string[]) => conditions.map((only_if, at) => ({ name: `s${at}`, only_if }));

describe("what can never be due", () => {
  it.each([
    ["a tier that the trigger has not", { trigger: drowsy, audience: 'tier == "asleep"' }, "audience"],
    ["an audience that contradicts itself", { trigger: bought, audience: "orders > 5 && orders < 3" }, "audience"],
    ["a number of nothing", { trigger: bought, audience: "net_value > 5 && net_value <= 5" }, "audience"],
    [
      "a list that the audience leaves out",
      { trigger: bought, audience: 'tier != "new" && tier != "awake"', steps: only('tier in ["new", "awake"]') },
      "steps.0.only_if",
    ],
    [
      "fewer orders than the n-th needs",
      { trigger: { on: "ordered", which: 3 }, steps: only("orders <= 2") },
      "steps.0.only_if",
    ],
    [
      "another silence than on the days of the step",
      { trigger: bought, steps: [{ name: "late", after: 30, only_if: "days_since(last_order_on) < 20" }] },
      "steps.0.only_if",
    ],
    [
      "either of two that cannot be",
      { trigger: drowsy, audience: 'tier == "asleep" || (tier == "drowsy" && r > 5 && 3 > r)' },
      "audience",
    ],
  ])("is %s", (_what, definition, path) => {
    expect(pathsIn(definition)).toEqual([path]);
  });

  it("is a step that needs one that is never due, and what needs that", () => {
    const steps = [
      { name: "word", only_if: 'tier == "asleep"' },
      { name: "reason", after: 5, needs: "word" },
      { name: "farewell", after: 9, needs: "reason" },
      { name: "alone", after: 9 },
    ];
    expect(foundIn({ trigger: drowsy, steps })).toEqual([
      { path: ["steps", 0, "only_if"], what: expect.stringContaining("what it asks of tier contradicts") },
      { path: ["steps", 1, "needs"], what: "word is never due, and so reason is not either" },
      { path: ["steps", 2, "needs"], what: "reason is never due, and so farewell is not either" },
    ]);
  });

  it("says which silence a step's days have", () => {
    const [found] = foundIn({ trigger: bought, steps: [{ name: "late", after: 30, only_if: "days_silent < 20" }] });
    expect(found?.what).toContain("days_silent is 29 to 35 then");
  });

  it.each([
    ["an edge that both have", { trigger: bought, audience: "orders >= 5 && orders <= 5" }],
    ["the last day of a step", { trigger: bought, steps: [{ name: "s", after: 30, only_if: "days_silent >= 35" }] }],
    ["the first day of a step", { trigger: bought, steps: [{ name: "s", after: 30, only_if: "days_silent <= 29" }] }],
    [
      "a first order, past which others may lie",
      { trigger: { on: "ordered", which: "first" }, exit: "none", steps: only("days_silent < 0") },
    ],
    ["one of two that can be", { trigger: drowsy, audience: 'tier == "asleep" || orders > 3' }],
    ["what is not known, and counts as something", { trigger: bought, audience: "r.or(9) > 5 && r.or(1) < 3" }],
    ["no contradiction behind a not", { trigger: drowsy, audience: '!(tier == "drowsy") || orders > 1' }],
    ["another column", { trigger: drowsy, audience: 'rfm_segment == "At Risk" && tier != "asleep"' }],
    ["whoever says yes", { trigger: drowsy, audience: "true" }],
  ])("is not %s", (_what, definition) => {
    expect(pathsIn(definition)).toEqual([]);
  });
});
