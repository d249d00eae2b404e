import { assert, describe, expect, it } from "vitest";
import type { CutFits } from "../../../../shared/scoring/held-back/fit-at-cut.ts";
import { fitRepeatScore } from "../../../../shared/scoring/repeat-score/fit-repeat-score.ts";
import type { ProvenRepeatScore } from "../../../../shared/scoring/repeat-score/prove-repeat-score.ts";
import { fitOfParams } from "../../../support/fit-of-params.ts";
import { heldBackOfGroups } from "../../../support/held-back-groups.ts";
import { rated } from "../../../support/rated-rules.ts";

type Input = Parameters<typeof fitRepeatScore>[0];

const asOf = "2026-11-20";
/**
 * BG/NBD by which whoever bought once, T days ago, is alive, and does not buy within 90 days with a chance of
 * (days + T) / (days + T + 90).
 */
const waiting = (days: number) => fitOfParams({ r: 1, alpha: days / 7, a: 1, b: 1 });
const tonightOf = (days: number) => ({ ...waiting(days), asOf });

const once = { repeats: 0 };
/** Known 90 days ago: odds of 4 to 1 on the day of the purchase, and of 1 to 4 after 90 days. */
const recent = heldBackOfGroups([
  { ...once, silent: 0, age: 0, buyers: 80_000, others: 20_000 },
  { ...once, silent: 90, age: 90, buyers: 20_000, others: 80_000 },
]);
const earlier = heldBackOfGroups([{ ...once, silent: 0, age: 0, buyers: 12, others: 340 }]);
/** Everybody tonight bought today, for the first time. */
const cells = heldBackOfGroups([{ ...once, silent: 0, age: 0, buyers: 0, others: 500 }]);

const proof: ProvenRepeatScore["proof"] = {
  fittedOn: { cut: "2026-05-24", customers: 352, buyers: 12 },
  provedOn: { cut: "2026-08-22", customers: 200_000, buyers: 100_000 },
  candidates: [{ candidate: "combined", wins: false, auc: 0.6, brier: 0.25, calibrationError: 0.1 }],
  bestSingle: { rule: "bgnbd", auc: 0.8 },
  bestChance: { rule: "bgnbd", auc: 0.8, brier: 0.2, calibrationError: 0.1 },
};
const provenOf = (
  inForce: ProvenRepeatScore["inForce"],
  base: ProvenRepeatScore["base"] = "bgnbd",
): ProvenRepeatScore => ({
  inForce,
  base,
  proof,
  onRecent: rated("repeat-score", {}),
});

const at = (bgnbd: CutFits["models"]["bgnbd"]): CutFits => ({
  cells,
  customers: 1,
  models: { mbgnbd: null, bgnbd, pnbd: null },
});
const tonight = (proven: ProvenRepeatScore | undefined, change: Partial<Input> = {}) =>
  fitRepeatScore({
    asOf,
    heldBack: { recent, earlier },
    fits: { recent: at(waiting(90)), earlier: at(waiting(90)) },
    proven,
    models: { mbgnbd: tonightOf(90), bgnbd: tonightOf(90), pnbd: null },
    chosen: "mbgnbd",
    cells,
    ...change,
  });
const codes = ({ statements }: ReturnType<typeof tonight>) => statements.map(({ code }) => code);
const plain = { inForce: "plain-chance", standardErrors: null, levelShift: 0, fittedOn: null } as const;
const plainRule = { intercept: 0, coefficients: { chance: 1, silence: 0, frequency: 0 } };

