import { describe, expect, it } from "vitest";
import { chooseInForce } from "../../../shared/scoring/held-back/choose-in-force.ts";
import { fitAtCuts } from "../../../shared/scoring/held-back/fit-at-cut.ts";
import { HeldBackCounter } from "../../../shared/scoring/held-back/held-back-counter.ts";
import { rulesAtCut } from "../../../shared/scoring/held-back/held-back-rules.ts";
import { judgeNight } from "../../../shared/scoring/held-back/judge-night.ts";
import { rateRules } from "../../../shared/scoring/held-back/rate-rule.ts";
import type { RuleScores } from "../../../shared/scoring/held-back/rule-scores.ts";
import { choosePurchaseModel } from "../../../shared/scoring/models/choose-models.ts";
import { toPurchaseData } from "../../../shared/scoring/models/purchase-data.ts";
import { CellCounter } from "../../../shared/scoring/summaries/cells.ts";
import { addDays, fromEpochDay } from "../../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../../shared/scoring/summaries/purchase-days.ts";
import { summarisePurchases } from "../../../shared/scoring/summaries/purchase-summary.ts";
import { heldBackOfNight } from "../../support/held-back-shops.ts";
import { AS_OF_DAY, lowPurchaseShop, retailShop, simulatePurchaseDays } from "../../support/simulate-customers.ts";

const asOf = fromEpochDay(AS_OF_DAY);
const daysAgo = (...ago: readonly number[]): PurchaseDay[] =>
  ago.map((days) => ({ day: AS_OF_DAY - days, orders: 1, netMinor: 1000 }));
const many = (n: number, make: (i: number) => PurchaseDay[]) => Array.from({ length: n }, (_, i) => make(i));

/** The scorecard's part of a night over these customers. */
const judge = (customers: readonly PurchaseDay[][], firstNight = true) => {
  const counter = new CellCounter();
  for (const days of customers) {
    const summary = summarisePurchases(days, AS_OF_DAY, 365);
    if (summary !== undefined) counter.add(summary.repeats, summary.recencyDays, summary.ageDays);
  }
  const purchases = choosePurchaseModel(toPurchaseData(counter.toCells()), asOf, undefined);
  const heldBack = heldBackOfNight(customers, AS_OF_DAY, firstNight);
  const fits = fitAtCuts(heldBack, purchases.models);
  const recent = rateRules(heldBack.recent, rulesAtCut(heldBack.recent, fits.recent));
  const judged = judgeNight({ asOf, heldBack, fits, purchases, recent, yesterday: undefined });
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
      { code: "nothing-held-back", text: expect.stringContaining(addDays(asOf, -90)) },
    ]);
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
      /rank 1200 customers better than MBG\/NBD .* AUC 0\.\d{3} against 0\.\d{3}\./,
    );
  });
});

describe("chooseInForce", () => {
  const shop = [...simulatePurchaseDays(lowPurchaseShop, 600, 2)];
  const purchases = () => {
    const counter = new CellCounter();
    for (const days of shop) {
      const summary = summarisePurchases(days, AS_OF_DAY, 365);
      if (summary !== undefined) counter.add(summary.repeats, summary.recencyDays, summary.ageDays);
    }
    return choosePurchaseModel(toPurchaseData(counter.toCells()), asOf, undefined);
  };
  /** 2,000 customers of two kinds: half of the first and a tenth of the second bought. */
  const cells = () => {
    const counter = new HeldBackCounter(90);
    for (const [ageDays, customers, buyers] of [
      [1, 1000, 500],
      [2, 1000, 100],
    ] as const) {
      const known = { repeats: 0, recencyDays: 0, ageDays };
      counter.add({ ...known, nextDay: 0, purchases: 0, netMinor: 0 }, customers - buyers);
      counter.add({ ...known, nextDay: 5, purchases: buyers, netMinor: 0 }, buyers);
    }
    return counter.toCells();
  };
  const say = (rule: RuleScores["rule"], first: number, second: number): RuleScores => {
    const chances = Float64Array.from(cells().ageDays, (age) => (age === 1 ? first : second));
    return { rule, scores: chances, chances };
  };
  const choose = (rules: readonly RuleScores[], yesterday?: "mbgnbd" | "pnbd", models = purchases()) =>
    chooseInForce(models, cells(), rateRules(cells(), rules), yesterday);

  it("keeps MBG/NBD where nothing is rated, and where nothing beats it", () => {
    expect(choose([])).toEqual({ chosen: "mbgnbd" });
    expect(choose([say("mbgnbd", 0.5, 0.1), say("pnbd", 0.4, 0.2)])).toEqual({ chosen: "mbgnbd" });
  });

  it("puts Pareto/NBD in force where it wins by the margin, and says by what", () => {
    const inForce = choose([say("mbgnbd", 0.3, 0.2), say("pnbd", 0.5, 0.1)]);
    expect(inForce.chosen).toBe("pnbd");
    expect(inForce.instead?.ofDefault).toBeCloseTo((500 * 0.49 + 500 * 0.09 + 100 * 0.64 + 900 * 0.04) / 2000, 12);
    expect(inForce.instead?.ofChosen).toBeCloseTo((500 * 0.25 + 500 * 0.25 + 100 * 0.81 + 900 * 0.01) / 2000, 12);
  });

  it("asks for 1 %: less does not change what is in force, in either direction", () => {
    const rules = [say("mbgnbd", 0.46, 0.1), say("pnbd", 0.5, 0.1)];
    expect(choose(rules)).toMatchObject({ chosen: "mbgnbd" });
    expect(choose(rules, "mbgnbd")).toMatchObject({ chosen: "mbgnbd" });
    expect(choose(rules, "pnbd")).toMatchObject({ chosen: "pnbd" });
  });

  it("goes back to MBG/NBD once that has the lower Brier score", () => {
    expect(choose([say("mbgnbd", 0.5, 0.1), say("pnbd", 0.48, 0.1)], "pnbd")).toEqual({ chosen: "mbgnbd" });
  });

  it("does not take what ranks worse for its Brier score", () => {
    expect(choose([say("mbgnbd", 0.12, 0.11), say("pnbd", 0.3, 0.3)])).toEqual({ chosen: "mbgnbd" });
  });

  it("never takes BG/NBD, nor Pareto/NBD where tonight has no fit of it", () => {
    expect(choose([say("mbgnbd", 0.3, 0.2), say("bgnbd", 0.5, 0.1)])).toEqual({ chosen: "mbgnbd" });
    const { models, ...rest } = purchases();
    const without = { ...rest, models: { ...models, pnbd: null } };
    expect(choose([say("mbgnbd", 0.3, 0.2), say("pnbd", 0.5, 0.1)], "pnbd", without)).toEqual({ chosen: "mbgnbd" });
  });

  it("leaves what the night fell back on alone", () => {
    const fallen = { ...purchases(), chosen: "none" } as const;
    expect(choose([say("mbgnbd", 0.3, 0.2), say("pnbd", 0.5, 0.1)], undefined, fallen)).toEqual({ chosen: "none" });
  });
});
