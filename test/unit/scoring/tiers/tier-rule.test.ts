import { describe, expect, it } from "vitest";
import type { ModelFile } from "../../../../shared/model/model-file.ts";
import { type Rung, tierProofSchema } from "../../../../shared/model/tier-proof.ts";
import type { HeldBackCells } from "../../../../shared/scoring/held-back/held-back-cells.ts";
import { dayLimits } from "../../../../shared/scoring/tiers/day-limits.ts";
import { compareAtSameShare } from "../../../../shared/scoring/tiers/same-share.ts";
import { steepestRise, tierLadder } from "../../../../shared/scoring/tiers/tier-ladder.ts";
import { chooseTierRule } from "../../../../shared/scoring/tiers/tier-rule.ts";
import { tierRuleOfNight } from "../../../../shared/scoring/tiers/tier-rule-of-night.ts";
import { modelOf } from "../../../support/future-model.ts";

/** alpha/r is 10 weeks: the shop's own interval. */
const rhythm = { r: 0.5, alpha: 5 };
const settings = { cuts: [1.5, 3, 6] as [number, number, number], hysteresis: 0.9 };

type Row = { x?: number; tx?: number; silent: number; next?: number; n?: number };
const cellsOf = (rows: readonly Row[]): HeldBackCells => ({
  horizonDays: 90,
  length: rows.length,
  repeats: Int32Array.from(rows, ({ x = 0 }) => x),
  recencyDays: Int32Array.from(rows, ({ tx = 0 }) => tx),
  ageDays: Int32Array.from(rows, ({ tx = 0, silent }) => tx + silent),
  seasonLastYear: new Int32Array(rows.length),
  seasonYearBefore: new Int32Array(rows.length),
  nextDay: Int32Array.from(rows, ({ next = 0 }) => next),
  count: Float64Array.from(rows, ({ n = 1 }) => n),
  purchases: new Float64Array(rows.length),
  netMinor: new Float64Array(rows.length),
});

/** So many customers of one kind, of whom so many bought. */
const kind = (row: Omit<Row, "next" | "n">, customers: number, buyers: number): Row[] => [
  { ...row, n: customers - buyers },
  { ...row, next: 30, n: buyers },
];

/**
 * A shop of fortnightly regulars and half-yearly ones: 40 days of silence are long for the ones and short for the others.
 * `share` of the ones who are awake in their own rhythm buy.
 */
const rhythmicShop = (awake: number): HeldBackCells =>
  cellsOf([
    ...kind({ x: 25, tx: 350, silent: 5 }, 1000, awake),
    ...kind({ x: 25, tx: 350, silent: 40 }, 1000, 300),
    ...kind({ x: 25, tx: 350, silent: 60 }, 1000, 150),
    ...kind({ x: 25, tx: 350, silent: 200 }, 1000, 20),
    ...kind({ x: 3, tx: 540, silent: 100 }, 1000, awake),
  ]);
const daysShop = cellsOf([
  ...kind({ x: 25, tx: 350, silent: 5 }, 1000, 800),
  ...kind({ x: 25, tx: 350, silent: 40 }, 1000, 450),
  ...kind({ x: 25, tx: 350, silent: 60 }, 1000, 300),
  ...kind({ x: 25, tx: 350, silent: 200 }, 1000, 40),
  ...kind({ x: 3, tx: 540, silent: 100 }, 1000, 200),
]);
/** As good either way. */
const evenShop = (more: number) =>
  cellsOf([
    ...kind({ x: 25, tx: 350, silent: 5 }, 1000, 800),
    ...kind({ x: 25, tx: 350, silent: 40 }, 1000, 400),
    ...kind({ x: 25, tx: 350, silent: 60 }, 1000, 150),
    ...kind({ x: 25, tx: 350, silent: 200 }, 1000, 40),
    ...kind({ x: 3, tx: 540, silent: 100 }, 1000, 400 + more),
  ]);

const choose = (cells: HeldBackCells, yesterday?: Parameters<typeof chooseTierRule>[0]["yesterday"]) =>
  chooseTierRule({ settings, tonight: cells, rhythm, heldBack: { cells, cut: "2026-08-22", rhythm }, yesterday });
const nightBefore = (tiers: ModelFile["tiers"]) => ({
  tiers,
  chosen: "none" as const,
  models: { bgnbd: null, mbgnbd: null, pnbd: null, nbd: null, gammaGamma: null },
});

