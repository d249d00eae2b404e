import { describe, expect, it } from "vitest";
import type { ModelFile } from "../../../shared/model/model-file.ts";
import { makeScorer, scoreColumns } from "../../../shared/scoring/scorer.ts";
import { addDays, toEpochDay } from "../../../shared/scoring/summaries/epoch-day.ts";
import { toSummaryColumns } from "../../../shared/scoring/summaries/summary-columns.ts";
import { isOfWholeShop } from "../../../shared/words/odd-shops.ts";
import { nightOfDays, type Shop, summariesOf } from "../../support/night-of-days.ts";
import {
  closedBetween,
  closedFor,
  fewPurchases,
  lostDates,
  lostFirstDates,
  manyPurchases,
  movedOn,
  reseller,
  soldBrand,
  soldSummerBrand,
  weeklyShop,
  youngShop,
} from "../../support/odd-shops.ts";
import { seasonalShop } from "../../support/seasonal-shop.ts";
import { AS_OF_DAY } from "../../support/simulate-customers.ts";

/** What a night of `shop` says of the customers of `of`. */
const scored = async (shop: Shop, of: Shop, yesterday?: ModelFile) => {
  const model = await nightOfDays(shop, AS_OF_DAY, { yesterday });
  const columns = scoreColumns(makeScorer(model), toSummaryColumns(summariesOf(of, AS_OF_DAY)), []);
  const { cluster: _groups, nextOrder, ...scores } = columns;
  const { dayAhead: _names, ...nextOrderIn } = nextOrder;
  return { model, scores: { ...scores, ...nextOrderIn } };
};

/** How far a night's ranges reach further one way: of buyers, and of value. */
const openedOf = ({ repeatScore, valueRange }: ModelFile) => ({
  buyers: repeatScore?.promise?.opened,
  value: valueRange?.opened,
});

type Scores = Awaited<ReturnType<typeof scored>>["scores"];
/** All that is said of a customer, but for what they are worth. */
const butForMoney = ({ tier, since, r, f, m, segment, pAlive, pActive90, repeatScore, ...more }: Scores) => {
  const { expected90, from, median, to, mayNever } = more;
  return { tier, since, r, f, m, segment, pAlive, pActive90, repeatScore, expected90, from, median, to, mayNever };
};
/** The share by which a number moved that moved most. */
const greatestMove = (before: Float64Array, after: Float64Array): number =>
  before.reduce((most, value, i) => Math.max(most, Math.abs((after[i] ?? 0) / value - 1)), 0);
const shareMoved = (before: readonly unknown[], after: readonly unknown[]): number =>
  before.filter((value, i) => value !== after[i]).length / before.length;

/** What ten lost dates among 400 customers may move of what the others are worth, and of their classes and bands (ADR 35). */
const LOST_DATES_MOVE_CLV = 0.06;
const LOST_DATES_MOVE_CLASS = 0.02;

const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

