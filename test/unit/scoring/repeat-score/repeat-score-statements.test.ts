import { describe, expect, test } from "vitest";
import type { RepeatProof, RepeatScore } from "../../../../shared/model/repeat-score.ts";
import { repeatScoreStatements } from "../../../../shared/scoring/repeat-score/repeat-score-statements.ts";

const measures = { auc: 0.7111, brier: 0.1999, calibrationError: 0.01 };
const cut = { customers: 1000, buyers: 345, promised: 330, promisedPlain: 400, likeness: 0.5, baseRate: null };
const proof: RepeatProof = {
  cuts: [
    { ...cut, cut: "2026-08-22", inForce: measures, plain: measures },
    { ...cut, cut: "2026-05-22", customers: 900, inForce: measures, plain: measures },
  ],
  candidates: [
    { candidate: "combined", auc: 0.7222, brier: 0.1888, calibrationError: 0.01 },
    { candidate: "calibrated-chance", ...measures },
    { candidate: "plain-chance", auc: 0.7333, brier: 0.1777, calibrationError: 0.02 },
  ],
};
const level: RepeatScore["level"] = { shift: 0, deviation: 0.5, seasonKnown: false, cuts: 3 };
const promise: RepeatScore["promise"] = {
  share: 0.2,
  low: 0.12,
  high: 0.31,
  brier: null,
  auc: null,
  calibrationError: null,
};

test("a score that could not be proved says whose P(active) it is, and what it takes", () => {
  const { code, text } = repeatScoreStatements.notProved("pnbd");
  expect(code).toBe("repeat-score-not-proved");
  expect(text).toContain("goes by the purchase model (Pareto/NBD) alone tonight: to prove another way it takes");
  expect(text).toContain("40 customers bought within 90 days and 40 did not. The shop's history has no such two yet.");
});

describe("a score by something plainer than all that is known", () => {
  test("says whose chance it is, on how many days and customers more was tried, and how it did itself", () => {
    const { code, text } = repeatScoreStatements.plainer({ inForce: "calibrated-chance", base: "mbgnbd", proof });
    expect(code).toBe("repeat-score-calibrated");
    expect(text).toContain("goes by the purchase model (MBG/NBD) alone, put right by what customers did");
    expect(text).toContain(
      "were tried on 2 days of the past, with 1,900 customers in all: none of them was clearly better at telling who buys in the 90 days after.",
    );
    expect(text).toContain(
      "Of two customers of whom one bought and one did not, it put the one who bought first 71.1% of the time.",
    );
  });

  test("has a code of its own where it is the chance as it is", () => {
    const { code, text } = repeatScoreStatements.plainer({ inForce: "plain-chance", base: "bgnbd", proof });
    expect(code).toBe("repeat-score-plain");
    expect(text).toContain("goes by the purchase model (BG/NBD) alone. Ways that look at more");
    expect(text).toContain("73.3% of the time.");
  });

  test("keeps silent on measures that there are not", () => {
    const { text } = repeatScoreStatements.plainer({ inForce: "seasonal", base: "mbgnbd", proof });
    expect(text).not.toContain("of the time");
  });
});

describe("a rule that took over tonight", () => {
  test("is told, with what the score went by before, and that customers did nothing", () => {
    const [said] = repeatScoreStatements.changed("combined", "plain-chance");
    expect(said?.code).toBe("repeat-score-rule-changed");
    expect(said?.text).toBe(
      "The chance to buy again (repeat score) goes by the purchase model, silence and frequency together since tonight, and went by the purchase model alone the night before: scores moved for that alone, and for nothing that customers did.",
    );
  });

  test("is none where it stayed, or on a first night", () => {
    expect(repeatScoreStatements.changed("combined", "combined")).toEqual([]);
    expect(repeatScoreStatements.changed("combined", undefined)).toEqual([]);
  });
});

describe("a level that is taken since tonight, or no longer", () => {
  const of = (name: "foretold" | "of-model", shift: number) => ({
    proof: { ...proof, level: name },
    level: { shift, deviation: 0.3, seasonKnown: true, cuts: 9 },
  });

  test("is told, unless it moves nobody by more than a hair", () => {
    const [said] = repeatScoreStatements.levelChanged(of("foretold", -0.22), of("of-model", 0));
    expect(said).toEqual({
      code: "repeat-score-rule-changed",
      text: "How many will buy again is as days of the past foretell it since tonight, and was as the purchase model has it the night before: scores moved together for that alone, and for nothing that customers did.",
    });
    expect(repeatScoreStatements.levelChanged(of("of-model", 0), of("foretold", 0.05))).toHaveLength(1);
    expect(repeatScoreStatements.levelChanged(of("of-model", 0), of("foretold", 0.04))).toEqual([]);
    expect(repeatScoreStatements.levelChanged(of("foretold", 0.5), of("foretold", 0))).toEqual([]);
    expect(repeatScoreStatements.levelChanged(of("foretold", 0.5), { proof, level })).toEqual([]);
  });
});

describe("a way to tell customers apart, or a level, that waits for its turn", () => {
  const since = "2026-11-12";

  test("is told with its day, and the plainer one in force does not say that nothing was better", () => {
    const waiting = { ...proof, challenger: { rule: "combined", since } };
    const [said] = repeatScoreStatements.waits(waiting);
    expect(said?.text).toMatch(
      /^The purchase model, silence and frequency together has been the better rule for the chance to buy again since November 12, 2026, and comes into force on November 26, 2026 if/,
    );
    const { text } = repeatScoreStatements.plainer({ inForce: "plain-chance", base: "mbgnbd", proof: waiting });
    expect(text).toContain(
      "none of them was clearly better at telling who buys in the 90 days after, on every night for 14 days.",
    );
    expect(repeatScoreStatements.waits({ ...proof, levelChallenger: { rule: "of-model", since } })[0]?.text).toMatch(
      /^The number of buyers as the purchase model has it has been the better rule for how many buy again since/,
    );
    expect(repeatScoreStatements.waits(proof)).toEqual([]);
    expect(repeatScoreStatements.waits(null)).toEqual([]);
  });
});

describe("a season that was never seen", () => {
  test("leaves a range, and says how long it takes to know better", () => {
    const { code, text } = repeatScoreStatements.seasonUnknown({ level, promise });
    expect(code).toBe("repeat-score-season-unknown");
    expect(text).toContain("between 12% and 31% of all customers");
    expect(text).toContain("There are 3 days of the past to learn from, none of them that one.");
  });

  test("counts one day as one", () => {
    const { text } = repeatScoreStatements.seasonUnknown({ level: { ...level, cuts: 1 }, promise });
    expect(text).toContain("There is 1 day of the past to learn from");
  });
});