describe("the tier rule in force", () => {
  it("is the rhythm where repeat rates fall and it foretells no worse than the day limit of the same share", () => {
    const { tiers, statements } = choose(rhythmicShop(800));
    expect(tiers).toMatchObject({
      rule: "rhythm",
      cuts: [1.5, 3, 6],
      proof: { why: "rhythm-no-worse", predicted: 2000 },
    });
    expect(tiers.proof?.rhythm).toMatchObject({ errorRate: 1 - 1600 / 2000, omissionRate: 1 - 1600 / 2070 });
    expect(tiers.proof?.fixedDays.errorRate).toBeCloseTo(1 - 1100 / 2000, 12);
    expect(tiers.proof?.gain).toBeCloseTo(0.25, 12);
    expect(statements).toEqual([]);
    expect(tierProofSchema.parse(JSON.parse(JSON.stringify(tiers.proof)))).toEqual(tiers.proof);
  });

  it("is days of silence, at limits of the same shares, where the rhythm foretells worse; and the night says so", () => {
    const { tiers, statements } = choose(daysShop);
    expect(tiers).toMatchObject({ rule: "fixed-days", cuts: [41, 61, 101], proof: { why: "rhythm-worse" } });
    expect(statements.map(({ code }) => code)).toEqual(["tiers-by-days"]);
    expect(statements[0]?.text).toContain("Tried on 5,000 customers");
    expect(statements[0]?.text).toMatch(/2,000 of whom were expected .* wrong about 37\.5% .* the own rhythm 50\.0%/);
  });

  it("is days of silence where, by rhythm, a sleepier tier buys more often", () => {
    const upside = cellsOf([
      ...kind({ x: 25, tx: 350, silent: 5 }, 1000, 900),
      ...kind({ x: 25, tx: 350, silent: 40 }, 1000, 100),
      ...kind({ x: 25, tx: 350, silent: 60 }, 1000, 300),
      ...kind({ x: 3, tx: 540, silent: 100 }, 1000, 900),
    ]);
    expect(choose(upside).tiers).toMatchObject({ rule: "fixed-days", proof: { why: "rhythm-does-not-fall" } });
  });

  it("stays that of the night before while the two are about as good, whichever it was", () => {
    const rhythmBefore = choose(rhythmicShop(800)).tiers;
    const daysBefore = choose(daysShop).tiers;
    for (const more of [-8, 0, 8]) {
      expect(choose(evenShop(more), nightBefore(rhythmBefore)).tiers).toMatchObject({
        rule: "rhythm",
        proof: { why: "as-the-night-before" },
      });
      expect(choose(evenShop(more), nightBefore(daysBefore)).tiers.rule).toBe("fixed-days");
    }
    expect(choose(daysShop, nightBefore(rhythmBefore)).tiers.rule).toBe("fixed-days");
    expect(choose(rhythmicShop(800), nightBefore(daysBefore)).tiers.rule).toBe("rhythm");
  });

  it("is the rhythm on a first night where the two are just as good, and after a night that measured neither", () => {
    const unmeasured = choose(cellsOf(kind({ silent: 5 }, 100, 19))).tiers;
    for (const yesterday of [undefined, nightBefore(unmeasured)]) {
      const { rule, proof } = choose(evenShop(0), yesterday).tiers;
      expect(rule).toBe("rhythm");
      expect(proof).toMatchObject({ gain: 0, why: "rhythm-no-worse" });
    }
  });

  describe("changes only for a gain", () => {
    /** By rhythm the half-yearly ones are expected to buy, by days of silence as many fortnightly ones. */
    const shop = (customers: number, byRhythm: number, byDays: number) =>
      cellsOf([
        ...kind({ x: 3, tx: 540, silent: 100 }, customers, byRhythm),
        ...kind({ x: 25, tx: 350, silent: 40 }, customers, byDays),
      ]);
    const daysBefore = nightBefore(choose(daysShop).tiers);
    const whyNow = (cells: HeldBackCells) => choose(cells, daysBefore).tiers.proof?.why;

    it("of more than half a point", () => {
      expect(whyNow(shop(100_000, 45_000, 44_500))).toBe("as-the-night-before");
      expect(whyNow(shop(100_000, 45_001, 44_500))).toBe("rhythm-no-worse");
    });

    it("of more than 1.645 standard errors", () => {
      // 80329 - 79671 = 658 more of the 160000 buyers whom the two judge differently: 658/400.
      expect(whyNow(shop(100_000, 80_329, 79_671))).toBe("as-the-night-before");
      expect(whyNow(shop(100_000, 80_330, 79_671))).toBe("rhythm-no-worse");
      expect(whyNow(shop(100, 60, 55))).toBe("as-the-night-before");
    });
  });

  it("stays the rhythm until repeat rates by it rise by more than three standard errors", () => {
    // 27 and 45 of 72: a rise of 1/4, half of all bought, so that its standard error is 1/12.
    const rising = (drowsyBuyers: number) =>
      cellsOf([
        ...kind({ x: 25, tx: 350, silent: 5 }, 72, 27),
        ...kind({ x: 25, tx: 350, silent: 40 }, 72, drowsyBuyers),
      ]);
    const rhythmBefore = nightBefore(choose(rhythmicShop(800)).tiers);
    expect(choose(rising(45)).tiers.proof?.rhythm.steepestRise).toBe(3);
    expect(choose(rising(45), rhythmBefore).tiers.proof?.why).toBe("as-the-night-before");
    expect(choose(rising(46), rhythmBefore).tiers.proof?.why).toBe("rhythm-does-not-fall");
    for (const yesterday of [undefined, nightBefore(choose(daysShop).tiers)]) {
      expect(choose(rising(45), yesterday).tiers.proof?.why).toBe("rhythm-does-not-fall");
    }
  });

  it("expects customers to buy until their silence reaches the first cut", () => {
    // One-time buyers are drowsy from 105 days on.
    const cells = cellsOf([...kind({ silent: 104 }, 50, 30), ...kind({ silent: 105 }, 40, 10)]);
    expect(choose(cells).tiers.proof).toMatchObject({ customers: 90, buyers: 40, predicted: 50 });
  });

  it("is measured by 20 buyers and 20 who were expected to buy, and by no fewer", () => {
    const shop = (expected: number, buyers: number) =>
      cellsOf([...kind({ silent: 5 }, expected, 10), ...kind({ silent: 200 }, 100, buyers - 10)]);
    expect(choose(shop(20, 20)).tiers.proof).toMatchObject({ predicted: 20, buyers: 20 });
    expect(choose(shop(19, 20)).tiers.proof).toBeNull();
    expect(choose(shop(20, 19)).tiers.proof).toBeNull();
  });

  it("is not measured where the model in force could not be fitted as of the cut", () => {
    const cells = cellsOf(kind({ silent: 1 }, 100, 50));
    const heldBack = { cells, cut: "2026-08-22", rhythm: undefined } as const;
    const { tiers, statements } = chooseTierRule({ settings, tonight: cells, rhythm, heldBack, yesterday: undefined });
    expect(tiers).toMatchObject({ rule: "fixed-days", cuts: [90, 180, 365], proof: null });
    expect(statements.map(({ code }) => code)).toEqual(["tiers-unproven"]);
  });

  it("remembers the rule of the night before, with its rhythm, to tell flips by", () => {
    const first = choose(daysShop).tiers;
    expect(first.before).toBeNull();
    expect(choose(daysShop, nightBefore(first)).tiers.before).toEqual({
      rule: "fixed-days",
      cuts: [41, 61, 101],
      hysteresis: 0.9,
      rhythm: null,
    });
  });

  it("is 90, 180 and 365 days of silence where nothing can be measured, or the rule measured last", () => {
    const few = cellsOf(kind({ silent: 5 }, 100, 19));
    const { tiers, statements } = choose(few);
    expect(tiers).toMatchObject({ rule: "fixed-days", cuts: [90, 180, 365], proof: null });
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatchObject({ code: "tiers-unproven" });
    expect(statements[0]?.text).toContain("Of 100 customers known 90 days ago 19 have bought since");
    expect(choose(few, nightBefore(choose(daysShop).tiers)).tiers).toMatchObject({
      rule: "fixed-days",
      cuts: [41, 61, 101],
    });
    expect(choose(few, nightBefore(choose(rhythmicShop(800)).tiers)).tiers).toMatchObject({
      rule: "rhythm",
      cuts: [1.5, 3, 6],
    });
    expect(choose(daysShop, nightBefore(tiers)).tiers.cuts).toEqual([41, 61, 101]);
  });

  it("is days of silence on a night without a purchase model, with nothing more to say of it", () => {
    const cells = rhythmicShop(800);
    const night = { settings, tonight: cells, rhythm: undefined, yesterday: undefined };
    const chosen = chooseTierRule({ ...night, heldBack: { cells, cut: "2026-08-22", rhythm } });
    expect(chosen).toMatchObject({ tiers: { rule: "fixed-days", cuts: [90, 180, 365] }, statements: [] });
  });
});