const dates: readonly (readonly [string, readonly number[]])[] = [
  ["on the first day of 1970", times(10, () => 0)],
  ["320 days before anything else", times(10, () => AS_OF_DAY - 730 - 320)],
  ["in the year 1", times(10, () => toEpochDay("0001-01-01"))],
  ["all over the year 2001", times(10, (at) => toEpochDay("2001-03-05") + 31 * at)],
];
describe.each([
  ["many purchases", manyPurchases(400, 1)],
  ["few purchases", fewPurchases(400, 2)],
])("ten orders whose date was lost, in a shop of %s", (_shop, shop) => {
  it.each(dates)("dated %s, move nothing that is said of anybody else", async (_when, lost) => {
    const [before, after] = [await scored(shop, shop), await scored([...shop, ...lostDates(lost)], shop)];
    expect(butForMoney(after.scores)).toEqual(butForMoney(before.scores));
    const { gammaGamma: _a, gammaGammaWithFirst: _b, ...purchaseModels } = before.model.models;
    expect(after.model.models).toMatchObject(purchaseModels);
    // Their money is money: what an order of the shop is worth rests on it as well.
    expect(greatestMove(before.scores.clvMinor, after.scores.clvMinor)).toBeLessThan(LOST_DATES_MOVE_CLV);
    expect(shareMoved(before.scores.valueClass, after.scores.valueClass)).toBeLessThan(LOST_DATES_MOVE_CLASS);
    expect(shareMoved(before.scores.valueBand, after.scores.valueBand)).toBeLessThan(LOST_DATES_MOVE_CLASS);
    expect(after.model.history).toEqual({ ...before.model.history, strayDays: 10, strayCustomers: 10 });
    expect(before.model.history?.strayDays).toBe(0);
  });

  it("are told of, once, with their number and where to look", async () => {
    const { model } = await scored([...shop, ...lostDates(times(10, () => 0))], shop);
    expect(model.statements.filter(({ code }) => code === "dates-apart")).toEqual([
      {
        code: "dates-apart",
        text: expect.stringMatching(
          /^10 purchase days of 10 customers lie before November \d+, 2024, .*first_order_on in customers\.csv/,
        ),
      },
    ]);
  });

  it("leave the fit to the others where ten of these bought again since", async () => {
    const [without, lost] = [
      shop.slice(10),
      lostFirstDates(
        shop,
        times(10, (at) => at),
      ),
    ];
    const [before, after] = [await scored(without, without), await scored(lost, without)];
    expect(after.model.models.mbgnbd).toEqual(before.model.models.mbgnbd);
    expect(after.scores.tier).toEqual(before.scores.tier);
    expect(after.scores.repeatScore).toEqual(before.scores.repeatScore);
    expect(after.model.history).toMatchObject({ strayDays: 10, strayCustomers: 10 });
  });
});

/** What one customer with a third of all value may move of what is said of the others (ADR 35); the worst found was half of each. */
const RESELLER_MOVES = {
  tiers: 0.1,
  values: 0.06,
  scores: 0.04,
  clvInTheMiddle: 0.06,
  chance: 0.1,
  windowInTheMiddle: 0.06,
};

/** What one order of a third of all value may add to what the customers of a shop of 400 are expected to bring; the worst found was 11 %. */
const ONE_ORDER_MOVES_ALL = 0.15;

/**
 * And of the CLV of those whom it moves most: of 99 in 100, and of anybody. A reseller whose purchase days are just within the bound of the fits
 * (ADR 15) moves heavy buyers who fell quiet, who are worth next to nothing, most of all; the worst found was .45 and .62 in a shop of few purchases.
 */
const RESELLER_MOVES_MOST = {
  "many purchases": { ofNearlyAll: 0.12, ofAnybody: 0.2 },
  "few purchases": { ofNearlyAll: 0.5, ofAnybody: 0.65 },
};
/** One or two orders move nobody's purchases, and next to nothing of anybody's value; the worst found was half of each. */
const TWO_ORDERS_MOVE = { clvOfAnybody: 0.05, tiers: 0.05, values: 0.06, chance: 0.05 };

const middleMove = (before: Float64Array, after: Float64Array): number => {
  const moves = [...before]
    .map((value, i) => Math.abs((after[i] ?? 0) / value - 1))
    .filter((move) => !Number.isNaN(move));
  return moves.sort((a, b) => a - b)[moves.length >> 1] ?? 0;
};
/** The move that so great a share of the customers keeps within. */
const moveOf = (share: number, before: Float64Array, after: Float64Array): number => {
  const moves = [...before].map((value, i) => Math.abs((after[i] ?? 0) / value - 1)).sort((a, b) => a - b);
  return moves[Math.ceil(share * moves.length) - 1] ?? 0;
};
const greatestStep = (before: ArrayLike<number>, after: ArrayLike<number>): number =>
  Array.from(before).reduce((most, value, i) => Math.max(most, Math.abs((after[i] ?? 0) - value)), 0);

