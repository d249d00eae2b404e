import { describe, expect, it } from "vitest";
import { type ModelFile, modelFileSchema } from "../../../shared/model/model-file.ts";
import { settingsSchema } from "../../../shared/model/settings.ts";
import { makeScorer, scoreColumns, scoreCustomer } from "../../../shared/scoring/scorer.ts";
import type { PurchaseSummary } from "../../../shared/scoring/summaries/purchase-summary.ts";
import { toSummaryColumns } from "../../../shared/scoring/summaries/summary-columns.ts";
import { expectClose } from "../../support/close-to.ts";
import { heldBackOfNight } from "../../support/held-back-shops.ts";
import { boughtDaysAgo, holdFit } from "../../support/hold-fit.ts";
import { AS_OF_DAY, retailShop, simulatePurchaseDays, simulatePurchases } from "../../support/simulate-customers.ts";

const many = (n: number, make: (i: number) => PurchaseSummary) => Array.from({ length: n }, (_, i) => make(i));
const said = (model: ModelFile) => model.statements.map(({ code }) => code);
const shop = () => simulatePurchases(retailShop, 800, 7);

/** Everything a night does with these customers, checked for numbers that are none. */
const night = async (customers: PurchaseSummary[], more: Parameters<typeof holdFit>[1] = {}) => {
  const model = await holdFit([customers], more);
  expect(modelFileSchema.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
  const scores = scoreColumns(makeScorer(model), toSummaryColumns(customers), []);
  const known = model.chosen !== "none";
  for (const column of [scores.pAlive, scores.pActive90, scores.expected90]) {
    expect(column.every((value) => Number.isNaN(value) !== known)).toBe(true);
  }
  const valued = known && model.models.gammaGamma !== null;
  expect(scores.clvMinor.every((value) => Number.isFinite(value) === valued)).toBe(true);
  expect([scores.tier.length, scores.segment.length, scores.valueClass.length]).toEqual(
    Array(3).fill(customers.length),
  );
  return { model, scores };
};

describe("a night with too little to go by", () => {
  it.each([
    ["no customers", [], ["no-customers"]],
    ["one customer with one order", [boughtDaysAgo([3])], ["no-repeat-buyers"]],
    ["one customer with many orders", [boughtDaysAgo([90, 60, 30, 3])], ["too-few-repeat-buyers"]],
    ["everybody on one day", many(300, () => boughtDaysAgo([0])), ["no-repeat-buyers"]],
    ["nobody twice", many(300, (i) => boughtDaysAgo([i])), ["no-repeat-buyers"]],
    ["19 repeat buyers", many(19, (i) => boughtDaysAgo([i, i + 50])), ["too-few-repeat-buyers"]],
    ["a shop of a week", many(100, (i) => boughtDaysAgo([0, 3 + (i % 4)])), ["too-short-history"]],
  ])("%s: says so and goes by simple rules", async (_, customers, statements) => {
    const { model } = await night(customers);
    expect(said(model)).toEqual(expect.arrayContaining(statements));
    expect(model.chosen).toBe("none");
    expect(model.models).toMatchObject({ bgnbd: null, mbgnbd: null });
    expect(model.tiers).toMatchObject({ rule: "fixed-days", cuts: [90, 180, 365] });
    expect(model.valueClass.basis).toBe("net-value");
    if (customers.length > 0) expect(said(model)).toContain("simple-rules");
  });

  it("sorts customers by days of silence and by net value instead", async () => {
    const customers = [boughtDaysAgo([400], 9000), boughtDaysAgo([200, 100], 400), boughtDaysAgo([10], 100)];
    const { scores } = await night(customers);
    expect(scores.tier).toEqual(["asleep", "drowsy", "new"]);
    expect(scores.valueClass).toEqual(["A", "B", "C"]);
    expect(scores.segment[0]).toBe("Lost");
  });
});

describe("a night with data at the edge of the models", () => {
  it.each([
    [
      "everybody buys every 30 days, for the same price",
      many(200, (i) => boughtDaysAgo([0, 30, 60, 90].map((d) => d + (i % 9)))),
    ],
    ["everybody bought on two days running and never again", many(200, (i) => boughtDaysAgo([300 + i, 299 + i]))],
    ["everybody buys every day", many(60, (i) => boughtDaysAgo([...Array(300).keys()].map((d) => d + (i % 3))))],
    ["money beyond all measure", many(60, (i) => boughtDaysAgo([i, i + 40, i + 90], 9e13))],
    ["next to nothing paid", many(60, (i) => boughtDaysAgo([i, i + 40, i + 90], 1))],
  ])("%s: a weak prior settles it, and the night says so", async (_, customers) => {
    const { model } = await night(customers);
    expect(model.chosen).toBe("mbgnbd");
    expect(said(model)).toEqual(expect.arrayContaining(["fit-steadied-by-prior", "spend-steadied-by-prior"]));
    expect(model.models.gammaGamma?.params.q).toBeGreaterThan(1);
  });

  it("nobody paid anything: purchases are forecast, value is not", async () => {
    const { model, scores } = await night(many(200, (i) => boughtDaysAgo([i, i + 20, i + 35 + (i % 11)], 0)));
    expect(model.chosen).toBe("mbgnbd");
    expect(said(model)).toEqual(expect.arrayContaining(["too-few-spenders", "value-class-by-net-value"]));
    expect(new Set(scores.valueClass)).toEqual(new Set(["C"]));
  });

  it("nobody ever leaves: says that no dropout is detectable", async () => {
    const loyal = simulatePurchases({ ...retailShop, a: 1e-4, b: 1000 }, 500, 11);
    const { model } = await night(loyal);
    expect(said(model)).toContain("no-dropout-detectable");
    expect(model.models.mbgnbd?.prior).toBe(true);
  });

  it("spend that rises with frequency gets a word", async () => {
    const keen = many(300, (i) =>
      boughtDaysAgo(
        [...Array(2 + (i % 12)).keys()].map((k) => k * (9 + (i % 7))),
        (k) => 500 * (1 + (i % 12)) + 50 * k,
      ),
    );
    const { model } = await night(keen);
    expect(model.spendFrequencyCorrelation).toBeGreaterThan(0.3);
    expect(said(model)).toContain("spend-follows-frequency");
  });
});

describe("a night after a good one", () => {
  it("goes by yesterday's parameters where its own fit fails, and says whose they are", async () => {
    const yesterday = { ...(await holdFit([shop()])), asOf: "2026-11-19" };
    const { model } = await night(
      many(10, (i) => boughtDaysAgo([i, i + 50])),
      { yesterday },
    );
    expect(model).toMatchObject({ chosen: "mbgnbd", asOf: "2026-11-20", tiers: { rule: "fixed-days", proof: null } });
    expect(model.models.mbgnbd).toEqual(yesterday.models.mbgnbd);
    expect(model.models.gammaGamma).toEqual(yesterday.models.gammaGamma);
    expect(said(model).slice(0, 3)).toEqual(["one-season", "too-few-repeat-buyers", "yesterdays-parameters"]);
    expect(said(model)).toEqual(expect.arrayContaining(["nothing-held-back", "too-few-spenders"]));
    expect(said(model).filter((code) => code === "yesterdays-parameters")).toHaveLength(2);
  });

  it("starts its fits from yesterday's parameters, and ends where it would have without them, sooner", async () => {
    const alone = await holdFit([shop()]);
    const warm = await holdFit([shop()], { yesterday: { ...alone, asOf: "2026-11-19" } });
    expect(warm.chosen).toBe(alone.chosen);
    for (const name of ["mbgnbd", "bgnbd", "pnbd", "nbd", "gammaGamma"] as const) {
      const [cold, again] = [alone.models[name], warm.models[name]];
      expect(again?.asOf).toBe("2026-11-20");
      expect(again?.evaluations).toBeLessThan(cold?.evaluations ?? 0);
      const found = new Map(Object.entries(again?.params ?? {}));
      for (const [key, value] of Object.entries(cold?.params ?? {})) {
        expectClose(found.get(key) ?? Number.NaN, value, 1e-9, 0, `${name} ${key}`);
      }
    }
  });
});

describe("an ordinary night", () => {
  it("chooses MBG/NBD, keeps the others beside it, and has nothing to explain about them", async () => {
    const heldBack = heldBackOfNight(simulatePurchaseDays(retailShop, 800, 7), AS_OF_DAY);
    const { model } = await night(shop(), { heldBack });
    expect(model).toMatchObject({ chosen: "mbgnbd", customers: 800, timeUnit: "week" });
    // What stands after the scorecard's say (repeat score, tiers, next order) has tests of its own.
    const ofFits = ["fit-not-converged", "fit-steadied-by-prior", "no-dropout-detectable", "spend-not-converged"];
    const ofScorecard = ["nothing-held-back", "models-not-judged", "other-model-in-force", "recency-ranks-better"];
    expect([...ofFits, ...ofScorecard].filter((code) => said(model).some((spoken) => spoken === code))).toEqual([]);
    expect(model.scorecard?.windows.map(({ name }) => name)).toEqual(["recent", "long"]);
    const { mbgnbd, bgnbd, nbd, gammaGamma } = model.models;
    expect([mbgnbd, bgnbd, nbd, gammaGamma].map((fit) => fit?.converged)).toEqual([true, true, true, true]);
    expect(model.models.bgnbd?.logLikelihood).toBeGreaterThan(model.models.nbd?.logLikelihood ?? 0);
  });

  it("takes RFM and tier cuts from the settings, M in major units", async () => {
    const settings = settingsSchema.parse({
      rfm: { cuts: { r: [30, 60, 90, 180], m: [10, 20, 30.5, 40] } },
      tiers: { cuts: [1, 2, 4], leastDays: 3, mostDays: 200 },
    });
    const heldBack = heldBackOfNight(simulatePurchaseDays(retailShop, 800, 7), AS_OF_DAY);
    const { model } = await night(shop(), { settings, heldBack });
    expect(model.rfm.r).toEqual({ rule: "settings", cuts: [30, 60, 90, 180] });
    expect(model.rfm.m).toEqual({ rule: "settings", cuts: [1000, 2000, 3050, 4000] });
    expect(model.rfm.f.rule).toBe("quintiles");
    const byRhythm = model.tiers.proof?.candidates.find(({ rule }) => rule === "rhythm");
    expect(byRhythm?.cuts).toEqual([1, 2, 4]);
    expect(model.tiers.floors).toEqual({
      ...{ leastDays: 3, awakeChance: 0.8, leastIntervals: 0.5, deeper: [2, 4] },
      ceiling: { days: 200, intervals: 1, chance: 0.2 },
    });
  });

  it("scores one customer as it scores many", async () => {
    const customers = shop();
    const model = await holdFit([customers]);
    const columns = scoreColumns(makeScorer(model), toSummaryColumns(customers), []);
    for (const i of [0, 17, 799]) {
      const customer = customers[i];
      if (customer === undefined) throw new Error("the shop is too small");
      expect(scoreCustomer(makeScorer(model), customer, undefined)).toMatchObject({
        tier: columns.tier[i],
        segment: columns.segment[i],
        pAlive: columns.pAlive[i],
        clvMinor: columns.clvMinor[i],
        silence: columns.silence[i],
      });
    }
  });
});
