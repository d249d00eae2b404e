import { describe, expect, it } from "vitest";
import { fitAtCut, fitAtCuts } from "../../../../shared/scoring/held-back/fit-at-cut.ts";
import { rulesAtCut } from "../../../../shared/scoring/held-back/held-back-rules.ts";
import { type JudgeNightInput, judgeNight } from "../../../../shared/scoring/held-back/judge-night.ts";
import { rateRules } from "../../../../shared/scoring/held-back/rate-rule.ts";
import type { RatedRule } from "../../../../shared/scoring/held-back/rule-scores.ts";
import { choosePurchaseModel } from "../../../../shared/scoring/models/choose-models.ts";
import { toPurchaseData } from "../../../../shared/scoring/models/purchase-data.ts";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { type FlawedDays, NO_FLAWS } from "../../../../shared/scoring/summaries/closures.ts";
import { addDays, fromEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../../../shared/scoring/summaries/purchase-days.ts";
import { summarisePurchases } from "../../../../shared/scoring/summaries/purchase-summary.ts";
import { longDay } from "../../../../shared/words/said.ts";
import { bothFitted } from "../../../support/both-fitted.ts";
import { heldBackOfGroups } from "../../../support/held-back-groups.ts";
import { heldBackOfNight } from "../../../support/held-back-shops.ts";
import { rated } from "../../../support/rated-rules.ts";
import { AS_OF_DAY, retailShop, simulatePurchaseDays } from "../../../support/simulate-customers.ts";

const asOf = fromEpochDay(AS_OF_DAY);
const daysAgo = (...ago: readonly number[]): PurchaseDay[] =>
  ago.map((days) => ({ day: AS_OF_DAY - days, orders: 1, netMinor: 1000 }));
const many = (n: number, make: (i: number) => PurchaseDay[]) => Array.from({ length: n }, (_, i) => make(i));

/** The scorecard's part of a night over these customers. */
const judge = (customers: readonly PurchaseDay[][], firstNight = true, flawed: FlawedDays = NO_FLAWS) => {
  const counter = new CellCounter();
  for (const days of customers) {
    const summary = summarisePurchases(days, AS_OF_DAY, 365);
    if (summary !== undefined) counter.add(summary.repeats, summary.recencyDays, summary.ageDays);
  }
  const purchases = choosePurchaseModel(toPurchaseData(counter.toCells()), asOf, undefined);
  const heldBack = heldBackOfNight(customers, AS_OF_DAY, firstNight);
  const fits = fitAtCuts(heldBack, purchases.models);
  const recent = rateRules(heldBack.recent, rulesAtCut(heldBack.recent, fits.recent));
  const judged = judgeNight({ asOf, heldBack, fits, purchases, recent, yesterday: undefined, flawed });
  // What JSON cannot hold (NaN, infinities) would come back as null.
  expect(JSON.parse(JSON.stringify(judged))).toEqual(judged);
  return judged;
};
const codes = (judged: ReturnType<typeof judge>) => judged.statements.map(({ code }) => code);

describe("judging a night with too little to go by", () => {
  it.each([
    ["no customers", []],
    ["one customer of today", [daysAgo(0)]],
    ["a shop younger than the horizon", many(200, (i) => daysAgo(80 - (i % 9), 40 + (i % 7), i % 30))],
  ])("%s: no scorecard, and a statement that names the day", (_, customers) => {
    const judged = judge(customers);
    expect(judged.scorecard).toBeNull();
    expect(judged.statements).toEqual([
      { code: "nothing-held-back", text: expect.stringContaining(longDay(addDays(asOf, -90))) },
    ]);
  });

  it("a shop closed on more than an eighth of these days: no scorecard, and the models stay as they are", () => {
    const customers = many(300, (i) => daysAgo(300 - (i % 90), 200 - (i % 60), 100 + (i % 9)));
    const judgedAfter = (days: number) =>
      judge(customers, true, { closed: [{ fromDaysAgo: days - 1, untilDaysAgo: 0 }] });
    expect(judgedAfter(12)).toMatchObject({ scorecard: null, chosen: "mbgnbd" });
    expect(judgedAfter(12).statements).toEqual([
      { code: "closed-held-back", text: expect.stringMatching(/^Nothing was sold on 12 of the 90 days after /) },
    ]);
    expect(judgedAfter(11).scorecard).not.toBeNull();
    const inside = judge(customers, true, { closed: [{ fromDaysAgo: 120, untilDaysAgo: 85 }] });
    expect(inside).toMatchObject({ scorecard: null, chosen: "mbgnbd" });
    expect(inside.statements[0]?.text).toMatch(/ lies inside of the days without an order from .* judge no score/);
    const after = judge(customers, true, { closed: [{ fromDaysAgo: 160, untilDaysAgo: 100 }] });
    expect(after).toMatchObject({ scorecard: null });
    expect(after.statements[0]?.text).toMatch(
      / lies soon after the days without an order from .* was the shop's, or had just been, so /,
    );
    const moved = judge(customers, true, { closed: [], movedDaysAgo: 30 });
    expect(moved).toMatchObject({ scorecard: null, chosen: "mbgnbd" });
    expect(moved.statements).toEqual([{ code: "moved-held-back", text: expect.stringContaining("the 90 days after") }]);
  });

  it("one customer, who bought: simple rules alone, nothing to rank", () => {
    const judged = judge([daysAgo(200, 10)]);
    expect(codes(judged)).toEqual(["models-not-judged"]);
    const [window] = judged.scorecard?.windows ?? [];
    expect(window).toMatchObject({ name: "recent", horizonDays: 90, customers: 1, buyers: 1, purchases: 1 });
    expect(window?.ratings.map(({ rule }) => rule)).toEqual([
      "days-silent",
      "silent-13-weeks",
      "silent-26-weeks",
      "silent-39-weeks",
    ]);
    expect(window?.ratings.every(({ auc }) => auc === null)).toBe(true);
  });

  it("everybody on one day, and never again: says that nobody bought", () => {
    const judged = judge(many(300, () => daysAgo(120)));
    expect(codes(judged)).toEqual(["no-buyers-held-back"]);
    expect(judged.statements[0]?.text).toContain("300 customers");
    expect(judged.scorecard?.windows[0]).toMatchObject({ customers: 300, buyers: 0 });
  });

  it("everybody twice on the same two days: all rules tie, and no number is missing", () => {
    const judged = judge(many(300, () => daysAgo(200, 150, 20)));
    for (const rating of judged.scorecard?.windows[0]?.ratings ?? []) expect(rating.auc).toBeNull();
  });
});

describe("judging an ordinary night", () => {
  const shop = () => [...simulatePurchaseDays(retailShop, 1200, 5)];

  it("rates every model and rule on the last 90 days, each fitted without them", () => {
    const judged = judge(shop());
    const [recent] = judged.scorecard?.windows ?? [];
    expect(recent).toMatchObject({ name: "recent", cut: addDays(asOf, -90), horizonDays: 90 });
    expect(recent?.ratings.map(({ rule }) => rule)).toEqual([
      "mbgnbd",
      "bgnbd",
      "pnbd",
      "days-silent",
      "silent-13-weeks",
      "silent-26-weeks",
      "silent-39-weeks",
      "own-rhythm",
    ]);
    const mbg = recent?.ratings.find(({ rule }) => rule === "mbgnbd");
    const silence = recent?.ratings.find(({ rule }) => rule === "days-silent");
    expect(mbg?.auc).toBeGreaterThan(silence?.auc ?? 1);
    expect(mbg?.calibrationError).toBeLessThan(0.06);
    expect(judged).toMatchObject({ chosen: "mbgnbd", statements: [] });
  });

  it("adds the 39 weeks on a first night with 78 weeks of history, and only then", () => {
    const names = (judged: ReturnType<typeof judge>) => judged.scorecard?.windows.map(({ name }) => name);
    expect(names(judge(shop()))).toEqual(["recent", "long"]);
    expect(names(judge(shop(), false))).toEqual(["recent"]);
    const young = (oldest: number) => judge([daysAgo(oldest), ...many(50, (i) => daysAgo(300 + i, 200, 40))]);
    expect(names(young(545))).toEqual(["recent", "long"]);
    expect(names(young(544))).toEqual(["recent"]);
  });

  it("says so where days since the last purchase rank better than the model in force", () => {
    // Those with a long past stopped for good, forty days before the cut; half of the newcomers of its last days come back.
    const keen = many(300, (i) => daysAgo(...Array.from({ length: 8 }, (_, k) => 305 - 25 * k + (i % 20))));
    const fresh = many(300, (i) => (i % 2 ? daysAgo(100 + (i % 9), 30) : daysAgo(100 + (i % 9))));
    const gone = many(600, (i) => daysAgo(300 + (i % 200)));
    const judged = judge([...keen, ...fresh, ...gone]);
    expect(codes(judged)).toEqual(["recency-ranks-better"]);
    expect(judged.statements[0]?.text).toMatch(
      /rank 1,200 customers better than MBG\/NBD .* AUC of \d\d\.\d% against \d\d\.\d%\./,
    );
  });
});

describe("what a night says of the model in force", () => {
  const cells = heldBackOfGroups([
    { repeats: 0, silent: 9, age: 9, buyers: 500, others: 500 },
    { repeats: 0, silent: 99, age: 99, buyers: 100, others: 900 },
  ]);
  const unfitted = fitAtCut(heldBackOfGroups([]));
  const night: JudgeNightInput = {
    asOf,
    heldBack: { recent: cells, earlier: cells },
    fits: { recent: unfitted, earlier: unfitted },
    purchases: bothFitted,
    recent: [],
    yesterday: undefined,
  };
  const said = (...recent: readonly RatedRule[]) => judgeNight({ ...night, recent }).statements.map(({ code }) => code);

  it("says that another than the default scores, and by which Brier scores", () => {
    const chances = (first: number, second: number) =>
      Float64Array.from(cells.ageDays, (d) => (d < 50 ? first : second));
    const judged = judgeNight({
      ...night,
      recent: [
        rated("mbgnbd", { auc: 0.7, brier: 0.195 }, chances(0.3, 0.2)),
        rated("pnbd", { auc: 0.7, brier: 0.17 }, chances(0.5, 0.1)),
      ],
    });
    expect(judged).toMatchObject({ chosen: "pnbd", statements: [{ code: "other-model-in-force" }] });
    expect(judged.statements[0]?.text).toMatch(/2,000 customers.* 0\.1700, that of MBG\/NBD 0\.1950\./);
  });

  it("calls days of silence better only where they rank better: not where they rank as well", () => {
    const against = (auc: number) => said(rated("mbgnbd", { auc: 0.7 }), rated("days-silent", { auc }));
    expect(against(0.71)).toEqual(["recency-ranks-better"]);
    expect(against(0.7)).toEqual([]);
    expect(against(0.69)).toEqual([]);
  });

  it("does not call them better than a model that was not fitted at the cut, or than none", () => {
    const recent = [rated("bgnbd", { auc: 0.6 }), rated("days-silent", { auc: 0.7 })];
    expect(said(...recent)).toEqual([]);
    const simple = { ...bothFitted, chosen: "none" } as const;
    expect(judgeNight({ ...night, purchases: simple, recent })).toMatchObject({ chosen: "none", statements: [] });
  });

  it.each(["mbgnbd", "bgnbd", "pnbd"] as const)("counts models as judged where %s alone was", (rule) => {
    expect(said(rated(rule, { auc: 0.7 }))).toEqual([]);
    expect(said(rated("days-silent", { auc: 0.7 }))).toEqual(["models-not-judged"]);
  });

  it("leaves the 39 weeks out where their customers, or the fits at their cut, are missing", () => {
    const long = {
      ...heldBackOfGroups([{ repeats: 0, silent: 300, age: 300, buyers: 5, others: 5 }]),
      horizonDays: 273,
    };
    const windows = (heldBack: Partial<typeof night.heldBack>, fits: Partial<typeof night.fits>) =>
      judgeNight({
        ...night,
        heldBack: { ...night.heldBack, ...heldBack },
        fits: { ...night.fits, ...fits },
      }).scorecard?.windows.map(({ name }) => name);
    expect(windows({ long }, { long: fitAtCut(long) })).toEqual(["recent", "long"]);
    expect(windows({ long }, {})).toEqual(["recent"]);
    expect(windows({}, { long: fitAtCut(long) })).toEqual(["recent"]);
  });
});
