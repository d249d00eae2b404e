import { assert, describe, expect, it } from "vitest";
import { inventShop } from "../../../../cli/demo/invent-shop.ts";
import { type ModelFile, modelFileSchema } from "../../../../shared/model/model-file.ts";
import { repeatScoreSchema } from "../../../../shared/model/repeat-score.ts";
import { HORIZON_DAYS } from "../../../../shared/model/rule-limits.ts";
import { once } from "../../../../shared/runtime/once.ts";
import { activeChances } from "../../../../shared/scoring/models/active-chances.ts";
import { DOUBT, inDoubt } from "../../../../shared/scoring/models/doubted-silence.ts";
import { modelInForce } from "../../../../shared/scoring/models/purchase-model.ts";
import { fitPastCuts } from "../../../../shared/scoring/past-cuts/past-fits.ts";
import { proveRepeatScore } from "../../../../shared/scoring/repeat-score/prove-repeat-score.ts";
import { repeatScorer } from "../../../../shared/scoring/repeat-score/repeat-scorer.ts";
import { makeScorer, scoreColumns } from "../../../../shared/scoring/scorer.ts";
import { toEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../../../shared/scoring/summaries/purchase-days.ts";
import { summarisePurchases } from "../../../../shared/scoring/summaries/purchase-summary.ts";
import { toSummaryColumns } from "../../../../shared/scoring/summaries/summary-columns.ts";
import { expectWellForetold } from "../../../support/expect-foretold.ts";
import { foretell, missOf } from "../../../support/foretold.ts";
import { heldBackOfNight } from "../../../support/held-back-shops.ts";
import { holdFit } from "../../../support/hold-fit.ts";
import { pastCutsOf } from "../../../support/past-cuts-of.ts";
import { knownOfGroups } from "../../../support/past-fits-of.ts";
import {
  AS_OF_DAY,
  lowPurchaseShop,
  retailShop,
  simulatePurchaseDays,
  simulatePurchases,
} from "../../../support/simulate-customers.ts";
import { christmas, noSeason, simulateSeason } from "../../../support/simulate-season.ts";

const asOf = "2026-11-20";

/** People of the demo shop, their orders of one day joined. */
const demoShop = (customers: number): PurchaseDay[][] =>
  inventShop({ seed: 7, customers, days: 730, endDay: asOf }).map(({ orders }) => {
    const days = [...new Set(orders.map(({ day }) => toEpochDay(day)))].sort((a, b) => a - b);
    return days.map((day) => ({ day, orders: 1, netMinor: 1000 }));
  });

describe("a shop with a strong Christmas", () => {
  /** Two years and seven months, the last three of them as the truth of the last night. */
  const shop = once(() => simulateSeason(christmas, 4000, 950, 1));

  // In its second year a season was seen once, and is believed to a third.
  it.each([
    ["2024-08-31", 1],
    ["2024-10-31", 1],
    ["2025-01-31", 0.7],
  ])("is foretold better than MBG/NBD does, as of %s", (night, atMost) => {
    const foretold = foretell(shop(), night);
    expect(foretold.repeatScore.level?.seasonKnown).toBe(true);
    expectWellForetold(foretold);
    expect(foretold.score.brier).toBeLessThan(foretold.plain.brier - 0.001);
    expect(foretold.score.calibrationError).toBeLessThan(atMost * foretold.plain.calibrationError);
    expect(missOf(foretold)).toBeLessThan(2);
  });

  it("is known to be quiet after its second Christmas, where MBG/NBD carries December on", () => {
    const foretold = foretell(shop(), "2024-12-20");
    expect(foretold.repeatScore.level?.shift).toBeLessThan(-0.4);
    expect(foretold.score.brier).toBeLessThan(0.93 * foretold.plain.brier);
    expect(foretold.score.calibrationError).toBeLessThan(0.35 * foretold.plain.calibrationError);
  });

  it("is left at MBG/NBD's level before its first Christmas, with a range", () => {
    const foretold = foretell(shop(), "2023-10-31");
    expect(foretold.repeatScore.level).toMatchObject({ shift: 0, seasonKnown: false });
    expectWellForetold(foretold);
    expect(foretold.promise.high - foretold.promise.low).toBeGreaterThan(0.12);
  });
});

describe("a shop without a season", () => {
  const shop = once(() => simulateSeason(noSeason, 4000, 950, 1));

  it.each(["2024-08-31", "2024-12-20", "2025-04-30"])(
    "is hardly moved, and promised within little, as of %s",
    (night) => {
      const foretold = foretell(shop(), night);
      expect(Math.abs(foretold.repeatScore.level?.shift ?? 1)).toBeLessThan(0.06);
      expectWellForetold(foretold);
      expect(foretold.score.calibrationError).toBeLessThan(0.025);
      expect(missOf(foretold)).toBeLessThan(2);
      expect(foretold.promise.high - foretold.promise.low).toBeLessThan(0.08);
    },
  );
});

describe("the proof of the repeat score", () => {
  it.each([
    ["low-purchase", lowPurchaseShop, 20_000],
    ["retail", retailShop, 10_000],
  ])("on a simulated %s shop ranks no worse than P(active), calibrated to 0.02", (_, truth, customers) => {
    const past = pastCutsOf(simulatePurchaseDays(truth, customers, 20261121), AS_OF_DAY);
    const proven = proveRepeatScore(asOf, fitPastCuts(past));
    assert(proven !== undefined);
    const of = (name: string) => proven.proof.candidates.find(({ candidate }) => candidate === name);
    expect(of(proven.inForce)?.auc).toBeGreaterThanOrEqual((of("plain-chance")?.auc ?? 1) - 0.001);
    expect(of(proven.inForce)?.brier).toBeLessThanOrEqual(of("plain-chance")?.brier ?? 0);
    for (const { inForce, baseRate } of proven.proof.cuts) {
      expect(inForce.calibrationError).toBeLessThan(0.03);
      if (baseRate !== null) expect(inForce.brier).toBeLessThan(baseRate);
    }
  });
});

describe("tonight's repeat score", () => {
  const shop = once(() => simulatePurchases(retailShop, 1500, 5));
  const days = once(() => [...simulatePurchaseDays(retailShop, 1500, 5)]);
  const night = once(() =>
    holdFit([shop()], {
      heldBack: heldBackOfNight(days(), AS_OF_DAY, false),
      pastCuts: pastCutsOf(days(), AS_OF_DAY),
    }),
  );
  const said = ({ statements }: ModelFile) => statements.map(({ code }) => code).filter((code) => /^repeat/.test(code));

  it("is in model.json with its proof, and every customer has one between 0 and 1", async () => {
    const model = await night();
    expect(modelFileSchema.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
    expect(model.repeatScore?.proof?.cuts.length).toBeGreaterThan(3);
    expect(model.scorecard?.windows[0]?.ratings.map(({ rule }) => rule)).toContain("repeat-score");
    const { repeatScore } = scoreColumns(makeScorer(model), toSummaryColumns(shop()), []);
    expect(repeatScore.every((score) => score > 0 && score < 1)).toBe(true);
    const mean = repeatScore.reduce((sum, score) => sum + score, 0) / repeatScore.length;
    // The promise is made of cells a quarter wide.
    expect(model.repeatScore?.promise?.share).toBeCloseTo(mean, 2);
  });

  it("is P(active) of the model in force, its silence doubted, where nothing of the past is known, and says so", async () => {
    const model = await holdFit([shop()]);
    expect(model.repeatScore).toMatchObject({ inForce: "plain-chance", base: "mbgnbd", fittedOn: null, proof: null });
    expect(said(model)).toEqual(["repeat-score-not-proved"]);
    const scores = scoreColumns(makeScorer(model), toSummaryColumns(shop()), []);
    const inForce = modelInForce(model);
    assert(inForce !== undefined);
    const chances = activeChances(inDoubt(inForce, DOUBT), toSummaryColumns(shop()), HORIZON_DAYS);
    for (const [i, score] of scores.repeatScore.entries()) expect(score).toBeCloseTo(chances[i] ?? 0, 8);
    const plain = activeChances(inForce, toSummaryColumns(shop()), HORIZON_DAYS);
    expect(scores.repeatScore.some((score, i) => score > (plain[i] ?? 1) + 0.01)).toBe(true);
  });

  it("is not proved on fewer than 40 buyers", () => {
    const few = fitPastCuts(pastCutsOf(simulatePurchaseDays(lowPurchaseShop, 200, 5), AS_OF_DAY));
    expect(few).toEqual([]);
    expect(proveRepeatScore(asOf, few)).toBeUndefined();
  });

  it("goes by the season of the demo shop, which was there a year before", async () => {
    const customers = demoShop(4000);
    const summaries = customers.flatMap((bought) => summarisePurchases(bought, AS_OF_DAY, 365) ?? []);
    const model = await holdFit([summaries], { pastCuts: pastCutsOf(customers, AS_OF_DAY) });
    expect(model.repeatScore?.level?.seasonKnown).toBe(true);
    expect(said(model)).not.toContain("repeat-score-season-unknown");
  });
});

describe("a repeat score of an earlier version", () => {
  const earlier = {
    inForce: "calibrated-silence",
    base: "bgnbd",
    rule: { intercept: 0.5, coefficients: { chance: 0, silence: -1, frequency: 0 } },
    standardErrors: { chance: 0, silence: 0.1, frequency: 0 },
    levelShift: 0.1,
    fittedOn: { cut: "2026-08-22", customers: 900, buyers: 300 },
    proof: {
      fittedOn: { cut: "2026-05-24", customers: 800, buyers: 200 },
      provedOn: { cut: "2026-08-22", customers: 900, buyers: 300 },
      candidates: [{ candidate: "calibrated-silence", wins: true, auc: 0.7, brier: 0.2, calibrationError: 0.01 }],
      bestSingle: { rule: "days-silent", auc: 0.7 },
      bestChance: { rule: "bgnbd", auc: 0.7, brier: 0.2, calibrationError: 0.01 },
    },
  };

  it("can be read: without seasons, and without what it was proved on", () => {
    const read = repeatScoreSchema.parse(earlier);
    expect(read).toMatchObject({ inForce: "calibrated-silence", fittedOn: null, proof: null });
    expect(read.rule.coefficients).toMatchObject({ silence: -1, lastYear: 0, knownYearBefore: 0 });
    expect(read.level).toBeUndefined();
    expect(read.promise).toBeUndefined();
  });

  it("scores as it did then", () => {
    const score = repeatScorer({ repeatScore: repeatScoreSchema.parse(earlier) });
    const known = knownOfGroups([{ repeats: 3, silent: 9, age: 800, lastYear: 2 }]);
    expect(score(known, Float64Array.of(0.9))[0]).toBeCloseTo(1 / (1 + Math.exp(-0.5 + Math.log(10))), 12);
  });
});
