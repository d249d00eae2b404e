import { assert, describe, expect, it } from "vitest";
import { modelFileSchema } from "../../../shared/model/model-file.ts";
import { makeScorer, scoreColumns } from "../../../shared/scoring/scorer.ts";
import type { PurchaseDay } from "../../../shared/scoring/summaries/purchase-days.ts";
import { type PurchaseSummary, summarisePurchases } from "../../../shared/scoring/summaries/purchase-summary.ts";
import { toSummaryColumns } from "../../../shared/scoring/summaries/summary-columns.ts";
import { holdFit } from "../../support/hold-fit.ts";
import { AS_OF_DAY, lowPurchaseShop, simulatePurchaseDays } from "../../support/simulate-customers.ts";

const customers = [...simulatePurchaseDays({ ...lowPurchaseShop, early: 1 }, 4000, 3)].filter(
  (days) => summarisePurchases(days, AS_OF_DAY, 365) !== undefined,
);
const summaryOf = (days: readonly PurchaseDay[]): PurchaseSummary => {
  const summary = summarisePurchases(days, AS_OF_DAY, 365);
  if (summary === undefined) throw new Error("who never bought was left out");
  return summary;
};
const shardsOf = (days: readonly (readonly PurchaseDay[])[], count: number) =>
  Array.from({ length: count }, (_, shard) => days.filter((__, i) => i % count === shard));
const night = (shards: readonly (readonly (readonly PurchaseDay[])[])[], more: Parameters<typeof holdFit>[1] = {}) =>
  holdFit(
    shards.map((days) => days.map(summaryOf)),
    more,
    shards,
  );
/** The same customers, all of whom began with a sample for one dollar. */
const trials = customers.map(([first, ...rest]) => (first ? [{ ...first, netMinor: 100 }, ...rest] : []));

describe("first purchase days in a night", () => {
  it("count in spend where held-back time proves it, and the night says on what that rests", async () => {
    const model = await night([customers]);
    expect(modelFileSchema.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
    const { spendProof, models, statements } = model;
    expect(spendProof).toMatchObject({ cut: "2026-08-22", horizonDays: 90, inForce: "counted" });
    expect(models.gammaGammaWithFirst?.customers).toBeGreaterThan(models.gammaGamma?.customers ?? 0);
    expect(statements.find(({ code }) => code === "first-order-in-spend")?.text).toMatch(
      /^A customer's first order counts .* over [\d,]+ purchases of [\d,]+ customers in the 90 days after August 22, 2026 that ranked them better/,
    );
    const once = customers.map(summaryOf).filter(({ repeats }) => repeats === 0);
    const { clvMinor } = scoreColumns(makeScorer(model), toSummaryColumns(once), []);
    const [most, least] = [...once.keys()].sort((a, b) => (once[b]?.netMinor ?? 0) - (once[a]?.netMinor ?? 0));
    expect(clvMinor[most ?? 0]).toBeGreaterThan(clvMinor[least ?? 0] ?? Number.NaN);
  });

  it("give the same bytes whatever the shards and their order", async () => {
    const one = JSON.stringify(await night([customers]));
    expect(JSON.stringify(await night(shardsOf(customers, 3)))).toBe(one);
    expect(JSON.stringify(await night(shardsOf(customers.toReversed(), 4).toReversed()))).toBe(one);
  });

  it("stay out where they are unlike later ones, and the model of repeat spend is that of any night", async () => {
    const model = await night([trials]);
    expect(model.spendProof?.inForce).toBe("excluded");
    expect(model.models.gammaGammaWithFirst).toBeUndefined();
    expect(model.statements.map(({ code }) => code)).not.toContain("first-order-in-spend");
    expect(model.models.gammaGamma).toEqual((await night([customers])).models.gammaGamma);
  });

  it("stay out where nothing is held back, and stay in from an earlier night unless they prove worse", async () => {
    const unproved = await holdFit([customers.map(summaryOf)]);
    expect(unproved.spendProof).toBeUndefined();
    expect(unproved.models.gammaGammaWithFirst).toBeUndefined();
    const yesterday = await night([customers]);
    expect((await holdFit([customers.map(summaryOf)], { yesterday })).spendProof).toEqual(yesterday.spendProof);
    assert(yesterday.spendProof !== undefined);
    // What waited to take over began to on a night that judged: on this one nobody knows that it still is the better one.
    const challenger = { rule: "excluded", since: "2026-10-02" };
    const waiting = { ...yesterday, spendProof: { ...yesterday.spendProof, challenger } };
    const unjudged = await holdFit([customers.map(summaryOf)], { yesterday: waiting });
    expect(unjudged.spendProof).toEqual(yesterday.spendProof);
    expect(unjudged.statements.map(({ code }) => code)).not.toContain("rule-waits");
    expect((await night([customers], { yesterday })).models.gammaGammaWithFirst?.evaluations).toBeLessThan(
      yesterday.models.gammaGammaWithFirst?.evaluations ?? 0,
    );
    const worse = await night([trials], { yesterday });
    expect(worse.spendProof).toMatchObject({ inForce: "counted", challenger: { rule: "excluded", since: worse.asOf } });
    expect(worse.statements.filter(({ code }) => code === "rule-waits").map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^To leave a customer's first order out has been the better rule .* since November 20, 2026, and comes into force on December 4, 2026 if/,
      ),
    ]);
  });

  it("say on the night on which they come into force, or go, that values moved for that alone; and on no other", async () => {
    const told = async (days: typeof customers, yesterday?: Awaited<ReturnType<typeof night>>) => {
      const since = "2026-11-01";
      const { spendProof } = yesterday ?? {};
      const challenger = { rule: spendProof?.inForce === "counted" ? "excluded" : "counted", since };
      const before = yesterday && { ...yesterday, ...(spendProof && { spendProof: { ...spendProof, challenger } }) };
      const model = await night([days], { yesterday: before });
      return model.statements.filter(({ code }) => code === "spend-rule-changed").map(({ text }) => text);
    };
    const [counted, excluded] = [await night([customers]), await night([trials])];
    expect(await told(customers)).toEqual([]);
    expect(await told(customers, counted)).toEqual([]);
    expect(await told(trials, excluded)).toEqual([]);
    expect(await told(customers, excluded)).toEqual([
      expect.stringMatching(
        /^A customer's first order counts in .* since tonight, and did not the night before: values/,
      ),
    ]);
    expect(await told(trials, counted)).toEqual([
      expect.stringMatching(/^A customer's first order does not count in .* since tonight, and did the night before/),
    ]);
    const withoutSpend = { ...excluded, models: { ...excluded.models, gammaGamma: null } };
    expect(await told(customers, withoutSpend)).toEqual([]);
  });
});
