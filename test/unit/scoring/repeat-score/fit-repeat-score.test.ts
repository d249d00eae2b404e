import { assert, describe, expect, it } from "vitest";
import { HORIZON_DAYS } from "../../../../shared/model/rule-limits.ts";
import { activeChances } from "../../../../shared/scoring/models/active-chances.ts";
import { modelInForce } from "../../../../shared/scoring/models/purchase-model.ts";
import type { PastFit } from "../../../../shared/scoring/past-cuts/past-fits.ts";
import { fitRepeatScore } from "../../../../shared/scoring/repeat-score/fit-repeat-score.ts";
import type { ProvenRepeatScore } from "../../../../shared/scoring/repeat-score/prove-repeat-score.ts";
import { featuresOf } from "../../../../shared/scoring/repeat-score/repeat-features.ts";
import { fitRepeatRule, PLAIN_CHANCE, repeatLogOdds } from "../../../../shared/scoring/repeat-score/repeat-rule.ts";
import { forecastLevel } from "../../../../shared/scoring/repeat-score/season-level.ts";
import { logOddsOf, meanChance } from "../../../../shared/stats/log-odds.ts";
import { fitOfParams } from "../../../support/fit-of-params.ts";
import { knownOfGroups, type PastGroup, pastCellsOf, pastFitOf } from "../../../support/past-fits-of.ts";

type Input = Parameters<typeof fitRepeatScore>[0];

const asOf = "2026-11-20";
const fitted = { ...fitOfParams({ r: 1, alpha: 90 / 7, a: 1, b: 3 }), asOf };
const models: Input["models"] = { mbgnbd: fitted, bgnbd: fitted, pnbd: null };

/** Two kinds of customers, whose chances are right but for a level that is lower by so much. */
const cutOf = (gap: number, daysBefore: number): PastFit => {
  const kind = (known: Pick<PastGroup, "repeats" | "silent" | "age">, chance: number): PastGroup => {
    const share = 1 / (1 + Math.exp(-logOddsOf(chance) - gap));
    return { ...known, chance, buyers: 1000 * share, others: 1000 * (1 - share) };
  };
  return pastFitOf(
    [
      kind({ repeats: 3, silent: 20, age: 300 }, 0.6),
      kind({ repeats: 0, silent: 200, age: 200 }, 0.2),
      kind({ repeats: 1, silent: 90, age: 250 }, 0.3),
    ],
    daysBefore,
  );
};
const fits = [90, 136, 182, 228, 273].map((daysBefore) => cutOf(-0.4, daysBefore));

const tonight = [
  { repeats: 3, silent: 20, age: 300, others: 100 },
  { repeats: 0, silent: 200, age: 200, others: 300 },
];
const cells = pastCellsOf(tonight);
const known = knownOfGroups([...tonight].reverse());
const count = Float64Array.of(300, 100);

const measures = { auc: 0.7, brier: 0.2, calibrationError: 0.02 };
const provedCut = { customers: 2000, buyers: 700, promised: 690, promisedPlain: 900, likeness: 0.5, plain: measures };
const proof: ProvenRepeatScore["proof"] = {
  cuts: [
    { ...provedCut, cut: "2026-08-22", inForce: measures, baseRate: 0.21 },
    { ...provedCut, cut: "2026-05-22", inForce: { auc: 0.72, brier: 0.16, calibrationError: 0.06 }, baseRate: null },
  ],
  candidates: [{ candidate: "combined", ...measures }],
};
const provenOf = (
  inForce: ProvenRepeatScore["inForce"],
  more: Partial<ProvenRepeatScore["proof"]> = {},
): ProvenRepeatScore => ({
  inForce,
  fit: inForce === "plain-chance" ? undefined : fitRepeatRule(fits, featuresOf[inForce]),
  levelHolds: true,
  proof: { ...proof, ...more },
});

const night = (proven: ProvenRepeatScore | undefined, change: Partial<Input> = {}) =>
  fitRepeatScore({ asOf, fits, proven, models, chosen: "mbgnbd", tonight: cells, ...change });
const scoreOf = (...given: Parameters<typeof night>) => {
  const { repeatScore } = night(...given);
  assert(repeatScore !== null);
  return repeatScore;
};
const codes = ({ statements }: ReturnType<typeof night>) => statements.map(({ code }) => code);

/** Log-odds of P(active) of tonight's customers. */
const chancesBy = (base: "mbgnbd" | "bgnbd") => {
  const model = modelInForce({ chosen: base, models });
  assert(model !== undefined);
  return activeChances(model, known, HORIZON_DAYS).map(logOddsOf);
};

