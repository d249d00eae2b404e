import { describe, expect, it } from "vitest";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { type PurchaseSummary, summarisePurchases } from "../../shared/scoring/summaries/purchase-summary.ts";
import { isBesideCheckout, readBeside } from "../support/beside-checkout.ts";
import { holdFit } from "../support/hold-fit.ts";
import { AS_OF_DAY } from "../support/simulate-customers.ts";

const FOLDER = "cases/31-model-commercial-outlier";
const isThere = isBesideCheckout("a shop with one reseller", `${FOLDER}/orders.csv`, `${FOLDER}/without.csv`);

const summariesOf = (file: string): PurchaseSummary[] => {
  const daysOf = new Map<string, Map<number, PurchaseDay>>();
  for (const line of readBeside(`${FOLDER}/${file}`).trim().split(/\r?\n/).slice(1)) {
    const [, customer = "", , orderedAt = "", , total = ""] = line.split(",");
    const days = daysOf.get(customer) ?? new Map<number, PurchaseDay>();
    const day = toEpochDay(orderedAt.slice(0, 10));
    const { orders, netMinor } = days.get(day) ?? { orders: 0, netMinor: 0 };
    days.set(day, { day, orders: orders + 1, netMinor: netMinor + Math.round(100 * Number(total)) });
    daysOf.set(customer, days);
  }
  return [...daysOf.values()].flatMap((days) => {
    const rising = [...days.values()].sort((a, b) => a.day - b.day);
    return summarisePurchases(rising, AS_OF_DAY, 365) ?? [];
  });
};

describe.skipIf(!isThere)("a reseller with 700 orders among 400 customers", () => {
  it("moves no parameter that the others' CLV comes from, and is counted", async () => {
    const [{ models, statements, customers }, without] = await Promise.all([
      holdFit([summariesOf("orders.csv")]),
      holdFit([summariesOf("without.csv")]),
    ]);
    expect(models).toEqual(without.models);
    expect([customers, without.customers]).toEqual([401, 400]);
    const leftOut = statements.filter(({ code }) => code.endsWith("left-out")).map(({ text }) => text);
    expect(leftOut).toEqual([
      expect.stringMatching(/^1 of 401 customers left out of the fit of the purchase models/),
      expect.stringMatching(/^1 of 285 customers with repeat spend left out of the fit of Gamma-Gamma/),
    ]);
  });
});
