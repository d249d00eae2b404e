import { describe, expect, it } from "vitest";
import { fitAtCut } from "../../../../shared/scoring/held-back/fit-at-cut.ts";
import { rulesAtCut } from "../../../../shared/scoring/held-back/held-back-rules.ts";
import { rateRules } from "../../../../shared/scoring/held-back/rate-rule.ts";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { summarisePurchases } from "../../../../shared/scoring/summaries/purchase-summary.ts";
import { expectClose } from "../../../support/close-to.ts";
import { heldBackOfGroups } from "../../../support/held-back-groups.ts";
import { heldBackOfSimulated } from "../../../support/held-back-shops.ts";
import { AS_OF_DAY, lowPurchaseShop, simulatePurchaseDays } from "../../../support/simulate-customers.ts";

const CUT = AS_OF_DAY - 90;
const shopOf = (customers: number) => heldBackOfSimulated(lowPurchaseShop, customers, 11, CUT, 90);

describe("fitAtCut", () => {
  it("knows what a night held on the cut day would have known, and nothing more", () => {
    const counter = new CellCounter();
    for (const days of simulatePurchaseDays(lowPurchaseShop, 2000, 11)) {
      const summary = summarisePurchases(days, CUT, 365);
      if (summary !== undefined) counter.add(summary.repeats, summary.recencyDays, summary.ageDays);
    }
    const fits = fitAtCut(shopOf(2000));
    expect(fits.cells).toEqual(counter.toCells());
    expect(fits.customers).toBe(counter.toCells().count.reduce((a, b) => a + b, 0));
    expect(fits.models.mbgnbd?.customers).toBe(fits.customers);
  });

  it("joins customers who differ in what came after the cut alone, and keeps those apart who differ in x alone", () => {
    const alike = { repeats: 1, age: 9, silent: 4 };
    const { cells } = fitAtCut(
      heldBackOfGroups([
        { ...alike, buyers: 2, others: 3 },
        { ...alike, repeats: 2, buyers: 1, others: 0 },
      ]),
    );
    expect(cells).toEqual({
      length: 2,
      repeats: Int32Array.of(1, 2),
      recencyDays: Int32Array.of(5, 5),
      ageDays: Int32Array.of(9, 9),
      count: Float64Array.of(5, 1),
    });
  });

  it("ends at the same maximum in fewer steps from parameters that are near", () => {
    const cold = fitAtCut(shopOf(2000)).models;
    const warm = fitAtCut(shopOf(2000), { ...nullModels, ...dated(cold) }).models;
    for (const name of ["mbgnbd", "bgnbd", "pnbd"] as const) {
      expect(warm[name]?.evaluations).toBeLessThan(cold[name]?.evaluations ?? 0);
      expectClose(warm[name]?.logLikelihood ?? 0, cold[name]?.logLikelihood ?? 1, 1e-12, 0, name);
    }
  });

  it("has no models where there is too little to fit them to", () => {
    expect(fitAtCut(shopOf(15)).models).toEqual({ mbgnbd: null, bgnbd: null, pnbd: null });
    expect(fitAtCut(shopOf(0))).toMatchObject({ customers: 0, models: { mbgnbd: null } });
  });

  it("gives the model that made the shop chances as good as they say, and its total within three parts in a hundred", () => {
    const heldBack = shopOf(40_000);
    const rated = rateRules(heldBack, rulesAtCut(heldBack, fitAtCut(heldBack)));
    const truth = rated.find(({ rule }) => rule === "bgnbd")?.rating;
    expect(truth?.calibrationError).toBeLessThan(0.01);
    expect(Math.abs(truth?.bias ?? 1)).toBeLessThan(0.03);
    for (const { rating } of rated) expect(rating.auc).toBeLessThanOrEqual((truth?.auc ?? 0) + 0.005);
  });
});

const nullModels = { mbgnbd: null, bgnbd: null, pnbd: null, nbd: null };
const dated = ({ mbgnbd, bgnbd, pnbd }: ReturnType<typeof fitAtCut>["models"]) => {
  const asOf = "2026-08-22";
  return {
    mbgnbd: mbgnbd && { ...mbgnbd, asOf },
    bgnbd: bgnbd && { ...bgnbd, asOf },
    pnbd: pnbd && { ...pnbd, asOf },
  };
};