const resellers: readonly (readonly [string, number])[] = [
  ["who orders every other day", 2],
  ["who orders every month", 30],
];
const shops: readonly (readonly ["many purchases" | "few purchases", (seed: number) => Shop])[] = [
  ["many purchases", (seed) => manyPurchases(400, seed)],
  ["few purchases", (seed) => fewPurchases(400, seed)],
];
describe.each(shops)("a reseller with a third of all value among 400 customers of %s", (kind, shopOf) => {
  it.each(resellers)("%s moves little that is said of the others, and is told of", async (_who, everyDays) => {
    // Not the third shop of few purchases: it has 99 buyers, and the hundredth, whoever it is, makes a proof of spend possible.
    for (const seed of [1, 2, 4]) {
      const shop = shopOf(seed);
      const before = await scored(shop, shop);
      // A shop that has had its nights: what was in force stays where nothing else proved better.
      const after = await scored([...shop, reseller(shop, everyDays)], shop, { ...before.model, asOf: "2026-11-19" });
      const [a, b] = [before.scores, after.scores];
      expect(shareMoved(a.tier, b.tier)).toBeLessThan(RESELLER_MOVES.tiers);
      for (const column of ["valueClass", "valueBand"] as const)
        expect(shareMoved(a[column], b[column])).toBeLessThan(RESELLER_MOVES.values);
      for (const score of ["r", "f", "m"] as const) {
        expect(shareMoved([...a[score]], [...b[score]])).toBeLessThan(RESELLER_MOVES.scores);
        expect(greatestStep(a[score], b[score])).toBeLessThanOrEqual(1);
      }
      expect(middleMove(a.clvMinor, b.clvMinor)).toBeLessThan(RESELLER_MOVES.clvInTheMiddle);
      expect(moveOf(0.99, a.clvMinor, b.clvMinor)).toBeLessThan(RESELLER_MOVES_MOST[kind].ofNearlyAll);
      expect(greatestMove(a.clvMinor, b.clvMinor)).toBeLessThan(RESELLER_MOVES_MOST[kind].ofAnybody);
      expect(greatestStep(a.repeatScore, b.repeatScore)).toBeLessThan(RESELLER_MOVES.chance);
      expect(middleMove(a.median, b.median)).toBeLessThan(RESELLER_MOVES.windowInTheMiddle);
      const said = after.model.statements.find(({ code }) => code === "value-cut-without");
      expect(said?.text).toMatch(/^1 of 401 customers holds \d+% of all expected value: /);
    }
  });
});

describe.each(shops)("a third of all value in one or two orders, beside 400 customers of %s", (_shop, shopOf) => {
  it.each([
    ["one, two months ago", [60]],
    ["two, the last of them three weeks ago", [120, 20]],
    ["two, the last of them two months ago", [200, 60]],
  ] as const)("%s: moves next to nothing that is said of anybody else", async (_when, agos) => {
    for (const seed of [1, 2, 4]) {
      const shop = shopOf(seed);
      const total = shop.flat().reduce((sum, { netMinor }) => sum + netMinor, 0);
      const netMinor = Math.round(total / 2 / agos.length);
      const odd = agos.map((ago) => ({ day: AS_OF_DAY - ago, orders: 1, netMinor }));
      const before = await scored(shop, shop);
      const after = await scored([...shop, odd], shop, { ...before.model, asOf: "2026-11-19" });
      const [a, b] = [before.scores, after.scores];
      expect(after.model.spendProof?.inForce).toBe(before.model.spendProof?.inForce);
      expect(greatestMove(a.clvMinor, b.clvMinor)).toBeLessThan(TWO_ORDERS_MOVE.clvOfAnybody);
      expect(shareMoved(a.tier, b.tier)).toBeLessThan(TWO_ORDERS_MOVE.tiers);
      for (const column of ["valueClass", "valueBand"] as const)
        expect(shareMoved(a[column], b[column])).toBeLessThan(TWO_ORDERS_MOVE.values);
      expect(greatestStep(a.repeatScore, b.repeatScore)).toBeLessThan(TWO_ORDERS_MOVE.chance);
    }
  });
});

it("what the past missed of the shop's total is not what one reseller did", async () => {
  for (const seed of [1, 2, 4]) {
    const shop = manyPurchases(800, seed);
    const before = await scored(shop, shop);
    const after = await scored([...shop, reseller(shop, 7)], shop);
    expect(before.model.valueRange?.cuts.length).toBeGreaterThan(2);
    expect(after.model.valueRange?.leftOut).toBe(1);
    expect(after.model.valueRange?.deviation).toBeCloseTo(before.model.valueRange?.deviation ?? 0, 2);
    const missed = ({ model }: typeof before) => model.statements.filter(({ code }) => code === "clv-missed-held-back");
    expect(missed(after).length).toBe(missed(before).length);
  }
});

