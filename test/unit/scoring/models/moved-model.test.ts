import { expect, it } from "vitest";
import { movedModels } from "../../../../shared/scoring/models/moved-model.ts";
import { expectClose } from "../../../support/close-to.ts";
import { fitOfParams, paretoFitOfParams } from "../../../support/fit-of-params.ts";

const asOf = "2026-11-20";
const models = {
  mbgnbd: { ...fitOfParams({ r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }), asOf },
  bgnbd: { ...fitOfParams({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }), asOf },
  pnbd: { ...paretoFitOfParams({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }), asOf },
};
const keys = { mbgnbd: ["r", "alpha", "a", "b"], bgnbd: ["r", "alpha", "a", "b"], pnbd: ["r", "alpha", "s", "beta"] };

it.each(["mbgnbd", "bgnbd", "pnbd"] as const)(
  "%s: moves one parameter at a time, a thousandth up and down, and no other",
  (chosen) => {
    const moved = movedModels({ chosen, models });
    const params = new Map(Object.entries(models[chosen].params));
    expect(moved.map(([up, down]) => [up.name, down.name])).toEqual(Array(4).fill([chosen, chosen]));
    for (const [i, both] of moved.entries()) {
      for (const [side, model] of both.entries()) {
        for (const [at, key] of keys[chosen].entries()) {
          const logs = Math.log((model.params[key] ?? 0) / (params.get(key) ?? 0));
          expectClose(logs, at === i ? ([1e-3, -1e-3][side] ?? 0) : 0, 1e-9, 1e-15);
        }
      }
    }
  },
);

it("moves nothing where there is no model, or the one chosen was not fitted", () => {
  expect(movedModels({ chosen: "none", models })).toEqual([]);
  for (const chosen of ["mbgnbd", "bgnbd", "pnbd"] as const) {
    expect(movedModels({ chosen, models: { ...models, [chosen]: null } })).toEqual([]);
  }
});