describe("tonight's repeat score", () => {
  it("is fitted once more to the last 90 days, at a level half way to what the model expects of tonight's customers", () => {
    const { repeatScore } = tonight(provenOf("calibrated-silence"));
    assert(repeatScore !== null);
    expect(repeatScore).toMatchObject({ inForce: "calibrated-silence", base: "bgnbd", proof });
    expect(repeatScore.fittedOn).toEqual({ cut: "2026-08-22", customers: 200_000, buyers: 100_000 });
    expect(repeatScore.rule.coefficients.silence).toBeCloseTo((-2 * Math.log(4)) / Math.log(91), 4);
    // Odds of 4 to 1 by the rule and of 1 to 1 by the model: half way is 2 to 1.
    expect(repeatScore.levelShift).toBeCloseTo(-Math.LN2, 4);
    expect(repeatScore.rule.intercept).toBeCloseTo(Math.LN2, 4);
    // The variance of each kind's log-odds is 1/80,000 + 1/20,000.
    expect(repeatScore.standardErrors?.silence).toBeCloseTo(Math.sqrt(2 / 16_000) / Math.log(91), 6);
  });

  it("goes by what the model said at the cut, and what tonight's says tonight", () => {
    // At the cut odds of 1 to 1 and of 1 to 2: twice the odds, 16 times as likely. Tonight's model says 3 to 1.
    const models = { mbgnbd: null, bgnbd: tonightOf(30), pnbd: null };
    const { repeatScore } = tonight(provenOf("calibrated-chance"), { models });
    assert(repeatScore !== null);
    expect(repeatScore.rule.coefficients.chance).toBeCloseTo(4, 3);
    const own = Math.log(4) + 4 * Math.log(3);
    expect(repeatScore.levelShift).toBeCloseTo((Math.log(3) - own) / 2, 3);
    expect(repeatScore.rule.intercept).toBeCloseTo(Math.log(4) + (Math.log(3) - own) / 2, 3);
  });

  it("needs no words where all features together are in force, and says so where only one of them is", () => {
    expect(codes(tonight(provenOf("combined")))).toEqual([]);
    for (const one of ["calibrated-chance", "calibrated-silence"] as const)
      expect(codes(tonight(provenOf(one)))).toEqual(["repeat-score-calibrated"]);
  });

  it("is P(active) of the model that ranked best where nothing did better, with the proof of that", () => {
    const found = tonight(provenOf("plain-chance"));
    expect(found.repeatScore).toEqual({ ...plain, rule: plainRule, base: "bgnbd", proof });
    expect(codes(found)).toEqual(["repeat-score-plain"]);
    expect(found.statements[0]?.text).toContain("BG/NBD");
  });

  it("is P(active) of the model in force where nothing could be proved, and says on how few customers", () => {
    const found = tonight(undefined);
    expect(found.repeatScore).toEqual({ ...plain, rule: plainRule, base: "mbgnbd", proof: null });
    expect(codes(found)).toEqual(["repeat-score-not-proved"]);
    expect(found.statements[0]?.text).toContain(
      "90 days after May 24, 2026, 12 customers known by then bought and 340 did not",
    );
  });

  it("is P(active) where the candidate that proved itself cannot be fitted again", () => {
    const nobodyBought = heldBackOfGroups([{ ...once, silent: 0, age: 0, buyers: 0, others: 900 }]);
    const withoutCut = { fits: { recent: at(null), earlier: at(waiting(90)) } };
    for (const change of [withoutCut, { heldBack: { earlier, recent: nobodyBought } }]) {
      const found = tonight(provenOf("calibrated-silence"), change);
      expect(found.repeatScore).toEqual({ ...plain, rule: plainRule, base: "bgnbd", proof });
      expect(codes(found)).toEqual(["repeat-score-plain"]);
    }
  });

  it("is that of the model in force where tonight has no fit of the one that proved itself", () => {
    const models = { mbgnbd: tonightOf(90), bgnbd: null, pnbd: null };
    for (const inForce of ["combined", "plain-chance"] as const) {
      const found = tonight(provenOf(inForce), { models });
      expect(found.repeatScore).toMatchObject({ ...plain, base: "mbgnbd" });
      expect(found.statements[0]?.text).toContain("MBG/NBD");
    }
  });

  it("is none, and none is missed, on a night without a purchase model", () => {
    for (const proven of [undefined, provenOf("combined")])
      expect(tonight(proven, { chosen: "none" })).toEqual({ repeatScore: null, statements: [] });
  });
});
