import fc from "fast-check";
import { expect, it } from "vitest";
import { tierDepth } from "../../../../shared/model/customer.ts";
import type { TierRule } from "../../../../shared/model/model-file.ts";
import { tierRuleNames } from "../../../../shared/model/tier-proof.ts";
import { expectedIntervalDays } from "../../../../shared/scoring/models/expected-interval.ts";
import { addDays } from "../../../../shared/scoring/summaries/epoch-day.ts";
import { tierOf } from "../../../../shared/scoring/tiers/dormancy.ts";
import { beyondFloors, ceilingDays, oddsAgainst } from "../../../../shared/scoring/tiers/floors-and-ceilings.ts";
import { ladderAuc, ladderOfSizes } from "../../../../shared/scoring/tiers/tier-ladder.ts";
import { tierMeter } from "../../../../shared/scoring/tiers/tier-meter.ts";
import { tierSince } from "../../../../shared/scoring/tiers/tier-since.ts";
import { often } from "../../../support/often.ts";

const SEED = 20261130;
const positive = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const params = fc.record({
  r: positive(0.05, 20),
  alpha: positive(0.5, 100),
  a: positive(0.01, 50),
  b: positive(0.1, 500),
});
const history = fc
  .record({ x: fc.oneof(fc.nat({ max: 10 }), fc.nat({ max: 300 })), recency: fc.nat({ max: 1500 }) })
  .map(({ x, recency }) => ({ x, tx: x === 0 ? 0 : Math.max(x, recency) }));
const floors = fc.option(
  fc.record({
    leastDays: fc.nat({ max: 30 }),
    awakeChance: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    leastIntervals: fc.constantFrom(0, 0.5, 1.7),
    deeper: fc.constantFrom<[number, number] | undefined>(undefined, [2, 4], [1.5, 6]),
    ceiling: fc.option(
      fc.record({ days: fc.integer({ min: 1, max: 900 }), intervals: positive(0.5, 4), chance: positive(0.05, 0.5) }),
      {
        nil: undefined,
      },
    ),
  }),
  { nil: undefined },
);
/** A rule with cuts in its own unit: intervals, odds, or days. */
const rule = fc
  .record({
    rule: fc.constantFrom(...tierRuleNames),
    first: positive(0.1, 5),
    more: fc.tuple(positive(1.01, 4), positive(1.01, 4)),
    hysteresis: fc.double({ min: 0.5, max: 1, noNaN: true }),
    floors,
  })
  .map(({ rule: name, first, more, hysteresis, floors: within }): TierRule => {
    const cut = name === "fixed-days" ? Math.ceil(20 * first) : first;
    return {
      ...{ rule: name, hysteresis, cuts: [cut, cut * more[0], cut * more[0] * more[1]] },
      ...(within && { floors: within }),
    };
  });
const meterOf = (of: TierRule, p: { r: number; alpha: number; a: number; b: number }) =>
  tierMeter(of, { rhythm: { r: p.r, alpha: p.alpha }, mbgnbd: p });

it("the measure of silence never falls while silence lasts, by any rule, with floors or without", () => {
  fc.assert(
    fc.property(
      rule,
      params,
      history,
      fc.nat({ max: 1500 }),
      fc.integer({ min: 1, max: 200 }),
      (of, p, { x, tx }, days, more) => {
        const { measure } = meterOf(of, p);
        const [now, later] = [measure(x, tx, days), measure(x, tx, days + more)];
        expect(later).toBeGreaterThanOrEqual(now * (1 - 1e-12));
      },
    ),
    { seed: SEED, numRuns: often(500) },
  );
});

it("who is said to be in a tier since a day was not in it the day before, and was on that day", () => {
  fc.assert(
    fc.property(rule, params, history, fc.nat({ max: 2500 }), (of, p, { x, tx }, daysSilent) => {
      const meter = meterOf(of, p);
      const tierAfter = (days: number) => tierOf(of, meter.measure(x, tx, days), x, undefined);
      const asOf = "2026-11-20";
      const tier = tierAfter(daysSilent);
      const since = tierSince(tier, { asOf, repeats: x, recencyDays: tx, daysSilent }, undefined, meter);
      for (const name of ["drowsy", "half-asleep", "asleep"] as const) {
        const day = since[name];
        expect(day === undefined).toBe(tierDepth[tier] < tierDepth[name]);
        if (day === undefined) continue;
        const ago = Math.round((Date.parse(asOf) - Date.parse(day)) / 86_400_000);
        expect(addDays(asOf, -ago)).toBe(day);
        expect(tierDepth[tierAfter(daysSilent - ago)]).toBeGreaterThanOrEqual(tierDepth[name]);
        if (daysSilent > ago) expect(tierDepth[tierAfter(daysSilent - ago - 1)]).toBeLessThan(tierDepth[name]);
      }
    }),
    { seed: SEED, numRuns: often(500) },
  );
});

