import fc from "fast-check";
import { expect, test } from "vitest";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { emptySummaryColumns, type SummaryColumns } from "../../../../shared/scoring/summaries/summary-columns.ts";
import { cutValue } from "../../../../shared/scoring/value/cut-value.ts";
import { Forecaster } from "../../../../shared/scoring/value/forecaster.ts";
import { ValueCutter } from "../../../../shared/scoring/value/value-cutter.ts";
import { modelOf } from "../../../support/future-model.ts";
import { moneyOf } from "../../../support/money-of.ts";

const model = modelOf({
  purchases: { r: 0.6, alpha: 7, a: 0.8, b: 1.2 },
  spend: { p: 6, q: 4, gamma: 15 },
  clv: { horizonMonths: 12, discountRatePerMonth: 0.01 },
});
const { gammaGamma } = model.models;
if (gammaGamma === null) throw new Error("there is a model of spend");
/** Of repeat spend, of all spend, and of none. */
const models = [
  model,
  { ...model, models: { ...model.models, gammaGammaWithFirst: gammaGamma } },
  { ...model, chosen: "none" as const },
];
const customer = fc.record({
  repeats: fc.integer({ min: 0, max: 3 }),
  recencyDays: fc.integer({ min: 0, max: 40 }),
  silentDays: fc.integer({ min: 0, max: 40 }),
  netMinor: fc.integer({ min: -500, max: 20_000 }),
  firstMinor: fc.integer({ min: 0, max: 20_000 }),
});

const columnsOf = (
  customers: readonly {
    repeats: number;
    recencyDays: number;
    silentDays: number;
    netMinor: number;
    firstMinor: number;
  }[],
): SummaryColumns => {
  const columns = emptySummaryColumns(customers.length);
  for (const [i, { repeats, recencyDays, silentDays, netMinor, firstMinor }] of customers.entries()) {
    columns.repeats[i] = repeats;
    columns.recencyDays[i] = repeats === 0 ? 0 : recencyDays;
    columns.ageDays[i] = (columns.recencyDays[i] ?? 0) + silentDays;
    columns.repeatNetMinor[i] = repeats === 0 ? 0 : netMinor;
    columns.netMinor[i] = netMinor + firstMinor;
  }
  return columns;
};

/** The rule, said of customers one by one. */
const oneByOne = (customers: SummaryColumns, forecaster: Forecaster) => {
  const values = forecaster.knowsValue ? forecaster.pointForecasts(customers).clvMinor : customers.netMinor;
  const cutter = new ValueCutter([0.8, 0.95, 0.8].map((share) => ({ share, of: "all" as const })));
  for (const value of values) cutter.count(Math.round(value));
  cutter.startRoundTwo();
  for (const value of values) cutter.countExactly(Math.round(value));
  return { cuts: cutter.cuts(), customers: cutter.customers, totalMinor: cutter.totalMinor };
};

test("cuts of value by counts of shards are those of customers one by one, to the last minor unit", async () => {
  const shards = fc.array(fc.array(customer, { maxLength: 25 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(shards, fc.constantFrom(...models), async (shops, night) => {
      const forecaster = new Forecaster(night);
      const cells = new CellCounter();
      const all = columnsOf(shops.flat());
      for (let i = 0; i < all.length; i++) cells.add(all.repeats[i] ?? 0, all.recencyDays[i] ?? 0, all.ageDays[i] ?? 0);
      const cut = await cutValue(
        {
          ...{ asOf: "2026-11-20", settings: { valueClasses: { a: 0.8, b: 0.15 } }, minorPerMajor: 100 },
          cells: cells.toCells(),
          currency: "USD",
          money: async function* () {
            for (const shop of shops) yield moneyOf(columnsOf(shop));
          },
        },
        forecaster,
      );
      const expected = oneByOne(all, forecaster);
      expect([cut.valueClass.cutsMinor.a, cut.valueClass.cutsMinor.b]).toEqual(
        expected.cuts.slice(0, 2).map(({ leastMinor }) => leastMinor),
      );
      expect(cut.carriers).toMatchObject({
        ...{ customers: expected.cuts[2]?.customers, leastMinor: expected.cuts[2]?.leastMinor },
        ...{ of: expected.customers, totalMinor: expected.totalMinor },
      });
    }),
  );
});