describe("day limits of the same shares", () => {
  const known = cellsOf(Array.from({ length: 400 }, (_, silent) => ({ silent })));

  it("part as many customers as the rhythm does", () => {
    // One-time buyers all: 1.5, 3 and 6 intervals are 105, 210 and 420 days.
    expect(dayLimits(known, rhythm, settings.cuts)).toEqual([105, 210, 400]);
    expect(dayLimits(known, rhythm, [1, 2, 5])).toEqual([70, 140, 350]);
  });

  it("stay as they were until a share is off by more than a point", () => {
    expect(dayLimits(known, rhythm, settings.cuts, [108, 207, 500])).toEqual([108, 207, 500]);
    expect(dayLimits(known, rhythm, settings.cuts, [110, 207, 500])).toEqual([105, 210, 400]);
    // Nobody of 100 is wakeful by rhythm; one is silent for fewer than 106 days: just a point.
    const late = cellsOf([{ silent: 105 }, { silent: 250, n: 99 }]);
    expect(dayLimits(late, rhythm, settings.cuts, [106, 210, 400])).toEqual([106, 210, 400]);
  });

  it("stay as they were where nobody is known, and are the cuts where there were none", () => {
    const nobody = cellsOf([]);
    expect(dayLimits(nobody, rhythm, settings.cuts, [108, 207, 500])).toEqual([108, 207, 500]);
    expect(dayLimits(nobody, rhythm, settings.cuts)).toEqual(settings.cuts);
  });
});

