import { describe, expect, it } from "vitest";
import { modelInForce } from "../../../../shared/scoring/models/purchase-model.ts";
import { expectClose } from "../../../support/close-to.ts";

const models = {
  mbgnbd: { params: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 } },
  bgnbd: { params: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } },
  pnbd: { params: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 } },
};

describe("the purchase model in force", () => {
  // Fader, Hardie and Lee's worked customer: two repeat purchases, the last in week 30.43 of 38.86. Values with 40 digits.
  it.each([
    ["mbgnbd", 0.7062022651184873, 0.7929655829245136, 1.262960623267366],
    ["bgnbd", 0.726578570080673, 0.7633408976752831, 1.226028174767144],
    ["pnbd", 0.8691675591530111, 0.6810393118794826, 1.4551231932576025],
  ] as const)("%s: says of the papers' worked customer what the papers say", (chosen, alive, buys, purchases) => {
    const model = modelInForce({ chosen, models });
    expect(model).toMatchObject({ name: chosen, params: models[chosen].params });
    expectClose(model?.pAlive(2, 30.43, 38.86) ?? Number.NaN, alive, 1e-12);
    expectClose(model?.pActiveIfAlive(2, 38.86, 39) ?? Number.NaN, buys, 1e-12);
    const ahead = model?.ahead(2).expected(38.86, 39) ?? Number.NaN;
    expectClose(alive * ahead, purchases, 1e-12);
  });

  it("is none on a night of simple rules, and where the one chosen was not fitted", () => {
    expect(modelInForce({ chosen: "none", models })).toBeUndefined();
    for (const chosen of ["mbgnbd", "bgnbd", "pnbd"] as const) {
      expect(modelInForce({ chosen, models: { ...models, [chosen]: null } })).toBeUndefined();
    }
  });
});
