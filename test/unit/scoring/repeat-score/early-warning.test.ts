import { expect, test } from "vitest";
import { earlyWarningDrop, fallOf, isValuable } from "../../../../shared/scoring/repeat-score/early-warning.ts";
import { repeatScoresAgo } from "../../../../shared/scoring/repeat-scores-ago.ts";
import { makeScorer, scoreColumns } from "../../../../shared/scoring/scorer.ts";
import { toSummaryColumns } from "../../../../shared/scoring/summaries/summary-columns.ts";
import { boughtDaysAgo, holdFit } from "../../../support/hold-fit.ts";
import { retailShop, simulatePurchases } from "../../../support/simulate-customers.ts";

test("a fall counts from 0.03, and from 8 % of what the score was", () => {
  expect(fallOf(0.3, 0.269)).toBeCloseTo(0.031, 12);
  expect(fallOf(0.3, 0.271)).toBeNull();
  expect(fallOf(0.9, 0.83)).toBeNull();
  expect(fallOf(0.9, 0.82)).toBeCloseTo(0.08, 12);
  expect(fallOf(0.4, 0.6)).toBeNull();
});

test("a fall of exactly 0.03, or of exactly 8 %, counts", () => {
  expect(fallOf(0.1, 0.07)).toBe(0.03);
  expect(fallOf(0.435, 0.4002)).toBe(0.0348);
});

test("nobody falls from or to a score that is not known", () => {
  for (const unknown of [null, undefined]) {
    expect(fallOf(unknown, 0.1)).toBeNull();
    expect(fallOf(0.9, unknown)).toBeNull();
    expect(earlyWarningDrop(0.9, 0.5, unknown)).toBeNull();
    expect(earlyWarningDrop(unknown, 0.5, 0.9)).toBeNull();
  }
});

test("a fall that tonight's rule does not confirm is the rule's doing, and warns of nobody", () => {
  expect(earlyWarningDrop(0.6, 0.4, 0.41)).toBeNull();
  expect(earlyWarningDrop(0.6, 0.4, 0.5)).toBeCloseTo(0.1, 12);
  expect(earlyWarningDrop(0.5, 0.4, 0.6)).toBeCloseTo(0.1, 12);
});

test("a fall by tonight's rule that the files do not show warns of nobody", () => {
  expect(earlyWarningDrop(0.41, 0.4, 0.6)).toBeNull();
});

test("valuable is who is of class A or in the high band", () => {
  expect(isValuable({ value_class: "A", value_band: "low" })).toBe(true);
  expect(isValuable({ value_class: "B", value_band: "high" })).toBe(true);
  expect(isValuable({ value_class: "B", value_band: "middle" })).toBe(false);
  expect(isValuable({ value_class: null, value_band: null })).toBe(false);
});

test("tonight's rule says of a week ago what it said of who was as silent then", async () => {
  const scorer = makeScorer(await holdFit([simulatePurchases(retailShop, 800, 7)]));
  const now = toSummaryColumns([boughtDaysAgo([3]), boughtDaysAgo([140, 100, 60, 30]), boughtDaysAgo([60, 45, 20])]);
  const aWeekBefore = toSummaryColumns([boughtDaysAgo([133, 93, 53, 23]), boughtDaysAgo([53, 38, 13])]);
  const then = repeatScoresAgo(scorer, now, [1, 2], 7);
  expect([...then]).toEqual([...scoreColumns(scorer, aWeekBefore, []).repeatScore]);
});
