import { expect, it } from "vitest";
import { modelFileSchema } from "../../../shared/model/model-file.ts";

it("tiers of a model.json of an earlier version are read, their proof as unknown", () => {
  const candidate = { cuts: [41, 61, 101], tiers: [], errorRate: 0.5, omissionRate: 0.5, steepestRise: null };
  const rule = { rule: "fixed-days", cuts: [41, 61, 101], hysteresis: 0.9 };
  const written = {
    ...rule,
    proof: {
      ...{ cut: "2026-08-22", horizonDays: 90, customers: 1000, buyers: 400, predicted: 400 },
      ...{ rhythm: candidate, fixedDays: candidate, gain: 0, gainInStandardErrors: 0 },
      ...{ inForce: "fixed-days", why: "rhythm-worse" },
    },
    before: { ...rule, rhythm: { r: 1, alpha: 10 } },
  };
  expect(modelFileSchema.shape.tiers.parse(written)).toEqual({
    ...rule,
    proof: null,
    before: { ...rule, rhythm: { r: 1, alpha: 10 }, mbgnbd: null },
  });
});
