import { expect, test } from "vitest";
import { byModelsInForce } from "../../../cli/explain/models-in-force.ts";

const none = {
  chosen: "none",
  models: { nbd: null, mbgnbd: null, bgnbd: null, pnbd: null, gammaGamma: null },
} as const;
const ground = { formula: "a × b", from: { p_alive: null, level: undefined }, uses: ["purchase model"] as const };

test("an empty number of a night without the model it takes says so, and nothing of what would have gone in", () => {
  expect(byModelsInForce(ground, none, null)).toEqual({ formula: "no purchase model is in force tonight", from: {} });
  const value = { ...ground, uses: ["spend model"] as const };
  expect(byModelsInForce(value, none, null).formula).toBe("no spend model is in force tonight");
});

test("a number that an earlier night named keeps its ground, without a model that there is not", () => {
  expect(byModelsInForce(ground, none, "2026-11-20")).toEqual({ ...ground, uses: [] });
});

test("a model that was chosen and could not be fitted is not in force either", () => {
  expect(byModelsInForce(ground, { ...none, chosen: "mbgnbd" }, null).formula).toContain("no purchase model");
});

test("a number that takes no model is left as it is", () => {
  const own = { from: { orders: 3 } };
  expect(byModelsInForce(own, none, null)).toBe(own);
});