describe("tonight's repeat score", () => {
  it("is the candidate that proved itself, fitted to all cuts of the past", () => {
    const score = scoreOf(provenOf("combined"));
    expect(score).toMatchObject({ inForce: "combined", base: "mbgnbd", proof });
    const shape = fitRepeatRule(fits, ["chance", "silence", "frequency"]);
    expect(score.rule.coefficients).toEqual(shape?.rule.coefficients);
    expect(score.standardErrors).toEqual(shape?.standardErrors);
    expect(score.rule.intercept).toBeCloseTo((shape?.rule.intercept ?? 0) + score.levelShift, 12);
    const [customers, buyers] = [15_000, fits.reduce((sum, cut) => sum + cut.buyers, 0)];
    expect(score.fittedOn).toEqual({ cuts: 5, from: "2026-02-20", to: "2026-08-22", customers, buyers });
  });

  it("says on average what the purchase model does, at the level foretold", () => {
    const level = forecastLevel(fits, 0);
    expect(level.shift).toBeCloseTo(-0.4, 6);
    const target = meanChance(chancesBy("mbgnbd"), count, level.shift).mean;
    for (const inForce of ["combined", "calibrated-chance", "plain-chance"] as const) {
      const score = scoreOf(provenOf(inForce));
      expect(score.level).toEqual(level);
      const odds = repeatLogOdds(score.rule, known, chancesBy("mbgnbd"));
      expect(meanChance(odds, count, 0).mean).toBeCloseTo(target, 10);
      expect(score.promise?.share).toBeCloseTo(target, 10);
    }
  });

  it("is P(active) moved to the level foretold where nothing did better", () => {
    const score = scoreOf(provenOf("plain-chance"));
    expect(score).toMatchObject({
      inForce: "plain-chance",
      base: "mbgnbd",
      standardErrors: null,
      fittedOn: null,
      proof,
    });
    expect(score.rule.coefficients).toEqual(PLAIN_CHANCE.coefficients);
    expect(score.rule.intercept).toBeCloseTo(-0.4, 6);
    expect(score.levelShift).toBeCloseTo(score.rule.intercept, 12);
  });

  it("is P(active) as it is, of the model in force, where nothing could be proved", () => {
    for (const chosen of ["mbgnbd", "bgnbd"] as const) {
      const score = scoreOf(undefined, { chosen });
      expect(score).toMatchObject({ inForce: "plain-chance", base: chosen, fittedOn: null, proof: null });
      expect(score.rule.intercept).toBeCloseTo(0, 12);
      expect(score.level?.shift).toBe(0);
      expect(score.promise).toMatchObject({ brier: null, auc: null, calibrationError: null });
      expect(score.promise?.share).toBeCloseTo(meanChance(chancesBy(chosen), count, 0).mean, 10);
    }
  });

  it("stays at the purchase model's level where the level foretold was farther from what came", () => {
    const score = scoreOf({ ...provenOf("plain-chance"), levelHolds: false });
    expect(score.rule.intercept).toBeCloseTo(0, 12);
    expect(score.level).toEqual({ ...forecastLevel(fits, 0), shift: 0 });
  });

  it("is made from MBG/NBD, which the past was learned with, whatever model is in force", () => {
    expect(scoreOf(provenOf("combined"), { chosen: "bgnbd" })).toMatchObject({ inForce: "combined", base: "mbgnbd" });
  });

  it("is P(active) where tonight has no MBG/NBD, or the candidate cannot be fitted again", () => {
    const without = scoreOf(provenOf("combined"), { chosen: "bgnbd", models: { ...models, mbgnbd: null } });
    expect(without).toMatchObject({ inForce: "plain-chance", base: "bgnbd", fittedOn: null });
    const unfitted = scoreOf({ ...provenOf("combined"), fit: undefined });
    expect(unfitted).toMatchObject({ inForce: "plain-chance", base: "mbgnbd", fittedOn: null });
  });

  it("is none, and none is missed, on a night without a purchase model", () => {
    for (const proven of [undefined, provenOf("combined")]) {
      const without: Partial<Input> = { chosen: "none", models: { mbgnbd: null, bgnbd: null, pnbd: null } };
      expect(night(proven, without)).toEqual({ repeatScore: null, statements: [] });
    }
  });
});

