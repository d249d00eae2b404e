import { describe, expect, it } from "vitest";
import { oddShop, sayOddShop } from "../../shared/scoring/odd-shops/odd-shop.ts";
import { addSpendMove } from "../../shared/scoring/odd-shops/spend-level.ts";
import { CellCounter } from "../../shared/scoring/summaries/cells.ts";
import { fromEpochDay, toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { Histogram } from "../../shared/scoring/summaries/histogram.ts";
import { addPurchaseDays, historyOfNight } from "../../shared/scoring/summaries/history.ts";
import { hasReference, readCdnow } from "../support/cdnow.ts";
import { type Shop, summariesOf } from "../support/night-of-days.ts";
import { hasOnlineRetail, readOnlineRetail } from "../support/online-retail.ts";
import { type SeasonalShop, seasonalShop } from "../support/seasonal-shop.ts";
import { AS_OF_DAY } from "../support/simulate-customers.ts";

/** What a night says of the shop as a whole. */
const saidOf = (shop: Shop, asOfDay: number): string[] => {
  const [purchaseDays, spendMoves, cells] = [new Histogram(), new Histogram(), new CellCounter()];
  for (const days of shop) {
    addPurchaseDays(purchaseDays, days, asOfDay);
    addSpendMove(spendMoves, days, asOfDay);
  }
  for (const { repeats, recencyDays, ageDays } of summariesOf(shop, asOfDay)) cells.add(repeats, recencyDays, ageDays);
  const history = historyOfNight(purchaseDays, cells.toCells());
  const odd = oddShop(purchaseDays, history, cells.toCells(), spendMoves);
  return sayOddShop(fromEpochDay(asOfDay), history, odd, shop.length).map(({ code }) => code);
};
const saidFrom = (shop: Shop, first: number, last: number, everyDays: number) =>
  Array.from({ length: Math.floor((last - first) / everyDays) + 1 }, (_, at) =>
    saidOf(shop, first + at * everyDays),
  ).flat();

/** Half a year in, there is nothing to say of an ordinary shop, whatever the day. */
describe.skipIf(!hasReference)("CDNOW as a shop", () => {
  it("is odd at no month's end, and known by one season before its half year", () => {
    const shop = [...readCdnow("master").values()];
    expect(saidFrom(shop, toEpochDay("1997-07-03"), toEpochDay("1998-06-30"), 30)).toEqual([]);
    expect(saidOf(shop, toEpochDay("1997-04-30"))).toEqual(["one-season"]);
  });
});

describe.skipIf(!hasOnlineRetail)("Online Retail II as a shop", () => {
  it("is odd on no day of its two autumns, pauses at Christmas, and what lies between", () => {
    const shop = readOnlineRetail();
    expect(saidFrom(shop, toEpochDay("2010-06-09"), toEpochDay("2011-12-09"), 14)).toEqual([]);
    expect(saidOf(shop, toEpochDay("2011-01-03"))).toEqual([]);
    expect(saidOf(shop, toEpochDay("2010-01-03"))).toEqual(["one-season"]);
  });
});

const ordinary: readonly (readonly [string, Omit<SeasonalShop, "seed">])[] = [
  ["without a season", { season: "none", customers: 3000, years: 2.6 }],
  ["that sells before Christmas", { season: "christmas", customers: 3000, years: 2.6 }],
  ["that sells in summer", { season: "summer", customers: 3000, years: 2.6, growth: -0.3 }],
  ["that grows", { season: "wave", customers: 3000, years: 2.6, growth: 1 }],
  ["that shrinks", { season: "none", customers: 3000, years: 2.6, decline: 0.5 }],
  ["that shrinks, with a season", { season: "wave", customers: 3000, years: 2.6, decline: 0.5 }],
  ["of few customers", { season: "christmas", customers: 400, years: 2.6 }],
  ["of a year and a bit", { season: "christmas", customers: 3000, years: 1.3 }],
];
describe.each(ordinary)("a simulated shop %s", (_name, truth) => {
  it.each([11, 12, 13])("is odd on no night of its last year (seed %i)", (seed) => {
    const shop = seasonalShop({ ...truth, seed });
    const first = AS_OF_DAY - Math.min(365, Math.round((truth.years - 0.55) * 365));
    expect(saidFrom(shop, first, AS_OF_DAY, 15)).toEqual([]);
  });
});
