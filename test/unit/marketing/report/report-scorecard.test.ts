import { beforeAll, describe, expect, test } from "vitest";
import { promiseChart } from "../../../../shared/marketing/report/promise-chart.ts";
import type { ReportData } from "../../../../shared/marketing/report/report-data.ts";
import { ruleInForce } from "../../../../shared/marketing/report/rule-words.ts";
import { scorecardSection } from "../../../../shared/marketing/report/scorecard-section.ts";
import type { HeldBackWindow, Rating } from "../../../../shared/model/scorecard.ts";
import { rulesOfScorecard } from "../../../../shared/model/scorecard.ts";
import type { TierProof } from "../../../../shared/model/tier-proof.ts";
import { PLAIN_CHANCE } from "../../../../shared/scoring/repeat-score/repeat-rule.ts";
import { rated } from "../../../support/rated-rules.ts";
import { smallReportData } from "../../../support/report-data.ts";

const tenths = Array.from({ length: 10 }, (_, index) => ({
  customers: 120,
  predicted: index / 20,
  actual: index / 25,
}));
const silentOf = (rule: Rating["rule"]): Rating => rated(rule, {}).rating;
const modelRating: Rating = {
  rule: "mbgnbd",
  auc: 0.7681,
  predicted: 204,
  errorRate: 0.3311,
  omissionRate: 0.4,
  brier: 0.0961,
  calibrationError: 0.031,
  tenths,
  bias: -0.191,
  topTenthShare: 0.512,
};
const recent: HeldBackWindow = {
  name: "recent",
  cut: "2026-08-22",
  horizonDays: 90,
  customers: 1200,
  buyers: 216,
  purchases: 300,
  ratings: [modelRating, { ...silentOf("days-silent"), auc: 0.7594, topTenthShare: 0.41 }],
};

