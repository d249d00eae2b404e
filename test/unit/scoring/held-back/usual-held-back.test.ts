import { describe, expect, it } from "vitest";
import { usualHeldBack } from "../../../../shared/scoring/held-back/usual-held-back.ts";
import type { PurchaseDay } from "../../../../shared/scoring/summaries/purchase-days.ts";
import { heldBackOfNight } from "../../../support/held-back-shops.ts";

const AS_OF_DAY = 2000;
const boughtEvery = (everyDays: number, times: number): PurchaseDay[] =>
  Array.from({ length: times }, (_, at) => ({ day: 1000 + at * everyDays, orders: 1, netMinor: 1000 }));
const shop = Array.from({ length: 60 }, (_, at) => boughtEvery(200 + at, 4));

describe("usualHeldBack", () => {
  it("is without a reseller at every cut, as if they had never been", () => {
    const withReseller = heldBackOfNight([...shop, boughtEvery(2, 500)], AS_OF_DAY);
    expect(usualHeldBack(withReseller)).toMatchObject({
      recent: heldBackOfNight(shop, AS_OF_DAY).recent,
      earlier: heldBackOfNight(shop, AS_OF_DAY).earlier,
      long: heldBackOfNight(shop, AS_OF_DAY).long,
    });
    expect(withReseller.recent.length).toBeGreaterThan(usualHeldBack(withReseller).recent.length);
  });

  it("is as it was where everybody is usual", () => {
    const heldBack = heldBackOfNight(shop, AS_OF_DAY, false);
    expect(usualHeldBack(heldBack).recent).toBe(heldBack.recent);
    expect(usualHeldBack(heldBack).long).toBeUndefined();
  });
});
