import { describe, expect, test } from "vitest";
import { repeatScorePart } from "../../../../shared/marketing/report/repeat-score-part.ts";
import type { ProvedCut, RepeatScore } from "../../../../shared/model/repeat-score.ts";
import { PLAIN_CHANCE } from "../../../../shared/scoring/repeat-score/repeat-rule.ts";

const measures = { auc: 0.7654, brier: 0.1234, calibrationError: 0.0212 };
const cut: ProvedCut = {
  cut: "2026-08-22",
  customers: 2000,
  buyers: 700,
  promised: 688.4,
  promisedPlain: 901.6,
  likeness: 0.06,
  inForce: measures,
  plain: { auc: 0.75, brier: 0.15, calibrationError: 0.08 },
  baseRate: 0.21,
};
const score: RepeatScore = {
  inForce: "seasonal",
  base: "mbgnbd",
  rule: PLAIN_CHANCE,
  standardErrors: null,
  levelShift: 0.1,
  fittedOn: { cuts: 11, from: "2025-05-22", to: "2026-08-22", customers: 20_000, buyers: 7000 },
  level: { shift: 0.1, deviation: 0.2, seasonKnown: true, cuts: 11 },
  promise: { share: 0.312, low: 0.25, high: 0.385, brier: null, auc: null, calibrationError: null },
  proof: {
    cuts: [cut, { ...cut, cut: "2025-11-20", buyers: 812, likeness: 1 }],
    candidates: [
      { candidate: "seasonal", ...measures },
      { candidate: "combined", auc: 0.7601, brier: 0.1301, calibrationError: 0.03 },
      { candidate: "plain-chance", auc: 0.7502, brier: 0.1402, calibrationError: 0.09 },
    ],
  },
};
const partOf = (change: Partial<RepeatScore> = {}) => repeatScorePart({ ...score, ...change }).markup;
/** Cells of the row that a name heads. */
const rowOf = (page: string, name: string): string[] => {
  const row =
    [...page.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, cells = ""]) => cells).find((r) => r.includes(name)) ?? "";
  return [...row.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell = ""]) => cell);
};

describe("what the report says of the repeat score", () => {
  test("is what it goes by, by which model, and on which days of the past it rests", () => {
    const page = partOf();
    expect(page).toContain(
      "<strong>chance, silence, frequency and what was bought in this season of earlier years, together</strong> (MBG/NBD)",
    );
    expect(page).toContain("what customers did after 11 days of the past, from May 22, 2025 to August 22, 2026.");
    expect(page).toContain("(MBG/NBD), moved to the level of the season to come.");
    const unmoved = partOf({ level: { shift: 0, deviation: 0.2, seasonKnown: true, cuts: 11 } });
    expect(unmoved).not.toContain("moved to the level");
    const once = partOf({ fittedOn: { cuts: 1, from: "2026-08-22", to: "2026-08-22", customers: 900, buyers: 300 } });
    expect(once).toContain("after 1 day of the past");
    expect(partOf({ inForce: "plain-chance", fittedOn: null })).toContain("It takes no further fitting.");
  });

  test("has a day of the past once: where the page told of it above, with other digits, it is named and left out", () => {
    const page = repeatScorePart(score, ["2026-08-22"]).markup;
    expect(page).toContain("How it did on August 22, 2026 stands above.");
    expect(rowOf(page, "August 22, 2026")).toEqual([]);
    expect(rowOf(page, "November 20, 2025")).not.toEqual([]);
    expect(rowOf(partOf(), "August 22, 2026")).not.toEqual([]);
  });

  test("is how many will buy, with a range, and whether this season was ever seen", () => {
    const page = partOf();
    expect(page).toContain(
      "<strong>31.2%</strong> of all customers will buy, between 25% and 38.5% in nine cases of ten.",
    );
    expect(page).toContain("The season to come was seen a year ago, and is allowed for.");
    const unseen = partOf({ level: { shift: 0, deviation: 0.5, seasonKnown: false, cuts: 3 } });
    expect(unseen).toContain("is not known yet: it takes a year like it");
    expect(unseen).not.toContain("is allowed for");
  });

  test("is what each day of the past was promised, beside the model alone and what came", () => {
    const page = partOf();
    expect(rowOf(page, "August 22, 2026")).toEqual(["2,000", "688", "902", "700", "76.5%", "0.1234", "2.1%"]);
    expect(rowOf(page, "November 20, 2025")[3]).toBe("812");
  });

  test("is what else was tried, and which of it is in force", () => {
    const page = partOf();
    expect(rowOf(page, "Chance, silence and frequency together")).toEqual(["76.0%", "0.1301", "3.0%"]);
    const marked = page.split("<tr>").filter((row) => row.includes("in force"));
    expect(marked).toHaveLength(1);
    expect(marked[0]).toContain("season of earlier years");
    expect(page).toContain("Candidates on 2 days of the past");
  });

  test("is nothing of a promise or a proof that there is not, as in files of earlier versions", () => {
    const page = partOf({
      inForce: "calibrated-silence",
      level: undefined,
      promise: undefined,
      proof: null,
      fittedOn: null,
    });
    expect(page).toContain("days of silence, put right by what customers did");
    expect(page).toContain("Nothing more can be proved yet");
    expect(page).not.toContain("Within the next 90 days");
    expect(page).not.toContain("<table");
  });

  test("is that there is none without a purchase model", () => {
    expect(repeatScorePart(null).markup).toContain("it takes a purchase model");
  });
});
