import { describe, expect, it } from "vitest";
import { fitAtCuts } from "../../shared/scoring/held-back/fit-at-cut.ts";
import { rulesAtCut } from "../../shared/scoring/held-back/held-back-rules.ts";
import { rateRules } from "../../shared/scoring/held-back/rate-rule.ts";
import { proveRepeatScore } from "../../shared/scoring/repeat-score/prove-repeat-score.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { hasReference, readCdnow } from "../support/cdnow.ts";
import { heldBackOfNight } from "../support/held-back-shops.ts";

/** The repeat score's proof as of a day, and the measures of the candidate it put in force. */
const proofOf = (file: "master" | "sample", asOf: string) => {
  const heldBack = heldBackOfNight(readCdnow(file).values(), toEpochDay(asOf), false);
  const fits = fitAtCuts(heldBack);
  const singles = rateRules(heldBack.recent, rulesAtCut(heldBack.recent, fits.recent));
  const proven = proveRepeatScore({ asOf, heldBack, fits, singles });
  const inForce = proven?.proof.candidates.find(({ candidate }) => candidate === proven.inForce);
  if (proven === undefined || inForce === undefined) throw new Error(`nothing was proved as of ${asOf}`);
  return { proven, inForce, bestAuc: Math.max(...singles.map(({ rating }) => rating.auc ?? 0)) };
};

describe.skipIf(!hasReference)("the repeat score on CDNOW, full, on 90 days that it has not seen", () => {
  it.each([
    ["1997-09-30", 0.744, 0.0192],
    ["1997-10-31", 0.7611, 0.0156],
    ["1997-11-30", 0.7647, 0.0057],
    ["1997-12-31", 0.7767, 0.0155],
    ["1998-01-31", 0.7879, 0.0152],
    ["1998-02-28", 0.8019, 0.0086],
    ["1998-03-31", 0.8058, 0.0112],
    ["1998-04-30", 0.8132, 0.011],
    ["1998-05-31", 0.8247, 0.0087],
    ["1998-06-30", 0.8405, 0.0185],
  ])(
    "as of %s ranks with an AUC of at least %f, above every single score, and is calibrated to %f",
    (asOf, auc, ece) => {
      const { proven, inForce, bestAuc } = proofOf("master", asOf);
      expect(proven.inForce).toBe("combined");
      expect(proven.proof.provedOn.customers).toBe(23_570);
      expect(inForce.auc).toBeGreaterThanOrEqual(Math.max(auc, bestAuc));
      expect(inForce.calibrationError).toBeLessThanOrEqual(ece);
      expect(inForce.brier).toBeLessThan(proven.proof.bestChance.brier);
    },
  );

  it("as of 1997-08-31, fitted to a shop of two months, still ranks best, but is calibrated to .04 alone", () => {
    const { inForce, bestAuc } = proofOf("master", "1997-08-31");
    expect(inForce.auc).toBeGreaterThanOrEqual(bestAuc);
    expect(inForce.calibrationError).toBeLessThanOrEqual(0.04);
  });
});

describe.skipIf(!hasReference)("the repeat score on the CDNOW sample of 2,357", () => {
  it.each([
    ["1997-09-30", 0.7502],
    ["1997-12-31", 0.7961],
    ["1998-03-31", 0.8085],
    ["1998-06-30", 0.8352],
  ])("as of %s ranks with an AUC of at least %f, no lower than any single score", (asOf, auc) => {
    const { inForce, bestAuc } = proofOf("sample", asOf);
    expect(inForce.auc).toBeGreaterThanOrEqual(Math.max(auc, bestAuc - 1e-9));
  });

  it("says which stretch it was fitted to, and which proved it", () => {
    const { fittedOn, provedOn } = proofOf("sample", "1998-06-30").proven.proof;
    expect(fittedOn).toEqual({ cut: "1998-01-01", customers: 2357, buyers: 385 });
    expect(provedOn).toEqual({ cut: "1998-04-01", customers: 2357, buyers: 299 });
  });
});
