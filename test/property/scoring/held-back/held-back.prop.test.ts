import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addEncodedHeldBack, encodeHeldBack } from "../../../../shared/scoring/held-back/held-back-bytes.ts";
import type { HeldBackCells } from "../../../../shared/scoring/held-back/held-back-cells.ts";
import { HeldBackCounter } from "../../../../shared/scoring/held-back/held-back-counter.ts";
import type { HeldBackCustomer } from "../../../../shared/scoring/held-back/held-back-of.ts";
import { rateRule } from "../../../../shared/scoring/held-back/rate-rule.ts";
import type { RuleScores } from "../../../../shared/scoring/held-back/rule-scores.ts";
import { areaUnderCurve } from "../../../support/area-under-curve.ts";

const SEED = 20261122;
const HORIZON_DAYS = 90;
const customer = fc
  .record({
    repeats: fc.nat({ max: 3 }),
    ageDays: fc.nat({ max: 40 }),
    silent: fc.nat({ max: 40 }),
    seasonLastYear: fc.nat({ max: 3 }),
    seasonYearBefore: fc.nat({ max: 1 }),
    nextDay: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: HORIZON_DAYS })),
    purchases: fc.integer({ min: 1, max: 5 }),
    netMinor: fc.integer({ min: -500, max: 90_000 }),
  })
  .map(
    ({ silent, ...c }): HeldBackCustomer => ({
      repeats: c.repeats,
      ageDays: c.ageDays,
      recencyDays: c.repeats === 0 ? 0 : Math.max(0, c.ageDays - silent),
      seasonLastYear: c.seasonLastYear,
      seasonYearBefore: c.seasonYearBefore,
      nextDay: c.nextDay,
      purchases: c.nextDay === 0 ? 0 : c.purchases,
      netMinor: c.nextDay === 0 ? 0 : c.netMinor,
    }),
  );
const shop = fc.array(customer, { maxLength: 200 });

const gather = (customers: readonly HeldBackCustomer[]): HeldBackCells => {
  const counter = new HeldBackCounter(HORIZON_DAYS);
  for (const known of customers) counter.add(known);
  return counter.toCells();
};
/** Chances with many ties, as models give them: a function of what was known alone. */
const chanceOf = (known: Pick<HeldBackCustomer, "repeats" | "recencyDays" | "ageDays">): number =>
  Math.round(10 / (1 + Math.exp((known.ageDays - known.recencyDays) / 10 - known.repeats))) / 10;
const cellChances = (cells: HeldBackCells) =>
  Float64Array.from({ length: cells.length }, (_, i) =>
    chanceOf({
      repeats: cells.repeats[i] ?? 0,
      recencyDays: cells.recencyDays[i] ?? 0,
      ageDays: cells.ageDays[i] ?? 0,
    }),
  );
const ruleOf = (cells: HeldBackCells): RuleScores => {
  const chances = cellChances(cells);
  return { rule: "mbgnbd", scores: chances, chances, expected: chances.map((p) => 2 * p) };
};

describe("held-back cells", () => {
  it("are the same in whatever order and shards customers come, through bytes or not", () => {
    fc.assert(
      fc.property(shop, fc.nat({ max: 200 }), (customers, at) => {
        const merged = new HeldBackCounter(HORIZON_DAYS);
        merged.merge(gather(customers.slice(at).reverse()));
        addEncodedHeldBack(merged, encodeHeldBack(gather(customers.slice(0, at))));
        expect(merged.toCells()).toEqual(gather(customers));
      }),
      { seed: SEED },
    );
  });

  it("hold every customer once, in rising order, and lose no purchase and no cent", () => {
    fc.assert(
      fc.property(shop, (customers) => {
        const cells = gather(customers);
        const keys = Array.from(cells.repeats, (x, i) =>
          [x, cells.ageDays, cells.recencyDays, cells.seasonLastYear, cells.seasonYearBefore, cells.nextDay]
            .map((n) => String(typeof n === "number" ? n : n[i]).padStart(4, "0"))
            .join(),
        );
        expect(keys).toEqual([...new Set(keys)].sort());
        const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
        expect(sum(cells.count)).toBe(customers.length);
        expect(sum(cells.purchases)).toBe(sum(customers.map(({ purchases }) => purchases)));
        expect(sum(cells.netMinor)).toBe(sum(customers.map(({ netMinor }) => netMinor)));
      }),
      { seed: SEED },
    );
  });

  it("keep their count past the room they start with", () => {
    const counter = new HeldBackCounter(HORIZON_DAYS);
    const known = { repeats: 0, recencyDays: 0, nextDay: 1, purchases: 2, netMinor: 3 };
    for (let i = 0; i < 10_000; i++) counter.add({ ...known, ageDays: i % 3000 });
    const cells = counter.toCells();
    expect(cells.length).toBe(3000);
    expect(cells.count.reduce((a, b) => a + b, 0)).toBe(10_000);
    expect(cells.netMinor.reduce((a, b) => a + b, 0)).toBe(30_000);
  });

  it("refuse cells of another horizon, and damaged bytes", () => {
    const cells = gather([{ repeats: 0, recencyDays: 0, ageDays: 5, nextDay: 80, purchases: 1, netMinor: 100 }]);
    expect(() => new HeldBackCounter(273).merge(cells)).toThrow("90 days ahead; expected 273");
    expect(() => addEncodedHeldBack(new HeldBackCounter(30), encodeHeldBack(cells))).toThrow("beyond its horizon");
    const bytes = encodeHeldBack(cells);
    expect(() => addEncodedHeldBack(new HeldBackCounter(90), bytes.slice(0, -1))).toThrow(RangeError);
    expect(() => addEncodedHeldBack(new HeldBackCounter(90), Uint8Array.of(0, 1, 2, 0, 1))).toThrow("before its first");
  });
});

