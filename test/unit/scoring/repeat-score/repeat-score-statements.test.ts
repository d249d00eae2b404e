import { expect, test } from "vitest";
import type { RepeatProof } from "../../../../shared/model/repeat-score.ts";
import { repeatScoreStatements } from "../../../../shared/scoring/repeat-score/repeat-score-statements.ts";

const measured = { wins: false, auc: 0.7111, brier: 0.1999, calibrationError: 0.01 };
const proof: RepeatProof = {
  fittedOn: { cut: "2026-05-24", customers: 900, buyers: 300 },
  provedOn: { cut: "2026-08-22", customers: 1000, buyers: 345 },
  candidates: [
    { candidate: "calibrated-chance", ...measured, auc: 0.7222, brier: 0.1888 },
    { candidate: "combined", ...measured },
  ],
  bestSingle: { rule: "days-silent", auc: 0.7333 },
  bestChance: { rule: "pnbd", auc: 0.72, brier: 0.1777, calibrationError: 0.02 },
};

test("a score that could not be proved says whose P(active) it is, and on how many customers it would have rested", () => {
  const { code, text } = repeatScoreStatements.notProved("pnbd", "2026-05-24", 12, 340, 40);
  expect(code).toBe("repeat-score-not-proved");
  expect(text).toContain("after May 24, 2026, 12 customers known by then bought and 340 did not; at least 40 of both");
  expect(text).toContain("P(active) of Pareto/NBD");
});

test("a calibrated score says how all features together fared against the best single score", () => {
  const { code, text } = repeatScoreStatements.calibratedOnly("calibrated-chance", proof);
  expect(code).toBe("repeat-score-calibrated");
  expect(text).toContain("P(active), calibrated");
  expect(text).toContain("ranked 1,000 customers with an AUC of 71.1% and a Brier score of 0.200");
  expect(text).toContain("best AUC 73.3%");
  expect(repeatScoreStatements.calibratedOnly("calibrated-silence", proof).text).toContain(
    "days of silence, calibrated",
  );
});

test("a calibrated score says so where all features together could not be fitted", () => {
  const candidates = proof.candidates.filter(({ candidate }) => candidate !== "combined");
  const { text } = repeatScoreStatements.calibratedOnly("calibrated-silence", { ...proof, candidates });
  expect(text).toContain("all features together could not be fitted");
  expect(text).not.toContain("0.7222");
});

test("a plain chance says whose it is, on how many customers it was tried, and what nothing surpassed", () => {
  const { code, text } = repeatScoreStatements.plainChance("bgnbd", proof);
  expect(code).toBe("repeat-score-plain");
  expect(text).toContain("that of BG/NBD as it is");
  expect(text).toContain("1,000 customers, 345 of whom bought");
  expect(text).toContain(
    "the best single score has an AUC of 73.3%; the chance that ranks best, which is in force, a Brier score of 0.178",
  );
});
