import { describe, expect, it } from "vitest";
import type { ModelFile } from "../../../../shared/model/model-file.ts";
import type { RepeatScore } from "../../../../shared/model/repeat-score.ts";
import { PLAIN_CHANCE } from "../../../../shared/scoring/repeat-score/repeat-rule.ts";
import { repeatScorer } from "../../../../shared/scoring/repeat-score/repeat-scorer.ts";
import { fitOfParams } from "../../../support/fit-of-params.ts";

/** BG/NBD by which whoever bought once, T days ago, is alive, and buys within 90 days with a chance of 90 / (180 + T). */
const bgnbd = { ...fitOfParams({ r: 1, alpha: 90 / 7, a: 1, b: 1 }), asOf: "2026-11-20" };
const models: ModelFile["models"] = { mbgnbd: null, bgnbd, pnbd: null, nbd: null, gammaGamma: null };

/** Odds of 2 times those of P(active), times purchase days, over 1 + days of silence. */
const combined: RepeatScore = {
  inForce: "combined",
  base: "mbgnbd",
  rule: { intercept: Math.LN2, coefficients: { chance: 1, silence: -1, frequency: 1 } },
  standardErrors: null,
  levelShift: 0,
  fittedOn: null,
  proof: null,
};
const plain: RepeatScore = { ...combined, inForce: "plain-chance", rule: PLAIN_CHANCE };

const onceEach = {
  length: 2,
  repeats: Int32Array.of(0, 0),
  recencyDays: Int32Array.of(0, 0),
  ageDays: Int32Array.of(0, 90),
};
type Night = {
  readonly models?: typeof models;
  readonly chosen?: "mbgnbd" | "bgnbd";
  readonly known?: typeof onceEach;
};
const scoresOf = (repeatScore: RepeatScore | null, pActive90: Float64Array, night: Night = {}) => {
  const { known = onceEach, ...others } = night;
  return [...repeatScorer({ repeatScore, chosen: "mbgnbd", models, ...others })(known, pActive90)];
};

describe("the repeat scores of customers", () => {
  it("are the chances that the rule in force gives them, in whatever order they come", () => {
    const known = {
      length: 4,
      repeats: Int32Array.of(0, 4, 1, 4),
      recencyDays: Int32Array.of(0, 30, 10, 30),
      ageDays: Int32Array.of(0, 39, 12, 39),
    };
    const scores = scoresOf(combined, Float64Array.of(0.75, 0.5, 0.2, 0.5), { known });
    // Odds of 2 * 3 * 1/1, 2 * 1 * 5/10, 2 * 1/4 * 2/3, and the second's again.
    for (const [i, chance] of [6 / 7, 1 / 2, 1 / 4, 1 / 2].entries()) expect(scores[i]).toBeCloseTo(chance, 12);
    expect(scores).toHaveLength(4);
  });

  it("are P(active) as it is where that is in force", () => {
    const pActive90 = Float64Array.of(0.123, 0.456);
    expect(scoresOf(plain, pActive90)).toEqual([0.123, 0.456]);
    expect(scoresOf({ ...plain, base: "bgnbd" }, pActive90, { chosen: "bgnbd" })).toEqual([0.123, 0.456]);
  });

  it("go by the model that proved itself where another one is in force", () => {
    const pActive90 = Float64Array.of(0.9, 0.9);
    const [today, older] = scoresOf({ ...plain, base: "bgnbd" }, pActive90);
    expect(today).toBeCloseTo(1 / 2, 12);
    expect(older).toBeCloseTo(1 / 3, 12);
    // Odds of 2 * 1 * 1/1, and of 2 * 1/2 * 1/91.
    const [todays, olders] = scoresOf({ ...combined, base: "bgnbd" }, pActive90);
    expect(todays).toBeCloseTo(2 / 3, 12);
    expect(olders).toBeCloseTo(1 / 92, 12);
  });

  it("go by the model in force where the one that proved itself has no fit", () => {
    const pActive90 = Float64Array.of(0.123, 0.456);
    const unfitted = { ...models, bgnbd: null };
    expect(scoresOf({ ...plain, base: "bgnbd" }, pActive90, { models: unfitted })).toEqual([0.123, 0.456]);
  });

  it("are not known of anybody on a night without a repeat score", () => {
    expect(scoresOf(null, Float64Array.of(0.123, 0.456))).toEqual([Number.NaN, Number.NaN]);
  });
});
