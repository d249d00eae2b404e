import { describe, expect, it } from "vitest";
import { inventShop } from "../../../../cli/demo/invent-shop.ts";
import type { ModelFile } from "../../../../shared/model/model-file.ts";
import { modelFileSchema } from "../../../../shared/model/model-file.ts";
import { fitAtCuts } from "../../../../shared/scoring/held-back/fit-at-cut.ts";
import { rulesAtCut } from "../../../../shared/scoring/held-back/held-back-rules.ts";
import type { HeldBack } from "../../../../shared/scoring/held-back/held-back-windows.ts";
import { rateRules } from "../../../../shared/scoring/held-back/rate-rule.ts";
import { activeChances } from "../../../../shared/scoring/models/active-chances.ts";
import { modelInForce } from "../../../../shared/scoring/models/purchase-model.ts";
import { fitRepeatScore } from "../../../../shared/scoring/repeat-score/fit-repeat-score.ts";
import { proveRepeatScore } from "../../../../shared/scoring/repeat-score/prove-repeat-score.ts";
import { levelShift } from "../../../../shared/scoring/repeat-score/repeat-level.ts";
import { repeatLogOdds, toChances } from "../../../../shared/scoring/repeat-score/repeat-rule.ts";
import { repeatScorer } from "../../../../shared/scoring/repeat-score/repeat-scorer.ts";
import { makeScorer, scoreColumns } from "../../../../shared/scoring/scorer.ts";
import { toEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../../../shared/scoring/summaries/purchase-days.ts";
import { toSummaryColumns } from "../../../../shared/scoring/summaries/summary-columns.ts";
import { seededRandom } from "../../../../shared/stats/random.ts";
import { heldBackOfNight } from "../../../support/held-back-shops.ts";
import { holdFit } from "../../../support/hold-fit.ts";
import {
  AS_OF_DAY,
  lowPurchaseShop,
  retailShop,
  type ShopTruth,
  simulatePurchaseDays,
  simulatePurchases,
} from "../../../support/simulate-customers.ts";

const asOf = "2026-11-20";

const prove = (heldBack: HeldBack) => {
  const fits = fitAtCuts(heldBack);
  const singles = rateRules(heldBack.recent, rulesAtCut(heldBack.recent, fits.recent));
  return { heldBack, fits, singles, proven: proveRepeatScore({ asOf, heldBack, fits, singles }) };
};
const heldBackOf = (truth: ShopTruth, customers: number, seed: number) =>
  heldBackOfNight(simulatePurchaseDays(truth, customers, seed), AS_OF_DAY, false);
const inForceOf = ({ proven }: ReturnType<typeof prove>) =>
  proven?.proof.candidates.find(({ candidate }) => candidate === proven.inForce);
const noneOf = { mbgnbd: null, bgnbd: null, pnbd: null, nbd: null, gammaGamma: null } as const;
/** A cut's fits as if they were tonight's. */
const asTonight = ({ mbgnbd, bgnbd }: ReturnType<typeof fitAtCuts>["recent"]["models"]) => ({
  mbgnbd: mbgnbd && { ...mbgnbd, asOf },
  bgnbd: bgnbd && { ...bgnbd, asOf },
});
const bestAucOf = ({ singles }: ReturnType<typeof prove>) => Math.max(...singles.map(({ rating }) => rating.auc ?? 0));

/** People of the demo shop, their orders of one day joined. */
const demoShop = (customers: number): PurchaseDay[][] =>
  inventShop({ seed: 7, customers, days: 730, endDay: asOf }).map(({ orders }) => {
    const days = [...new Set(orders.map(({ day }) => toEpochDay(day)))].sort((a, b) => a - b);
    return days.map((day) => ({ day, orders: 1, netMinor: 1000 }));
  });

describe("the proof of the repeat score", () => {
  it.each([
    ["low-purchase", lowPurchaseShop, 50_000],
    ["retail", retailShop, 25_000],
  ])("on a simulated %s shop ranks no worse than the best single score, calibrated to 0.01", (_, truth, customers) => {
    const found = prove(heldBackOf(truth, customers, 20261121));
    expect(inForceOf(found)?.auc).toBeGreaterThanOrEqual(bestAucOf(found) - 1e-9);
    expect(inForceOf(found)?.calibrationError).toBeLessThanOrEqual(0.01);
  });

  it("on the demo shop, whose summer the fit has seen and whose autumn it has not, leaves P(active) in force", () => {
    const found = prove(heldBackOfNight(demoShop(4000), AS_OF_DAY, false));
    expect(found.proven?.inForce).toBe("plain-chance");
    expect(inForceOf(found)?.auc).toBeGreaterThanOrEqual(bestAucOf(found) - 1e-9);
    const combined = found.proven?.proof.candidates.find(({ candidate }) => candidate === "combined");
    expect(combined).toMatchObject({ wins: false });
  });

  it("rates on the scorecard what it says of time that it was not fitted to", () => {
    const { proven, heldBack } = prove(heldBackOf(retailShop, 3000, 5));
    expect(proven?.onRecent).toMatchObject({ rule: "repeat-score", rating: { rule: "repeat-score" } });
    expect(proven?.onRecent.chances).toHaveLength(heldBack.recent.length);
  });
});

describe("tonight's repeat score", () => {
  const shop = () => simulatePurchases(retailShop, 3000, 5);
  const night = async (heldBack: HeldBack) => holdFit([shop()], { heldBack });
  const said = ({ statements }: ModelFile) => statements.map(({ code }) => code).filter((code) => /^repeat/.test(code));

  it("is in model.json with its proof, and every customer has one between 0 and 1", async () => {
    const model = await night(heldBackOf(retailShop, 3000, 5));
    expect(modelFileSchema.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
    expect(model.repeatScore?.proof?.provedOn.customers).toBeGreaterThan(2000);
    expect(model.scorecard?.windows[0]?.ratings.map(({ rule }) => rule)).toContain("repeat-score");
    const { repeatScore } = scoreColumns(makeScorer(model), toSummaryColumns(shop()), []);
    expect(repeatScore.every((score) => score > 0 && score < 1)).toBe(true);
  });

  it("is P(active) of the model in force where nothing is held back, and says so with the counts", async () => {
    const model = await holdFit([shop()]);
    expect(model.repeatScore).toMatchObject({ inForce: "plain-chance", base: "mbgnbd", fittedOn: null, proof: null });
    expect(said(model)).toEqual(["repeat-score-not-proved"]);
    const scores = scoreColumns(makeScorer(model), toSummaryColumns(shop()), []);
    expect([...scores.repeatScore]).toEqual([...scores.pActive90]);
  });

  it("is not proved on fewer than 40 buyers", () => {
    const few = prove(heldBackOf(lowPurchaseShop, 200, 5));
    expect(few.proven).toBeUndefined();
    const { customers, buyers } = few.heldBack.earlier.count.reduce(
      (sum, n, i) => ({
        customers: sum.customers + n,
        buyers: sum.buyers + (few.heldBack.earlier.nextDay[i] === 0 ? 0 : n),
      }),
      { customers: 0, buyers: 0 },
    );
    expect(buyers).toBeLessThan(40);
    const { models } = few.fits.recent;
    const input = { asOf, ...few, models: { ...noneOf, ...asTonight(models) }, cells: few.fits.recent.cells };
    const { statements } = fitRepeatScore({ ...input, chosen: "mbgnbd" });
    expect(statements[0]?.text).toContain(`${buyers} customers known by then bought and ${customers - buyers} did not`);
    expect(fitRepeatScore({ ...input, chosen: "none" })).toEqual({ repeatScore: null, statements: [] });
  });

  it("is made of the candidate in force, refitted to the last 90 days, by table as by formula", () => {
    const { heldBack, fits, proven } = prove(heldBackOf(retailShop, 6000, 5));
    if (proven === undefined) throw new Error("6,000 customers are enough to prove something");
    const { recent } = fits;
    const models = { ...noneOf, ...asTonight(recent.models) };
    for (const inForce of ["combined", "calibrated-chance", "calibrated-silence"] as const) {
      const tonight = { asOf, heldBack, fits, models, chosen: "mbgnbd", cells: recent.cells } as const;
      const { repeatScore } = fitRepeatScore({ ...tonight, proven: { ...proven, inForce, base: "bgnbd" } });
      expect(repeatScore).toMatchObject({ inForce, base: "bgnbd", fittedOn: { cut: "2026-08-22" } });
      if (repeatScore === null) continue;
      const bg = modelInForce({ chosen: "bgnbd", models });
      if (bg === undefined) throw new Error("BG/NBD converges on 6,000 customers");
      const chances = activeChances(bg, recent.cells, 90);
      const byFormula = toChances(repeatLogOdds(repeatScore.rule, recent.cells, chances), 0);
      const score = repeatScorer({ repeatScore, chosen: "mbgnbd", models });
      const byTable = score(recent.cells, new Float64Array(recent.cells.length));
      for (const [i, chance] of byTable.entries()) expect(chance).toBeCloseTo(byFormula[i] ?? 0, 12);
    }
  });

  it("goes by the model in force where tonight has no fit of the one that proved itself", () => {
    const { heldBack, fits, proven } = prove(heldBackOf(retailShop, 3000, 5));
    if (proven === undefined) throw new Error("3,000 customers are enough to prove something");
    const models = { ...noneOf, mbgnbd: asTonight(fits.recent.models).mbgnbd };
    const gone = { ...proven, inForce: "combined", base: "bgnbd" } as const;
    const tonight = { asOf, heldBack, fits, models, chosen: "mbgnbd", cells: fits.recent.cells } as const;
    const { repeatScore, statements } = fitRepeatScore({ ...tonight, proven: gone });
    expect(repeatScore).toMatchObject({ inForce: "plain-chance", base: "mbgnbd", fittedOn: null });
    expect(statements.map(({ code }) => code)).toEqual(["repeat-score-plain"]);
  });
});

describe("levelShift", () => {
  const random = seededRandom(3);
  const odds = Float64Array.from({ length: 200 }, () => 6 * random() - 3);
  const count = Float64Array.from({ length: 200 }, () => 1 + Math.floor(9 * random()));
  const mean = (chances: Float64Array) =>
    chances.reduce((sum, p, i) => sum + p * (count[i] ?? 0), 0) / count.reduce((sum, n) => sum + n, 0);
  const logOdds = (p: number) => Math.log(p / (1 - p));

  it("moves the mean chance half way, in log-odds, to the model's", () => {
    const model = toChances(odds, -1.5);
    const shifted = toChances(odds, levelShift(odds, model, count));
    const halfWay = (logOdds(mean(toChances(odds, 0))) + logOdds(mean(model))) / 2;
    expect(logOdds(mean(shifted))).toBeCloseTo(halfWay, 10);
  });

  it("leaves a level alone that the model shares, and nobody's at all", () => {
    expect(levelShift(odds, toChances(odds, 0), count)).toBeCloseTo(0, 10);
    expect(levelShift(new Float64Array(0), new Float64Array(0), new Float64Array(0))).toBe(0);
  });
});