describe("tonight's promise", () => {
  it("has ends that the level and chance leave open: nine cases of ten", () => {
    const { promise, level, rule } = scoreOf(provenOf("combined"));
    assert(promise !== undefined && level !== undefined);
    const odds = repeatLogOdds(rule, known, chancesBy("mbgnbd"));
    const at = (shift: number) => meanChance(odds, count, 1.645 * shift).mean;
    // How many of 400 buy is a sum of independent chances.
    const byChance = 1.645 * Math.sqrt(meanChance(odds, count, 0).slope / 400);
    expect(promise.low).toBeCloseTo(promise.share - Math.hypot(promise.share - at(-level.deviation), byChance), 4);
    expect(promise.high).toBeCloseTo(promise.share + Math.hypot(at(level.deviation) - promise.share, byChance), 4);
  });

  it("is wide where no season was ever seen, and never beyond none and all", () => {
    const wide = scoreOf(undefined, { fits: [] }).promise;
    const narrow = scoreOf(provenOf("combined")).promise;
    assert(wide !== undefined && narrow !== undefined);
    expect(wide.high - wide.low).toBeGreaterThan(1.5 * (narrow.high - narrow.low));
    const few = scoreOf(undefined, {
      fits: [],
      tonight: pastCellsOf([{ repeats: 0, silent: 3000, age: 3000, others: 1 }]),
    });
    expect(few.promise?.low).toBe(0);
    expect(few.promise?.high).toBeLessThanOrEqual(1);
  });

  it("reaches further where the shop is odd, never beyond all, and its middle stays", () => {
    const usual = scoreOf(provenOf("combined")).promise;
    const opened = scoreOf(provenOf("combined"), { opened: { low: 0.4, high: 1.5 } }).promise;
    assert(usual !== undefined && opened !== undefined);
    expect(opened).toEqual({ ...usual, low: 0.4 * usual.low, high: 1.5 * usual.high, opened: { low: 0.4, high: 1.5 } });
    expect(scoreOf(provenOf("combined"), { opened: { low: 1, high: 1000 } }).promise?.high).toBe(1);
  });

  it("says of its measures what they were on days of the past, on average and how far off single ones", () => {
    const { promise } = scoreOf(provenOf("combined"));
    expect(promise?.brier?.expected).toBeCloseTo(0.18, 12);
    expect(promise?.brier?.deviation).toBeCloseTo(Math.sqrt(2 * 0.02 ** 2), 12);
    expect(promise?.auc?.expected).toBeCloseTo(0.71, 12);
    expect(promise?.calibrationError?.expected).toBeCloseTo(0.04, 12);
    const once = scoreOf(provenOf("combined", { cuts: proof.cuts.slice(0, 1) })).promise;
    expect(once?.brier).toEqual({ expected: 0.2, deviation: null });
  });

  it("is none where nobody is there", () => {
    const { promise, rule } = scoreOf(provenOf("combined"), { tonight: pastCellsOf([]) });
    expect(promise).toBeUndefined();
    expect(Number.isFinite(rule.intercept)).toBe(true);
  });
});

describe("what is said of tonight's repeat score", () => {
  const aYear = [...fits, ...[319, 365].map((daysBefore) => cutOf(-0.4, daysBefore))];

  it("is nothing where several features together are in force, and the season was seen", () => {
    for (const inForce of ["combined", "seasonal"] as const)
      expect(codes(night(provenOf(inForce), { fits: aYear }))).toEqual([]);
  });

  it("is that something plainer is in force", () => {
    expect(codes(night(provenOf("calibrated-chance"), { fits: aYear }))).toEqual(["repeat-score-calibrated"]);
    expect(codes(night(provenOf("plain-chance"), { fits: aYear }))).toEqual(["repeat-score-plain"]);
  });

  it("is that the season was never seen, and that nothing could be proved", () => {
    expect(codes(night(provenOf("combined")))).toEqual(["repeat-score-season-unknown"]);
    expect(codes(night(provenOf("plain-chance")))).toEqual(["repeat-score-plain", "repeat-score-season-unknown"]);
    expect(codes(night(undefined))).toEqual(["repeat-score-not-proved"]);
  });
});

describe("a candidate that came into force tonight", () => {
  const saidAfter = (inForce: "combined" | "plain-chance") => {
    const { repeatScore } = night(provenOf(inForce));
    return codes(night(provenOf("combined"), { yesterday: { repeatScore } }));
  };

  it("is told on that night, and on no other", () => {
    expect(saidAfter("plain-chance")).toContain("repeat-score-rule-changed");
    expect(saidAfter("combined")).not.toContain("repeat-score-rule-changed");
    expect(codes(night(provenOf("combined")))).not.toContain("repeat-score-rule-changed");
    expect(codes(night(provenOf("combined"), { yesterday: { repeatScore: null } }))).not.toContain(
      "repeat-score-rule-changed",
    );
  });
});