it("nobody is drowsy under a floor, whatever the rule", () => {
  fc.assert(
    fc.property(
      rule,
      params,
      history,
      fc.nat({ max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (of, p, { x, tx }, days, chance) => {
        if (of.floors === undefined) return;
        const tier = tierOf(of, meterOf(of, p).measure(x, tx, days, chance), x, undefined);
        const interval = expectedIntervalDays(p, x, tx);
        const ofOwn = Math.min(of.floors.leastIntervals * interval, ceilingDays(of.floors, x, interval));
        const least = Math.max(of.floors.leastDays, ofOwn);
        if (days < least * (1 - 1e-9) || chance > of.floors.awakeChance + 1e-9) expect(tierDepth[tier]).toBe(0);
        const [twice, often] = of.floors.deeper ?? [0, 0];
        if (days < twice * least * (1 - 1e-9)) expect(tierDepth[tier]).toBeLessThan(2);
        if (days < often * least * (1 - 1e-9)) expect(tierDepth[tier]).toBeLessThan(3);
        const leastOdds = oddsAgainst(of.floors.awakeChance);
        if (oddsAgainst(chance) < twice * leastOdds * (1 - 1e-9)) expect(tierDepth[tier]).toBeLessThan(2);
        if (oddsAgainst(chance) < often * leastOdds * (1 - 1e-9)) expect(tierDepth[tier]).toBeLessThan(3);
      },
    ),
    { seed: SEED, numRuns: often(500) },
  );
});

it("nobody is new or awake beyond a ceiling, unless under a floor, whatever the rule", () => {
  fc.assert(
    fc.property(
      rule,
      params,
      history,
      fc.nat({ max: 4000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (of, p, { x, tx }, days, chance) => {
        if (of.floors?.ceiling === undefined) return;
        const interval = expectedIntervalDays(p, x, tx);
        const ceiling = ceilingDays(of.floors, x, interval);
        const beyond = beyondFloors(of.floors, days, oddsAgainst(chance), interval, ceiling);
        const depth = tierDepth[tierOf(of, meterOf(of, p).measure(x, tx, days, chance), x, undefined)];
        const towards = Math.min(days / ceiling, oddsAgainst(chance) / oddsAgainst(of.floors.ceiling.chance));
        if (towards >= 1 && beyond >= 1) expect(depth).toBeGreaterThanOrEqual(1);
        const [twice, often] = of.floors.deeper ?? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
        if (towards >= twice && beyond >= twice) expect(depth).toBeGreaterThanOrEqual(2);
        if (towards >= often && beyond >= often) expect(depth).toBe(3);
      },
    ),
    { seed: SEED, numRuns: often(500) },
  );
});

it("a ladder keeps everybody, fills its rungs to their sizes, and is the same however cells are cut and ordered", () => {
  const cell = fc.record({
    measure: fc.nat({ max: 12 }),
    x: fc.nat({ max: 3 }),
    count: fc.integer({ min: 1, max: 50 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 40 }), fc.nat(), fc.nat(), fc.nat(), (cells, a, b, c) => {
      const rows = cells.map(({ measure, x, count, share }) => ({
        measure,
        x,
        count,
        bought: Math.round(share * count),
      }));
      const all = rows.reduce((sum, { count }) => sum + count, 0);
      const sizes = [a % (all + 1), b % (all + 1), c % (all + 1)] as const;
      const ladderOf = (of: typeof rows) =>
        ladderOfSizes(
          Float64Array.from(of, ({ measure }) => measure),
          {
            repeats: Int32Array.from(of, ({ x }) => x),
            count: Float64Array.from(of, ({ count }) => count),
            bought: Float64Array.from(of, ({ bought }) => bought),
          },
          sizes,
        );
      const ladder = ladderOf(rows);
      const [fresh = 0, awake = 0, drowsy = 0, half = 0, asleep = 0] = ladder.customers;
      expect(fresh + awake + drowsy + half + asleep).toBeCloseTo(all, 8);
      expect(fresh + awake).toBeCloseTo(sizes[0], 8);
      expect(drowsy).toBeCloseTo(Math.min(sizes[1], all - sizes[0]), 8);
      const halved = rows.flatMap((row) => [
        { ...row, count: row.count / 2, bought: row.bought / 2 },
        { ...row, count: row.count / 2, bought: row.bought / 2 },
      ]);
      for (const other of [ladderOf(rows.toReversed()), ladderOf(halved)]) {
        for (const at of [0, 1, 2, 3, 4]) {
          expect(other.customers[at]).toBeCloseTo(ladder.customers[at] ?? 0, 8);
          expect(other.buyers[at]).toBeCloseTo(ladder.buyers[at] ?? 0, 8);
        }
        expect(ladderAuc(other)).toBeCloseTo(ladderAuc(ladder), 8);
      }
    }),
    { seed: SEED, numRuns: often(300) },
  );
});
