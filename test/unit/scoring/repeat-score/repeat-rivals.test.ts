import { describe, expect, it } from "vitest";
import type { Rating } from "../../../../shared/model/scorecard.ts";
import type { RatedRule } from "../../../../shared/scoring/held-back/rule-scores.ts";
import { bestSingles, chanceMeasures } from "../../../../shared/scoring/repeat-score/repeat-rivals.ts";
import { rated } from "../../../support/rated-rules.ts";

const chance = (rule: Rating["rule"], auc: number | null, change: Partial<Rating> = {}): RatedRule =>
  rated(rule, { auc, brier: 0.2, calibrationError: 0.03, ...change });
const ranking = (rule: Rating["rule"], auc: number | null): RatedRule => rated(rule, { auc });

describe("what a repeat score has to stand up to", () => {
  it("is the single score that ranks best, and the P(active) that ranks best", () => {
    const bgnbd = chance("bgnbd", 0.75, { brier: 0.21, calibrationError: 0.01 });
    const singles = [chance("mbgnbd", 0.7), bgnbd, chance("pnbd", 0.72), ranking("days-silent", 0.8)];
    expect(bestSingles(singles)).toEqual({
      single: { rule: "days-silent", auc: 0.8 },
      chance: { rule: "bgnbd", auc: 0.75, brier: 0.21, calibrationError: 0.01 },
      plain: bgnbd,
    });
  });

  it("is the first of equals", () => {
    const equals = [chance("pnbd", 0.7), chance("mbgnbd", 0.7), ranking("own-rhythm", 0.7)];
    expect(bestSingles(equals)).toMatchObject({ single: { rule: "pnbd" }, chance: { rule: "pnbd" } });
  });

  it("can be one and the same", () => {
    const singles = [ranking("days-silent", 0.6), chance("mbgnbd", 0.7), ranking("own-rhythm", 0.65)];
    expect(bestSingles(singles)).toMatchObject({ single: { rule: "mbgnbd" }, chance: { rule: "mbgnbd" } });
  });

  it("is never what could not be measured", () => {
    const unmeasured = [
      chance("mbgnbd", null),
      chance("bgnbd", 0.9, { brier: null }),
      chance("bgnbd", 0.9, { calibrationError: null }),
    ];
    const found = bestSingles([...unmeasured, chance("pnbd", 0.7)]);
    expect(found).toMatchObject({ single: { rule: "bgnbd", auc: 0.9 }, chance: { rule: "pnbd", auc: 0.7 } });
    expect(bestSingles(unmeasured)).toBeUndefined();
    const [unranked, wrong] = [ranking("own-rhythm", null), chance("pnbd", 0)];
    expect(bestSingles([unranked, wrong])).toMatchObject({ single: { rule: "pnbd", auc: 0 } });
  });

  it("is not there without any P(active)", () => {
    expect(bestSingles([])).toBeUndefined();
    expect(bestSingles([ranking("days-silent", 0.8)])).toBeUndefined();
    // A repeat score has chances too, but is no purchase model.
    expect(bestSingles([chance("repeat-score", 0.8)])).toBeUndefined();
  });
});

describe("what a chance is judged by", () => {
  it("is how well it ranks and how right it is, where all of that is known", () => {
    const measures = { auc: 0.7, brier: 0.2, calibrationError: 0.03 };
    expect(chanceMeasures(chance("mbgnbd", 0.7).rating)).toEqual(measures);
    for (const unknown of ["auc", "brier", "calibrationError"])
      expect(chanceMeasures(rated("mbgnbd", { ...measures, [unknown]: null }).rating)).toBeUndefined();
  });
});