describe("the scorecard", () => {
  let data: ReportData;
  const pageOf = (windows: HeldBackWindow[] | null): string =>
    scorecardSection({
      ...data,
      model: { ...data.model, chosen: "mbgnbd", repeatScore: null, scorecard: windows && { windows } },
    }).markup;
  const rowOf = (page: string, name: string): string[] => {
    const row =
      [...page.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, cells = ""]) => cells).find((r) => r.includes(name)) ?? "";
    return [...row.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell = ""]) => cell);
  };
  beforeAll(async () => {
    data = await smallReportData();
  });

  test("says in one sentence how often the rule in force orders customers rightly, beside plain recency, and of how many", () => {
    const page = pageOf([recent]);
    expect(page).toContain("Of 1,200 customers known then, 216 bought.");
    expect(page).toContain("<strong>76.8%</strong> of the time, and days since last order alone 75.9%");
  });

  test("begins with the tiers beside the plain rule on the same day, and says why that missed fewer", () => {
    const plain = { ...silentOf("silent-13-weeks"), predicted: 700, errorRate: 0.43, omissionRate: 0.14 };
    const ours = { rule: "chance", auc: 0.76, errorRate: 0.39, omissionRate: 0.21 } as const;
    const said = (rating: Partial<Rating>, cut = recent.cut): string => {
      const of = { cut, customers: 1200, buyers: 216, predicted: 600, rules: [ours] };
      const proof: TierProof = { horizonDays: 90, cuts: [of], candidates: [], inForce: "chance", why: "ranks-best" };
      const scorecard = { windows: [{ ...recent, ratings: [modelRating, { ...plain, ...rating }] }] };
      const tiers = { ...data.model.tiers, rule: "chance", proof } as const;
      return scorecardSection({ ...data, model: { ...data.model, tiers, scorecard } }).markup.replaceAll(
        /<[^>]+>/g,
        "",
      );
    };
    expect(said({})).toContain(
      "since August 22, 2026, our tiers had missed 21%, and were wrong about 39% of the 600 whom they expected. The plain rule “silent for 13 weeks” had missed 14%, and was wrong about 43% of 700. It missed fewer because it expected 100 more to buy",
    );
    expect(said({ errorRate: 0.38 })).toContain("Over these days the plain rule did better.");
    expect(said({ predicted: 500 })).toMatch(/of 500\.\s*The 90 days since/);
    expect(said({ omissionRate: 0.22 })).not.toContain("missed fewer");
    expect(said({}, "2026-05-22")).not.toContain("our tiers had missed");
    expect(said({ omissionRate: null })).not.toContain("our tiers had missed");
  });

  test("shows every rating of a rule in the columns of the head, and a dash where the rule says nothing", () => {
    const page = pageOf([recent]);
    expect(rowOf(page, "MBG/NBD")).toEqual(["76.8%", "204", "33.1%", "40.0%", "0.096", "3.1%", "−19.1%", "51.2%"]);
    expect(rowOf(page, "Days since last order")).toEqual(["75.9%", "–", "–", "–", "–", "–", "–", "41.0%"]);
  });

  test("marks the rule in force, and no other", () => {
    const rows = pageOf([recent])
      .split("<tr>")
      .filter((row) => row.includes("in force"));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain("MBG/NBD");
  });

  test("holds the repeat score for in force where it was judged, and else the model whose chance it is", () => {
    const repeatScore = {
      inForce: "plain-chance",
      base: "bgnbd",
      rule: PLAIN_CHANCE,
      standardErrors: null,
      levelShift: 0,
      fittedOn: null,
      proof: null,
    } as const;
    const ratings = [modelRating, silentOf("repeat-score"), silentOf("bgnbd")];
    expect(ruleInForce({ chosen: "mbgnbd", repeatScore }, { ratings })).toBe("repeat-score");
    expect(ruleInForce({ chosen: "mbgnbd", repeatScore }, { ratings: [modelRating] })).toBe("bgnbd");
    expect(ruleInForce({ chosen: "none", repeatScore: null }, { ratings })).toBeUndefined();
  });

  test("names every rule there is, and keeps both stretches of time apart", () => {
    const long: HeldBackWindow = {
      ...recent,
      name: "long",
      cut: "2026-02-20",
      horizonDays: 273,
      ratings: rulesOfScorecard.map(silentOf),
    };
    const page = pageOf([recent, long]);
    expect(page).toContain("The 90 days since August 22, 2026");
    expect(page).toContain("A longer look: the 273 days since February 20, 2026");
    expect(page).toContain("too little to tell a good ranking from a bad one");
    for (const name of ["Repeat score", "13-week rule", "39-week rule", "Own rhythm", "Pareto/NBD"]) {
      expect(page.match(new RegExp(`<th scope="row">${name}`, "g"))).toHaveLength(1);
    }
  });

  test.each([
    ["there is none", null],
    ["no stretch of time could be judged", []],
  ])("cannot say yet where %s", (_, windows) => {
    const page = pageOf(windows);
    expect(page).toContain("We cannot say yet");
    expect(page).toContain("60 customers");
    expect(page).not.toContain("<table");
  });
});

const chart = (groups: readonly { predicted: number; actual: number }[]) =>
  promiseChart(
    groups.map(({ predicted, actual }, index) => ({ label: `${index + 1}`, expected: predicted, actual })),
    "Promised and real.",
    ["least", "most"],
  );

describe("the calibration chart", () => {
  const heights = (markup: string) =>
    [...markup.matchAll(/height="([\d.]+)" rx="3"/g)].map(([, height]) => Number(height));

  test("draws a column and a dot for each tenth, columns as high as the share who bought", () => {
    const { markup } = chart(tenths);
    const drawn = heights(markup);
    expect(drawn).toHaveLength(10);
    expect(markup.match(/<circle/g)).toHaveLength(10);
    drawn.forEach((height, index) => {
      expect(height).toBeCloseTo(((drawn[9] ?? 0) * index) / 9, 0);
    });
  });

  test("leaves the column out where too little was seen, and keeps the promise", () => {
    const { markup } = promiseChart([{ label: "90%", expected: 0.9, actual: null }], "Promised and real.", ["", ""]);
    expect([heights(markup).length, markup.match(/<circle/g)?.length]).toEqual([0, 1]);
    expect(markup).toContain("came true –");
  });

  test("fits its axis to small shares, and stays inside its frame where everybody buys", () => {
    const flat = (share: number) =>
      Array.from({ length: 10 }, () => ({ customers: 1, predicted: share, actual: share }));
    expect(Math.max(...heights(chart(flat(0.004)).markup))).toBeGreaterThan(60);
    for (const share of [0, 0.5, 1]) expect(Math.max(...heights(chart(flat(share)).markup))).toBeLessThanOrEqual(184);
    expect(chart([]).markup).toContain("<svg");
  });
});