describe("comparison at the same share", () => {
  it("takes the customers of the limit's last day in part", () => {
    const cells = cellsOf([
      { silent: 1, next: 3, n: 4 },
      { silent: 2, n: 6 },
      { silent: 2, next: 9, n: 2 },
      { silent: 9, next: 1, n: 2 },
    ]);
    // The rule takes the first and the last: 6 customers, all right. The limit takes the first and 2 of the 8 of day 2.
    const found = compareAtSameShare(cells, (i) => i === 0 || i === 3);
    expect(found).toMatchObject({ customers: 14, buyers: 8, predicted: 6, hits: 6, hitsOfLimit: 4.5 });
    expect(found.standardErrors).toBeCloseTo(1.5 / Math.sqrt(2 * (1 / 4) ** 2 + 2), 12);
  });

  it("finds no difference between a limit and itself", () => {
    const cells = cellsOf([
      { silent: 1, next: 3, n: 4 },
      { silent: 2, n: 6 },
      { silent: 3, next: 1, n: 5 },
    ]);
    expect(compareAtSameShare(cells, (i) => i < 2)).toMatchObject({ hits: 4, hitsOfLimit: 4, standardErrors: 0 });
    expect(compareAtSameShare(cells, () => true)).toMatchObject({ hits: 9, hitsOfLimit: 9, standardErrors: 0 });
  });

  it("goes by days since the last purchase, however long customers are known", () => {
    const cells = cellsOf([
      { x: 9, tx: 300, silent: 1, next: 3, n: 4 },
      { x: 1, tx: 100, silent: 2, n: 4 },
      { silent: 3, next: 1, n: 4 },
    ]);
    expect(compareAtSameShare(cells, (i) => i === 2)).toMatchObject({ predicted: 4, hits: 4, hitsOfLimit: 4 });
  });

  it("never has more hits than were predicted or bought, where parts of the last day do not add up to the last bit", () => {
    for (let customers = 1; customers < 120; customers++) {
      // All of them on one day, and all bought: each counts by the share that is taken of the day.
      const cells = cellsOf(Array.from({ length: customers }, () => ({ silent: 1, next: 3 })));
      for (let predicted = 1; predicted <= customers; predicted++) {
        const { hitsOfLimit } = compareAtSameShare(cells, (i) => i < predicted);
        expect(hitsOfLimit).toBeLessThanOrEqual(predicted);
        expect(hitsOfLimit).toBeCloseTo(predicted, 9);
      }
    }
  });

  it("is not changed by a cell that holds nobody", () => {
    const cells = [
      { silent: 1, next: 3, n: 4 },
      { silent: 3, next: 1, n: 5 },
    ];
    const found = compareAtSameShare(cellsOf([...cells, { silent: 2, next: 5, n: 0 }]), (i) => i === 1);
    expect(found).toEqual(compareAtSameShare(cellsOf(cells), (i) => i === 1));
  });
});