describe("a rating", () => {
  it("is the same in whatever order customers come", () => {
    fc.assert(
      fc.property(
        shop.chain((customers) =>
          fc.tuple(fc.constant(customers), fc.shuffledSubarray(customers, { minLength: customers.length })),
        ),
        ([customers, shuffled]) => {
          const [one, other] = [gather(customers), gather(shuffled)];
          expect(rateRule(other, ruleOf(other))).toEqual(rateRule(one, ruleOf(one)));
        },
      ),
      { seed: SEED },
    );
  });

  it("is what counting customer by customer gives", () => {
    fc.assert(
      fc.property(shop, (customers) => {
        const cells = gather(customers);
        const rating = rateRule(cells, ruleOf(cells));
        const chances = customers.map(chanceOf);
        const bought = customers.map(({ nextDay }) => nextDay > 0);
        const buyers = bought.filter(Boolean).length;
        if (buyers === 0 || buyers === customers.length) expect(rating.auc).toBeNull();
        else expect(rating.auc).toBeCloseTo(areaUnderCurve(chances, bought), 12);
        if (customers.length === 0) return;
        const off = chances.map((p, i) => (p - (bought[i] ? 1 : 0)) ** 2);
        expect(rating.brier).toBeCloseTo(off.reduce((a, b) => a + b, 0) / customers.length, 12);
        expect(rating.predicted).toBe(Math.round(chances.reduce((a, b) => a + b, 0) + 1e-9));
        const tenths = rating.tenths ?? [];
        expect(tenths.reduce((sum, tenth) => sum + tenth.customers, 0)).toBe(customers.length);
        expect(tenths.reduce((sum, tenth) => sum + tenth.customers * tenth.actual, 0)).toBeCloseTo(buyers, 9);
        expect(tenths.map(({ predicted }) => predicted)).toEqual(
          tenths.map(({ predicted }) => predicted).sort((a, b) => a - b),
        );
      }),
      { seed: SEED },
    );
  });

  it("calls a coin AUC 1/2, the truth 1 and its opposite 0, whatever the shop", () => {
    fc.assert(
      fc.property(shop, (customers) => {
        const cells = gather(customers);
        const outcome = Float64Array.from(cells.nextDay, (day) => (day === 0 ? 0 : 1));
        fc.pre(outcome.includes(0) && outcome.includes(1));
        const auc = (scores: Float64Array) => rateRule(cells, { rule: "days-silent", scores }).auc;
        expect(auc(new Float64Array(cells.length).fill(0.2))).toBe(0.5);
        expect(auc(outcome)).toBe(1);
        expect(auc(outcome.map((did) => -did))).toBe(0);
        const truth = rateRule(cells, { rule: "mbgnbd", scores: outcome, chances: outcome });
        expect(truth).toMatchObject({ auc: 1, errorRate: 0, omissionRate: 0, brier: 0 });
      }),
      { seed: SEED },
    );
  });

  it("has no number that is none", () => {
    fc.assert(
      fc.property(shop, (customers) => {
        const cells = gather(customers);
        const rating = rateRule(cells, ruleOf(cells));
        const text = JSON.stringify(rating);
        expect(JSON.parse(text)).toEqual(rating);
        for (const share of [rating.auc, rating.errorRate, rating.omissionRate, rating.topTenthShare])
          if (share !== null) expect(share >= 0 && share <= 1).toBe(true);
      }),
      { seed: SEED },
    );
  });
});