describe.each(shops)("one order of a third of all value, beside 400 customers of %s", (_shop, shopOf) => {
  it.each([
    ["by somebody who bought nothing else", []],
    ["by somebody who bought twice as others do", [340, 200]],
  ] as const)("%s, is not taken for what comes again, and is told of", async (_who, more) => {
    for (const seed of [1, 2, 4]) {
      const shop = shopOf(seed);
      const total = shop.flat().reduce((sum, { netMinor }) => sum + netMinor, 0);
      const others = more.map((ago) => ({ day: AS_OF_DAY - ago, orders: 1, netMinor: 4_000 }));
      const odd = [...others, { day: AS_OF_DAY - 60, orders: 1, netMinor: Math.round(total / 2) }];
      const before = await scored(shop, shop);
      const after = await scored([...shop, odd], [...shop, odd], { ...before.model, asOf: "2026-11-19" });
      const worth = (of: Scores) => of.clvMinor.reduce((sum, clv) => sum + clv, 0);
      expect(worth(after.scores) / worth(before.scores)).toBeLessThan(1 + ONE_ORDER_MOVES_ALL);
      const mine = after.scores.clvMinor.at(-1) ?? 0;
      const inFull = after.model.restsOnFew?.inFullMinor ?? 0;
      // Where first days are not in spend, who bought once is worth what others are.
      if (after.model.models.gammaGammaWithFirst === undefined && more.length === 0) continue;
      expect(inFull).toBeGreaterThan(5 * mine);
      expect(after.scores.clvHighMinor.at(-1)).toBeGreaterThan(0.99 * inFull);
      const said = after.model.statements.find(({ code }) => code === "value-rests-on-few");
      expect(said?.text).toMatch(
        / counts? as [\d,]+ in what is foretold: .* Counted in full, the shop's expected value would be/,
      );
    }
  });
});

/** Sentences of the shop as a whole, as a night says them. */
const ofShop = async (shop: Shop) => {
  const night = await scored(shop, shop);
  return { ...night, said: night.model.statements.filter(isOfWholeShop) };
};
const only = (code: string, text: RegExp) => [{ code, text: expect.stringMatching(text) }];