describe("the ladder of tiers", () => {
  const rung = (tier: Rung["tier"], customers: number, buyers: number): Rung => ({
    tier,
    customers,
    buyers,
    share: 0,
    repeatRate: null,
  });

  it("tells customers, buyers, share and repeat rate of each tier", () => {
    const rule = { rule: "fixed-days", cuts: [90, 180, 365], hysteresis: 0.9 } as const;
    const cells = cellsOf([
      ...kind({ silent: 5 }, 10, 4),
      ...kind({ x: 1, silent: 5 }, 20, 10),
      ...kind({ silent: 100 }, 10, 1),
    ]);
    expect(tierLadder(cells, { ...rule, cuts: [90, 180, 365] }, rhythm)).toEqual([
      { tier: "new", customers: 10, buyers: 4, share: 0.25, repeatRate: 0.4 },
      { tier: "awake", customers: 20, buyers: 10, share: 0.5, repeatRate: 0.5 },
      { tier: "drowsy", customers: 10, buyers: 1, share: 0.25, repeatRate: 0.1 },
      { tier: "half-asleep", customers: 0, buyers: 0, share: 0, repeatRate: null },
      { tier: "asleep", customers: 0, buyers: 0, share: 0, repeatRate: null },
    ]);
  });

  it("of nobody has empty tiers", () => {
    const rule = { rule: "rhythm", ...settings } as const;
    expect(tierLadder(cellsOf([]), rule, rhythm)).toEqual(
      ["new", "awake", "drowsy", "half-asleep", "asleep"].map((tier) => ({
        ...{ tier, customers: 0, buyers: 0 },
        ...{ share: 0, repeatRate: null },
      })),
    );
  });

  it("does not rise where nobody bought, or everybody", () => {
    expect(steepestRise([rung("awake", 10, 0), rung("drowsy", 10, 0)])).toBe(0);
    expect(steepestRise([rung("awake", 10, 10), rung("drowsy", 10, 10)])).toBe(0);
  });

  it("leaves new customers and empty tiers out when it asks whether rates fall", () => {
    const rungs = [rung("new", 100, 1), rung("awake", 100, 50), rung("drowsy", 0, 0), rung("half-asleep", 100, 50)];
    expect(steepestRise(rungs)).toBe(0);
    expect(steepestRise([...rungs, rung("asleep", 100, 60)])).toBeCloseTo(0.1 / Math.sqrt(0.55 * 0.45 * 0.02), 12);
    expect(steepestRise(rungs.slice(0, 2))).toBeNull();
  });
});

it("a night measures tier rules on the 90 days up to it, by the rhythm of the model in force as fitted before them", () => {
  const truth = {
    purchases: { ...rhythm, a: 1, b: 2 },
    spend: { p: 6, q: 4, gamma: 16 },
    clv: { horizonMonths: 12, discountRatePerMonth: 0.01 },
  };
  const cells = rhythmicShop(800);
  const { models } = modelOf(truth);
  const measure = (chosen: "mbgnbd" | "bgnbd") =>
    tierRuleOfNight(
      { asOf: "2026-11-20", settings: { tiers: settings }, heldBack: { recent: cells, earlier: cells } },
      cells,
      { cells, customers: 5000, models },
      { chosen, models: { ...models, bgnbd: models.mbgnbd } },
    ).tiers;
  expect(measure("mbgnbd")).toMatchObject({ rule: "rhythm", proof: { cut: "2026-08-22", customers: 5000 } });
  expect(measure("bgnbd")).toMatchObject({ rule: "fixed-days", proof: null });
});
