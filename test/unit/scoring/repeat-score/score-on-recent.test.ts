import { assert, describe, expect, it } from "vitest";
import { once } from "../../../../shared/runtime/once.ts";
import { fitAtCuts } from "../../../../shared/scoring/held-back/fit-at-cut.ts";
import { activeChances } from "../../../../shared/scoring/models/active-chances.ts";
import { DOUBT, inDoubt } from "../../../../shared/scoring/models/doubted-silence.ts";
import { modelInForce } from "../../../../shared/scoring/models/purchase-model.ts";
import { fitPastCuts } from "../../../../shared/scoring/past-cuts/past-fits.ts";
import { proveRepeatScore } from "../../../../shared/scoring/repeat-score/prove-repeat-score.ts";
import { repeatScoreOnRecent } from "../../../../shared/scoring/repeat-score/score-on-recent.ts";
import { forecastLevel } from "../../../../shared/scoring/repeat-score/season-level.ts";
import { heldBackOfNight } from "../../../support/held-back-shops.ts";
import { pastCutsOf } from "../../../support/past-cuts-of.ts";
import { AS_OF_DAY, retailShop, simulatePurchaseDays } from "../../../support/simulate-customers.ts";

const nightOf = once(() => {
  const customers = [...simulatePurchaseDays(retailShop, 2000, 5)];
  const heldBack = heldBackOfNight(customers, AS_OF_DAY, false);
  const fits = fitPastCuts(pastCutsOf(customers, AS_OF_DAY));
  const proven = proveRepeatScore("2026-11-20", fits);
  assert(proven !== undefined);
  return { recent: heldBack.recent, fits, proven, atCut: fitAtCuts(heldBack).recent };
});
const candidates = ["seasonal", "combined", "calibrated-chance", "plain-chance"] as const;

describe("the repeat score on the scorecard", () => {
  it.each(candidates)("is what %s would have said 90 days ago, measured on what came", (inForce) => {
    const { recent, fits, proven, atCut } = nightOf();
    const rated = repeatScoreOnRecent({ ...proven, inForce }, fits, recent, atCut);
    expect(rated).toMatchObject({ rule: "repeat-score", rating: { rule: "repeat-score" } });
    expect(rated?.chances).toHaveLength(recent.length);
    expect(rated?.chances?.every((chance) => chance > 0 && chance < 1)).toBe(true);
    expect(rated?.rating.auc).toBeGreaterThan(0.75);
    expect(rated?.rating.calibrationError).toBeLessThan(0.05);
  });

  it("is P(active) of MBG/NBD as fitted then, at the level foretold then, where that is in force", () => {
    const { recent, fits, proven, atCut } = nightOf();
    const rated = repeatScoreOnRecent({ ...proven, inForce: "plain-chance", levelHolds: true }, fits, recent, atCut);
    const model = modelInForce({ chosen: "mbgnbd", models: atCut.models });
    assert(model !== undefined);
    const { shift } = forecastLevel(fits, 90);
    const byHand = activeChances(inDoubt(model, DOUBT), recent, 90).map(
      (p) => 1 / (1 + ((1 - p) / p) * Math.exp(-shift)),
    );
    for (const [i, chance] of byHand.entries()) expect(rated?.chances?.[i]).toBeCloseTo(chance, 8);
  });

  it("learns from no day that was not over by then", () => {
    const { recent, fits, proven, atCut } = nightOf();
    const others = fits.map((fit) => (fit.daysBefore < 180 ? { ...fit, gap: 5, bought: fit.count } : fit));
    const night = { ...proven, inForce: "combined" } as const;
    expect(repeatScoreOnRecent(night, others, recent, atCut)).toEqual(repeatScoreOnRecent(night, fits, recent, atCut));
  });

  it("is not there without MBG/NBD by then, or with nothing to learn from", () => {
    const { recent, fits, proven, atCut } = nightOf();
    const without = { ...atCut, models: { ...atCut.models, mbgnbd: null } };
    expect(repeatScoreOnRecent(proven, fits, recent, without)).toBeUndefined();
    const newest = fits.filter(({ daysBefore }) => daysBefore < 180);
    for (const inForce of candidates)
      expect(repeatScoreOnRecent({ ...proven, inForce }, newest, recent, atCut)).toBeUndefined();
  });
});