describe.each([1, 2])("an odd shop is told of as what it is, in one sentence with its counts (seed %i)", (seed) => {
  const many = manyPurchases(800, seed);
  const few = fewPurchases(1200, seed);

  it("and an ordinary one is not", async () => {
    expect((await ofShop(many)).said).toEqual([]);
    expect((await ofShop(few)).said).toEqual([]);
  });

  it("known for three weeks: no model, and no chance of anybody", async () => {
    const { model, said, scores } = await ofShop(youngShop(manyPurchases(6_000, seed), 21));
    expect(said).toEqual(only("one-season", /^All that is known of \d+ customers lies within the last 21 days/));
    expect(model.chosen).toBe("none");
    expect(scores.repeatScore.every(Number.isNaN)).toBe(true);
  });

  it("known for one season", async () => {
    const { said } = await ofShop(youngShop(manyPurchases(3_000, seed), 95));
    expect(said).toEqual(only("one-season", /lies within the last 95 days: .* this season alone/));
  });

  it("closed for a year: no chance, no value and no next order is foretold, and nothing races over days without sales", async () => {
    const { model, said, scores } = await ofShop(closedFor(many, 365));
    expect(said).toEqual(
      only("shop-quiet", /^Nobody has bought since November 20, 2025, 365 days ago.* no chance, no value/),
    );
    expect(model).toMatchObject({ nextOrder: null, chosen: "none", scorecard: null, repeatScore: null });
    expect(model.statements.map(({ code }) => code)).not.toContain("other-model-in-force");
    expect(scores.median.every(Number.isNaN)).toBe(true);
    expect(new Set(scores.tier)).toEqual(new Set(["asleep"]));
    for (const column of [scores.repeatScore, scores.clvMinor, scores.pAlive])
      expect(column.every(Number.isNaN)).toBe(true);
  });

  it("closed for two months: chances are told, with the word that they are too low", async () => {
    const { model, said } = await ofShop(closedFor(many, 60));
    expect(said).toEqual(
      only("shop-quiet", /^Nobody has bought since September 21, 2026, 60 days ago.* so they are too low/),
    );
    expect(model.scorecard).toBeNull();
    const { buyers, value } = openedOf(model);
    expect([buyers?.low, value?.low]).toEqual([1, 1]);
    expect(Math.min(buyers?.high ?? 0, value?.high ?? 0)).toBeGreaterThan(1.2);
    const days = model.repeatScore?.proof?.cuts.map(({ cut }) => cut) ?? [];
    expect(days.length).toBeGreaterThan(1);
    // A year ago was seen, but for its last two months.
    expect(model.valueRange?.cuts.find(({ cut }) => cut === "2025-11-20")?.months).toBe(10);
    // Of the 90 days after August 22, 2026 nothing was sold on 60.
    expect(days).not.toContain("2026-08-22");
  });

  it("closed for half a year, and open again: told with its days, and days that ran into the closure teach nothing", async () => {
    const { model, said, scores } = await ofShop(closedBetween(manyPurchases(1_500, seed), 300, 120));
    expect(said).toEqual(
      only("shop-closed", /^Nobody bought anything from January 25, 2026 to July 23, 2026, for 180 days, .* too low/),
    );
    expect(model.odd?.closures).toEqual([{ fromDaysAgo: 299, untilDaysAgo: 120 }]);
    expect(scores.repeatScore.every((chance) => chance > 0 && chance < 1)).toBe(true);
    const { buyers, value } = openedOf(model);
    expect(Math.min(buyers?.high ?? 0, value?.high ?? 0)).toBeGreaterThan(1.1);
    const inClosure = (cut: string) => cut > "2025-11-07" && cut < "2026-07-13";
    for (const proof of [model.repeatScore?.proof, model.tiers.proof]) {
      expect(proof?.cuts.length).toBeGreaterThan(1);
      expect(proof?.cuts.filter(({ cut }) => inClosure(cut))).toEqual([]);
    }
    for (const { cut, months } of model.valueRange?.cuts ?? [])
      expect(addDays(cut, 30 * months) < "2026-01-25" || cut > "2026-07-13").toBe(true);
    expect(model.nextOrder?.returns).toBeNull();
  });

  it("closed until a week after a day of the past: that day, on which all were silent since nobody could buy, judges nothing", async () => {
    const { model } = await ofShop(closedBetween(manyPurchases(1_500, seed), 500, 265));
    expect(model.odd?.closures).toEqual([{ fromDaysAgo: 499, untilDaysAgo: 265 }]);
    // 273 days before the night.
    const inside = "2026-02-20";
    for (const judged of [model.repeatScore?.proof?.cuts, model.tiers.proof?.cuts, model.valueRange?.cuts]) {
      expect(judged?.length).toBeGreaterThan(0);
      expect(judged?.map(({ cut }) => cut)).not.toContain(inside);
    }
    expect(model.scorecard?.windows.map(({ cut }) => cut)).not.toContain(inside);
  });

  it("that doubled its prices: told with its customers, in either direction, and of no value that it has not", async () => {
    const shop = manyPurchases(3_000, seed);
    const priced = (times: number) =>
      shop.map((bought) =>
        bought.map((purchase) => ({
          ...purchase,
          netMinor: purchase.day > AS_OF_DAY - 112 ? Math.round(purchase.netMinor * times) : purchase.netMinor,
        })),
      );
    const doubled = await ofShop(priced(2));
    expect(doubled.said).toEqual(
      only("spend-level-break", /^Customers pay another amount .* more a purchase day now, .* too low/),
    );
    expect(doubled.model.odd?.spendLevel?.times).toBeGreaterThan(1.8);
    expect(doubled.model.odd?.spendLevel?.times).toBeLessThan(2.2);
    const halved = await ofShop(priced(0.5));
    expect(halved.said).toEqual(only("spend-level-break", /less a purchase day now, .* too high/));
    const even = await ofShop(priced(1.1));
    expect(even.said).toEqual([]);
    expect(openedOf(even.model)).toEqual({ buyers: undefined, value: undefined });
  });

  it("that sold a brand half of its customers bought", async () => {
    for (const shop of [many, fewPurchases(3000, seed)]) {
      const { model, said } = await ofShop(soldBrand(shop, 150, 0.5));
      const about = /^Since about June (1\d|2\d|30), 2026 the shop sells clearly less: [\d,]+ purchase days in 56 days/;
      expect(said).toEqual(only("level-break", about));
      expect(model.odd?.levelBreak?.daysAgo).toBeGreaterThan(140);
      const { buyers, value } = openedOf(model);
      expect(buyers).toEqual(value);
      expect(buyers?.high).toBe(1);
      expect(buyers?.low).toBeLessThan(0.75);
    }
  });

  it("that sold a brand half of its customers bought, too small a shop to be sure", async () => {
    const { said } = await ofShop(soldBrand(manyPurchases(400, seed), 150, 0.5));
    expect(said).toEqual(
      only("level-break-likely", /^Since about (May|June|July) \d+, 2026 the shop seems to sell less: /),
    );
  });

  it("that sold its summer brand: what is missing had not begun", async () => {
    const shop = seasonalShop({ season: "none", customers: 2_000, years: 2.8, seed });
    const { said } = await ofShop(soldSummerBrand(shop, 300, 0.5));
    expect(said).toEqual(only("season-lower", /^From about (April|May) \d+, 2026 on the shop seems to have sold less/));
  });

  it("moved from another system, with half of all orders on the day of the move", async () => {
    const { model, said, scores } = await ofShop(movedOn(few, 200));
    expect(said).toEqual(
      only("migration-day", /purchase days \(\d+%\) fall on May 4, 2026, .* Import the older orders/),
    );
    expect(model.odd?.migration?.purchaseDays).toBeGreaterThan(0.4 * (model.odd?.migration?.of ?? 0));
    expect(openedOf(model).buyers?.low).toBeLessThan(0.9);
    // Who has not been seen since the move is no new customer.
    const [drowsy, half, asleep] = model.tiers.cuts;
    expect(drowsy < half && half < asleep).toBe(true);
    expect(scores.tier.filter((tier) => tier === "new").length).toBeLessThan(0.2 * few.length);
  });

  it("moved from another system not long ago: no day after which the move lies teaches a season, a window or a level", async () => {
    const { model, said } = await ofShop(movedOn(many, 20, (customer) => customer % 2 === 0));
    expect(said.map(({ code }) => code)).toEqual(["migration-day"]);
    expect(model.scorecard).toBeNull();
    expect(model.statements.map(({ code }) => code)).toContain("moved-held-back");
    expect(model.nextOrder).toMatchObject({ recalibrated: false, returns: null });
    expect(model.spendProof).toBeUndefined();
    const days = [model.repeatScore?.proof, model.tiers.proof].flatMap((proof) => proof?.cuts.map(({ cut }) => cut));
    expect(days.length).toBeGreaterThan(1);
    expect(days).not.toContain("2026-08-22");
    const months = model.valueByMonth?.months.map(({ expectedMinor }) => expectedMinor) ?? [];
    const all = months.reduce((sum, minor) => sum + minor, 0);
    expect(Math.max(...months)).toBeLessThan(0.15 * all);
  });

  it.each([
    ["on the night's own day", 0],
    ["twenty days ago", 20],
  ])("moved from another system with everything %s: no model, and told of the move", async (_when, daysAgo) => {
    const { model, said } = await ofShop(movedOn(many, daysAgo));
    expect(model.chosen).toBe("none");
    expect(said.map(({ code }) => code)).toEqual(["migration-day", "one-season"]);
    expect(model.odd?.migration).toMatchObject({ daysAgo, customers: many.length });
    expect(said[0]?.text).toMatch(/ of 800 customers: .* If the shop opened on that day, nothing is amiss\.$/);
  });

  it("where everybody buys weekly: nothing breaks, and nobody is drowsy over a weekend", async () => {
    const { scores } = await ofShop(weeklyShop(300, seed));
    expect(new Set(scores.tier)).toEqual(new Set(["awake", "new"]));
    for (const column of [scores.pAlive, scores.repeatScore, scores.clvMinor]) {
      expect(column.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    }
  });
});
