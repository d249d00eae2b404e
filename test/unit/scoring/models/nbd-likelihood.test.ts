import { describe, expect, it } from "vitest";
import { nbdLikelihood } from "../../../../shared/scoring/models/nbd-likelihood.ts";
import { expectClose } from "../../../support/close-to.ts";
import { expectDerivatives } from "../../../support/expect-derivatives.ts";
import { purchaseDataOf } from "../../../support/purchase-data-of.ts";

const data = purchaseDataOf([
  { repeats: 0, recencyDays: 0, ageDays: 14 },
  { repeats: 0, recencyDays: 0, ageDays: 14 },
  { repeats: 3, recencyDays: 7, ageDays: 21 },
]);

describe("nbdLikelihood", () => {
  it("is what the published formula says by hand: r = 2, alpha = 4 weeks", () => {
    // (4/6)^2 for each who bought once, and 2 * 3 * 4 * 4^2 / 7^5 for three repeat purchases in three weeks.
    const wanted = 2 * Math.log((4 / 6) ** 2) + Math.log((2 * 3 * 4 * 4 ** 2) / 7 ** 5);
    expectClose(nbdLikelihood(data, 2, 4).value, wanted, 1e-14);
  });

  it("has the derivatives of its value, and a symmetric Hessian", () => {
    expectDerivatives(([r = 0, alpha = 0]) => nbdLikelihood(data, r, alpha), [2, 4]);
    const { hessian } = nbdLikelihood(data, 2, 4);
    expect(hessian[0]?.[1]).toBe(hessian[1]?.[0]);
  });
});
