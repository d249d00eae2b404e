import { describe, expect, it } from "vitest";
import { makeScorer, scoreColumns } from "../../../shared/scoring/scorer.ts";
import type { PurchaseSummary } from "../../../shared/scoring/summaries/purchase-summary.ts";
import { toSummaryColumns } from "../../../shared/scoring/summaries/summary-columns.ts";
import { boughtDaysAgo, holdFit } from "../../support/hold-fit.ts";
import { lowPurchaseShop, retailShop, simulatePurchases } from "../../support/simulate-customers.ts";

/** What one more customer may move the CLV of the others by, in the middle. The worst found was 0.11, just within the bound (ADR 15). */
const MOST_MOVED = 0.15;
const retail = simulatePurchases(retailShop, 800, 7);
const seldom = simulatePurchases(lowPurchaseShop, 800, 7);

const clvOf = async (others: readonly PurchaseSummary[], customers: readonly PurchaseSummary[]) => {
  const model = await holdFit([customers]);
  const clv = scoreColumns(makeScorer(model), toSummaryColumns(others), []).clvMinor;
  return { model, clv };
};
const everyDay = (days: number, netMinor: number) => boughtDaysAgo([...Array(days).keys()], netMinor);

describe.each([
  ["a shop of many purchases", retail],
  ["a shop of few purchases", seldom],
])("one customer among 800 of %s", (_shop, others) => {
  it.each([
    ["frequent, and spending beyond measure", everyDay(700, 5e7)],
    ["frequent alone", everyDay(700, 3000)],
    ["spending beyond measure, and not frequent", boughtDaysAgo([100, 50, 10], 1e13)],
    ["often there and spending much", everyDay(60, 60_000)],
    ["just within the bound of the shop of few purchases", everyDay(202, 60_000)],
  ])("who is %s moves the others' CLV by little", async (_, extreme) => {
    const before = await clvOf(others, others);
    const after = await clvOf(others, [...others, extreme]);
    const again = await clvOf(others, [extreme, ...others.toReversed()]);
    const moved = [...before.clv].map((value, i) => Math.abs((after.clv[i] ?? 0) / value - 1)).sort((a, b) => a - b);
    expect(moved[moved.length >> 1]).toBeLessThan(MOST_MOVED);
    expect(again.model).toEqual(after.model);
  });
});

describe("who is left out of the fits", () => {
  it("is counted and said", async () => {
    const { model } = await clvOf(seldom, [...seldom, everyDay(700, 5e7)]);
    const said = model.statements.map(({ code }) => code);
    expect(said).toEqual(expect.arrayContaining(["frequent-left-out", "spenders-left-out"]));
    expect(model.customers).toBe(seldom.length + 1);
    expect(model.models.mbgnbd?.customers).toBe(seldom.length);
  });
});
