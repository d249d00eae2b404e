import { assert, describe, expect, it } from "vitest";
import type { ModelFile } from "../../../../shared/model/model-file.ts";
import type { RepeatScore } from "../../../../shared/model/repeat-score.ts";
import { HORIZON_DAYS } from "../../../../shared/model/rule-limits.ts";
import { activeChances } from "../../../../shared/scoring/models/active-chances.ts";
import { inDoubt } from "../../../../shared/scoring/models/doubted-silence.ts";
import { modelInForce } from "../../../../shared/scoring/models/purchase-model.ts";
import { PLAIN_CHANCE, repeatLogOdds } from "../../../../shared/scoring/repeat-score/repeat-rule.ts";
import { repeatChances, repeatScorer } from "../../../../shared/scoring/repeat-score/repeat-scorer.ts";
import { logOddsOf } from "../../../../shared/stats/log-odds.ts";
import { fromLogOdds } from "../../../../shared/stats/logistic.ts";
import { seededRandom } from "../../../../shared/stats/random.ts";
import { fitOfParams } from "../../../support/fit-of-params.ts";
import { knownOfGroups } from "../../../support/past-fits-of.ts";

/** BG/NBD by which whoever bought once, T days ago, is alive, and buys within 90 days with a chance of 90 / (180 + T). */
const bgnbd = { ...fitOfParams({ r: 1, alpha: 90 / 7, a: 1, b: 1 }), asOf: "2026-11-20" };
const models: ModelFile["models"] = { mbgnbd: null, bgnbd, pnbd: null, nbd: null, gammaGamma: null };

/** Odds of 2 times those of P(active), times purchase days, over 1 + days of silence. */
const combined: RepeatScore = {
  inForce: "combined",
  base: "mbgnbd",
  rule: { intercept: Math.LN2, coefficients: { ...PLAIN_CHANCE.coefficients, chance: 1, silence: -1, frequency: 1 } },
  standardErrors: null,
  levelShift: 0,
  fittedOn: null,
  proof: null,
};
const plain: RepeatScore = { ...combined, inForce: "plain-chance", rule: PLAIN_CHANCE };

const onceEach = knownOfGroups([
  { repeats: 0, silent: 0, age: 0 },
  { repeats: 0, silent: 90, age: 90 },
]);
type Night = {
  readonly models?: typeof models;
  readonly chosen?: "mbgnbd" | "bgnbd";
  readonly known?: typeof onceEach;
};
const scoresOf = (repeatScore: RepeatScore | null, pActive90: Float64Array, night: Night = {}) => {
  const { known = onceEach, ...others } = night;
  const all = { repeatScore, chosen: "mbgnbd" as const, models, ...others };
  return [...repeatScorer(all)(known, repeatChances(all)(known, pActive90))];
};

describe("the repeat scores of customers", () => {
  it("are the chances that the rule in force gives them, in whatever order they come", () => {
    const often = { repeats: 4, silent: 9, age: 39 };
    const known = knownOfGroups([{ repeats: 0, silent: 0, age: 0 }, often, { repeats: 1, silent: 2, age: 12 }, often]);
    const scores = scoresOf(combined, Float64Array.of(0.75, 0.5, 0.2, 0.5), { known });
    // Odds of 2 * 3 * 1/1, 2 * 1 * 5/10, 2 * 1/4 * 2/3, and the second's again.
    for (const [i, chance] of [6 / 7, 1 / 2, 1 / 4, 1 / 2].entries()) expect(scores[i]).toBeCloseTo(chance, 12);
    expect(scores).toHaveLength(4);
  });

  it("know what was bought in the season to come of earlier years, and who had not come by then", () => {
    const rule = {
      intercept: 0,
      coefficients: {
        ...{ chance: 1, silence: 0, frequency: 0 },
        ...{ lastYear: 1, knownLastYear: Math.log(1 / 3), yearBefore: 2, knownYearBefore: Math.log(1 / 5) },
      },
    };
    const customer = { repeats: 5, silent: 10 };
    const known = knownOfGroups([
      { ...customer, age: 364 },
      { ...customer, age: 365 },
      { ...customer, age: 365, lastYear: 2 },
      { ...customer, age: 730, lastYear: 3, yearBefore: 1 },
    ]);
    const scores = scoresOf({ ...combined, inForce: "seasonal", rule }, new Float64Array(4).fill(0.5), { known });
    // Odds of 1, of 1/3, of 3 purchase days and one over 3, and of 4 * 2^2 over 3 * 5.
    expect(scores).toEqual([1 / 2, 1 / 4, 1 / 2, 16 / 31].map((chance) => expect.closeTo(chance, 12)));
  });

  it("are by table what they are by formula", () => {
    const random = seededRandom(4);
    const whole = (most: number) => Math.floor(random() * (most + 1));
    const groups = Array.from({ length: 500 }, () => {
      const age = whole(1500);
      return { repeats: whole(30), silent: whole(age), age, lastYear: whole(3), yearBefore: whole(1) };
    });
    const coefficients = {
      ...{ chance: 0.7, silence: -0.3, frequency: 0.4 },
      ...{ lastYear: 0.6, knownLastYear: -0.2, yearBefore: 0.3, knownYearBefore: -0.1 },
    };
    const [rule, known] = [{ intercept: -0.4, coefficients }, knownOfGroups(groups)];
    const chances = Float64Array.from(groups, () => random());
    const byTable = scoresOf({ ...combined, inForce: "seasonal", rule }, chances, { known });
    const byFormula = repeatLogOdds(rule, known, chances.map(logOddsOf)).map(fromLogOdds);
    expect(byTable).toEqual([...byFormula].map((chance) => expect.closeTo(chance, 12)));
  });

  it("are P(active) at the level of the season where nothing else is in force", () => {
    const moved = { ...plain, rule: { ...PLAIN_CHANCE, intercept: Math.log(3) } };
    expect(scoresOf(moved, Float64Array.of(0.5, 0.25))).toEqual(
      [0.75, 0.5].map((chance) => expect.closeTo(chance, 12)),
    );
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

  it("go by a doubted silence where the rule of the night says so", () => {
    const known = knownOfGroups([{ repeats: 60, silent: 70, age: 100 }]);
    const chance = Float64Array.of(0.001);
    const model = modelInForce({ chosen: "bgnbd", models });
    assert(model !== undefined);
    const night = { chosen: "bgnbd", known } as const;
    expect(scoresOf({ ...plain, base: "bgnbd" }, chance, night)).toEqual([0.001]);
    expect(scoresOf({ ...plain, base: "bgnbd", doubt: 0.5 }, chance, night)).toEqual([
      ...activeChances(inDoubt(model, 0.5), known, HORIZON_DAYS),
    ]);
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
