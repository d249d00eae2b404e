import { assert, describe, expect, it } from "vitest";
import type { BetaGeometricParams } from "../../../../shared/model/model-file.ts";
import type { RepeatCandidate } from "../../../../shared/model/repeat-score.ts";
import type { Rating } from "../../../../shared/model/scorecard.ts";
import type { CutFits } from "../../../../shared/scoring/held-back/fit-at-cut.ts";
import type { RatedRule } from "../../../../shared/scoring/held-back/rule-scores.ts";
import { activeChances } from "../../../../shared/scoring/models/active-chances.ts";
import { bgnbd } from "../../../../shared/scoring/models/bgnbd.ts";
import { betaGeometricModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { proveRepeatScore } from "../../../../shared/scoring/repeat-score/prove-repeat-score.ts";
import { fitOfParams } from "../../../support/fit-of-params.ts";
import { heldBackOfGroups } from "../../../support/held-back-groups.ts";
import { rated } from "../../../support/rated-rules.ts";

/** Three kinds of customers, of whom these shares bought after a cut. */
type Shares = { readonly fresh: number; readonly frequent: number; readonly lapsed: number };
const shop = ({ fresh, frequent, lapsed }: Shares, each = 1000) => {
  const outcomes = (share: number) => ({ buyers: each * share, others: each * (1 - share) });
  return heldBackOfGroups([
    { repeats: 1, silent: 10, age: 150, ...outcomes(fresh) },
    { repeats: 10, silent: 100, age: 300, ...outcomes(frequent) },
    { repeats: 1, silent: 300, age: 400, ...outcomes(lapsed) },
  ]);
};
/** Days of silence rank these rightly; the chances of a model may take either for the likeliest. */
const freshFirst = { fresh: 0.8, frequent: 0.5, lapsed: 0.1 };
const frequentFirst = { fresh: 0.5, frequent: 0.8, lapsed: 0.1 };
const models = {
  freshFirst: { r: 1, alpha: 1, a: 1, b: 1 },
  frequentFirst: { r: 1, alpha: 50, a: 1, b: 1 },
} satisfies Record<string, BetaGeometricParams>;

/** Of 1,000 each, bought 100, 500 and 800: ranked in this order won 100 * 450 + 500 * 1150 + 800 * 1500 of 1400 * 1600 pairs. */
const RIGHT = 0.8125;
/** With the two likelier kinds the wrong way round: 100 * 450 + 800 * 1000 + 500 * 1350. */
const WRONG = 1520 / 2240;

type Models = { readonly mbgnbd?: BetaGeometricParams; readonly bgnbd?: BetaGeometricParams };
const fitsOf = (at: Models): CutFits => ({
  cells: heldBackOfGroups([]),
  customers: 3000,
  models: {
    mbgnbd: at.mbgnbd ? fitOfParams(at.mbgnbd) : null,
    bgnbd: at.bgnbd ? fitOfParams(at.bgnbd) : null,
    pnbd: null,
  },
});

type Night = {
  readonly earlier: Shares | ReturnType<typeof shop>;
  readonly recent: Shares | ReturnType<typeof shop>;
  readonly models?: Models | { readonly earlier: Models; readonly recent: Models };
  readonly bestAuc?: number;
  readonly bestChance?: Partial<Rating> & { readonly rule: Rating["rule"] };
};
const chances = Float64Array.of(0.1, 0.2, 0.3);
const prove = ({ earlier, recent, models: fitted = { mbgnbd: models.frequentFirst }, ...singles }: Night) => {
  const { bestAuc = RIGHT, bestChance = { rule: "mbgnbd" } } = singles;
  const given: readonly RatedRule[] = [
    rated("days-silent", { auc: bestAuc }),
    rated(bestChance.rule, { auc: 0.6, brier: 0.25, calibrationError: 0.1, ...bestChance }, chances),
  ];
  const at = "earlier" in fitted ? fitted : { earlier: fitted, recent: fitted };
  return proveRepeatScore({
    asOf: "2026-11-20",
    heldBack: {
      earlier: "length" in earlier ? earlier : shop(earlier),
      recent: "length" in recent ? recent : shop(recent),
    },
    fits: { earlier: fitsOf(at.earlier), recent: fitsOf(at.recent) },
    singles: given,
  });
};
const proven = (night: Night) => {
  const found = prove(night);
  assert(found !== undefined, "there is enough to prove something");
  const of = (candidate: RepeatCandidate) => found.proof.candidates.find((tried) => tried.candidate === candidate);
  return { ...found, of };
};

describe("the candidate in force", () => {
  it("is all features together where they rank no worse than the best single score, and are calibrated better", () => {
    const { inForce, base, proof, of } = proven({ earlier: freshFirst, recent: freshFirst });
    expect([inForce, base]).toEqual(["combined", "mbgnbd"]);
    expect(of("combined")?.auc).toBeCloseTo(RIGHT, 12);
    expect(of("calibrated-chance")?.auc).toBeCloseTo(WRONG, 12);
    expect(of("calibrated-silence")?.auc).toBeCloseTo(RIGHT, 12);
    expect(proof.candidates.map(({ candidate, wins }) => [candidate, wins])).toEqual([
      ["combined", true],
      ["calibrated-chance", false],
      ["calibrated-silence", true],
      ["plain-chance", false],
    ]);
  });

  it("is the chance, calibrated, where what silence told of the chance's own mistakes was gone when it was tried", () => {
    const { inForce, of } = proven({ earlier: { fresh: 0.8, frequent: 0.7, lapsed: 0.1 }, recent: frequentFirst });
    expect(inForce).toBe("calibrated-chance");
    expect(of("combined")?.auc).toBeCloseTo(WRONG, 12);
    expect(of("calibrated-chance")?.auc).toBeCloseTo(RIGHT, 12);
  });

  it("is silence, calibrated, where only silence ranks as well as the best single score", () => {
    const { inForce, of } = proven({ earlier: frequentFirst, recent: freshFirst });
    expect(inForce).toBe("calibrated-silence");
    expect(of("combined")?.auc).toBeCloseTo(WRONG, 12);
    expect(of("calibrated-chance")?.auc).toBeCloseTo(WRONG, 12);
  });

  it("is P(active) as it is where a single score ranks better than every candidate", () => {
    const bestChance = { rule: "pnbd", auc: 0.75, brier: 0.24, calibrationError: 0.08 } as const;
    const { inForce, base, proof, onRecent, of } = proven({
      earlier: freshFirst,
      recent: freshFirst,
      bestAuc: 0.82,
      bestChance,
    });
    expect([inForce, base]).toEqual(["plain-chance", "pnbd"]);
    expect(proof.candidates.some(({ wins }) => wins)).toBe(false);
    expect(of("plain-chance")).toEqual({
      candidate: "plain-chance",
      wins: false,
      auc: 0.75,
      brier: 0.24,
      calibrationError: 0.08,
    });
    expect(proof).toMatchObject({ bestSingle: { rule: "days-silent", auc: 0.82 }, bestChance });
    expect(onRecent).toMatchObject({ rule: "repeat-score", rating: { rule: "repeat-score", auc: 0.75 }, chances });
  });

  it("need not rank better than the best single score, beyond what rounding does to equals", () => {
    const night = { earlier: freshFirst, recent: freshFirst };
    expect(proven({ ...night, bestAuc: RIGHT + 1e-9 }).inForce).toBe("combined");
    expect(proven({ ...night, bestAuc: RIGHT + 2e-9 }).inForce).toBe("plain-chance");
  });

  it("must have a lower Brier score than the P(active) that ranks best", () => {
    const night = { earlier: freshFirst, recent: freshFirst };
    const brier = proven(night).of("combined")?.brier ?? 0;
    expect(proven({ ...night, bestChance: { rule: "mbgnbd", brier } }).of("combined")?.wins).toBe(false);
    expect(proven({ ...night, bestChance: { rule: "mbgnbd", brier: brier + 1e-9 } }).of("combined")?.wins).toBe(true);
  });
});

describe("the P(active) that candidates are made from", () => {
  const both = { mbgnbd: models.frequentFirst, bgnbd: models.freshFirst };

  it("is the model's that ranked better on the earlier stretch", () => {
    expect(proven({ earlier: freshFirst, recent: freshFirst, models: both }).base).toBe("bgnbd");
    expect(proven({ earlier: frequentFirst, recent: frequentFirst, models: both }).base).toBe("mbgnbd");
    const other = { mbgnbd: models.freshFirst, bgnbd: models.frequentFirst };
    expect(proven({ earlier: freshFirst, recent: freshFirst, models: other }).base).toBe("mbgnbd");
  });

  it("is MBG/NBD's where both ranked alike", () => {
    const alike = { mbgnbd: models.freshFirst, bgnbd: models.freshFirst };
    expect(proven({ earlier: freshFirst, recent: freshFirst, models: alike }).base).toBe("mbgnbd");
  });

  it("is, calibrated by itself, that of the model that ranks best when it is tried, if it is one of the two", () => {
    // On the earlier stretch BG/NBD ranks better, on the recent one MBG/NBD.
    const night = { earlier: { fresh: 0.8, frequent: 0.7, lapsed: 0.1 }, recent: frequentFirst, models: both };
    const byBest = proven({ ...night, bestChance: { rule: "mbgnbd" } });
    expect([byBest.inForce, byBest.base]).toEqual(["calibrated-chance", "mbgnbd"]);
    const byPareto = proven({ ...night, bestChance: { rule: "pnbd" } });
    expect(byPareto.of("calibrated-chance")?.auc).toBeCloseTo(WRONG, 12);
    expect([byPareto.inForce, byPareto.base]).toEqual(["plain-chance", "pnbd"]);
  });

  it("is of a model fitted anew at each cut", () => {
    const at = { earlier: { mbgnbd: models.frequentFirst }, recent: { mbgnbd: models.freshFirst } };
    const { of } = proven({ earlier: frequentFirst, recent: freshFirst, models: at });
    expect(of("calibrated-chance")?.auc).toBeCloseTo(RIGHT, 12);
  });

  it("is of a model that could be fitted at both cuts; without any nothing is proved", () => {
    const night = { earlier: freshFirst, recent: freshFirst };
    const [all, one] = [{ mbgnbd: models.freshFirst, bgnbd: models.frequentFirst }, { bgnbd: models.frequentFirst }];
    expect(proven({ ...night, models: { earlier: all, recent: one } }).base).toBe("bgnbd");
    expect(proven({ ...night, models: { earlier: one, recent: all } }).base).toBe("bgnbd");
    expect(prove({ ...night, models: { earlier: one, recent: {} } })).toBeUndefined();
    expect(prove({ ...night, models: {} })).toBeUndefined();
  });

  it("has to have been judged itself: without any model's P(active) among the single scores nothing is proved", () => {
    expect(prove({ earlier: freshFirst, recent: freshFirst, bestChance: { rule: "own-rhythm" } })).toBeUndefined();
  });
});

describe("the proof", () => {
  it("says what it was fitted to and what it was proved on", () => {
    const { proof } = proven({ earlier: shop(freshFirst, 1000), recent: shop(freshFirst, 2000) });
    expect(proof.fittedOn).toEqual({ cut: "2026-05-24", customers: 3000, buyers: 1400 });
    expect(proof.provedOn).toEqual({ cut: "2026-08-22", customers: 6000, buyers: 2800 });
  });

  it("rests on a level half way from what customers did before to what the model expects of them now", () => {
    const night = { earlier: freshFirst, recent: freshFirst, models: { bgnbd: models.freshFirst } };
    const { onRecent } = proven(night);
    const cells = shop(freshFirst);
    const expected = activeChances(betaGeometricModel(bgnbd, models.freshFirst), cells, 90);
    const logOddsOfMean = (of: Float64Array | undefined) => {
      const mean = cells.count.reduce((sum, n, i) => sum + n * (of?.[i] ?? 0), 0) / 3000;
      return Math.log(mean / (1 - mean));
    };
    // 1,400 of 3,000 bought before.
    const halfWay = (Math.log(1400 / 1600) + logOddsOfMean(expected)) / 2;
    expect(logOddsOfMean(onRecent.chances)).toBeCloseTo(halfWay, 9);
    expect(onRecent).toMatchObject({ rule: "repeat-score", rating: { rule: "repeat-score" } });
  });

  it("takes 40 customers who bought and 40 who did not, in each stretch", () => {
    const known = { repeats: 1, age: 400 };
    const stretch = (buyers: number, others: number) =>
      heldBackOfGroups([
        { ...known, silent: 10, buyers: buyers - 10, others: 10 },
        { ...known, silent: 300, buyers: 10, others: others - 10 },
      ]);
    const enough = stretch(40, 40);
    expect(prove({ earlier: enough, recent: enough })).toBeDefined();
    for (const few of [stretch(39, 40), stretch(40, 39)]) {
      expect(prove({ earlier: few, recent: enough })).toBeUndefined();
      expect(prove({ earlier: enough, recent: few })).toBeUndefined();
    }
  });
});
