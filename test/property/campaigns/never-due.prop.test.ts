import fc from "fast-check";
import { expect, it } from "vitest";
import { neverDue } from "../../../cli/campaigns/lint/never-due.ts";
import { nightForConditions, readCondition } from "../../../shared/campaigns/conditions/condition.ts";
import { campaignDefinitionSchema } from "../../../shared/model/campaign.ts";
import { tierSchema } from "../../../shared/model/customer.ts";
import { often } from "../../support/often.ts";
import { rowOf } from "../../support/published-night.ts";

const tiers = tierSchema.options;
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...tiers).map((tier) => `tier == "${tier}"`),
    fc.constantFrom(...tiers).map((tier) => `tier != "${tier}"`),
    fc.subarray(tiers, { minLength: 1 }).map((some) => `tier in [${some.map((tier) => `"${tier}"`).join(", ")}]`),
    fc
      .tuple(fc.constantFrom("<", "<=", "==", "!=", ">", ">="), fc.nat({ max: 4 }))
      .map(([sign, n]) => `orders ${sign} ${n}`),
    fc.tuple(fc.nat({ max: 4 }), fc.constantFrom("<", ">=")).map(([n, sign]) => `${n} ${sign} orders`),
    fc.tuple(tie("condition"), tie("condition")).map(([a, b]) => `(${a} && ${b})`),
    fc.tuple(tie("condition"), tie("condition")).map(([a, b]) => `(${a} || ${b})`),
    tie("condition").map((a) => `!(${a})`),
  ),
}));
const night = nightForConditions("2026-11-20", "USD");

it("nothing is called never due that somebody could meet", () => {
  let said = 0;
  fc.assert(
    fc.property(condition, condition, (audience, only_if) => {
      const trigger = { on: "birthday" };
      const definition = { name: "A", trigger, audience, steps: [{ name: "s", only_if }] };
      const never = neverDue(campaignDefinitionSchema.parse(definition)).length > 0;
      if (!never) return;
      // What no row could meet by its column alone is refused as a mistake, and never comes so far.
      const meets = [audience, only_if].flatMap((text) => {
        const read = readCondition(text, []);
        return "condition" in read ? [read.condition] : [];
      });
      if (meets.length < 2) return;
      said += 1;
      for (const tier of tiers)
        for (const orders of [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5]) {
          const row = { ...rowOf({ customer_id: "1", email: "a@teapot.example" }), tier, orders };
          expect(meets.every((holds) => holds(row, night))).toBe(false);
        }
    }),
    { numRuns: often(2000), seed: 20261130 },
  );
  expect(said).toBeGreaterThan(50);
});
