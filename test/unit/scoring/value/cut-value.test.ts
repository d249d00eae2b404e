import { describe, expect, it } from "vitest";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import type { SummaryColumns } from "../../../../shared/scoring/summaries/summary-columns.ts";
import { type CutValueInput, cutValue } from "../../../../shared/scoring/value/cut-value.ts";
import { Forecaster } from "../../../../shared/scoring/value/forecaster.ts";
import { customersOf, modelOf } from "../../../support/future-model.ts";
import { moneyOf } from "../../../support/money-of.ts";

const model = modelOf({
  purchases: { r: 0.6, alpha: 7, a: 0.8, b: 1.2 },
  spend: { p: 6, q: 4, gamma: 15 },
  clv: { horizonMonths: 12, discountRatePerMonth: 0.01 },
});
const withModel = new Forecaster(model);
const withoutModel = new Forecaster({ ...model, chosen: "none" });

/** Customers who bought for these amounts, in two shards. */
const worth = (first: readonly number[], second: readonly number[]): SummaryColumns[] =>
  [first, second].map((nets) => {
    const columns = customersOf(nets.map(() => ({ x: 1, recencyWeeks: 10, ageWeeks: 20, repeatMajor: 25 })));
    columns.netMinor.set(nets);
    return columns;
  });

const cellsOf = (shards: readonly SummaryColumns[]) => {
  const cells = new CellCounter();
  for (const { length, repeats, recencyDays, ageDays } of shards)
    for (let i = 0; i < length; i++) cells.add(repeats[i] ?? 0, recencyDays[i] ?? 0, ageDays[i] ?? 0);
  return cells.toCells();
};

const night = (shards: readonly SummaryColumns[], more: Partial<CutValueInput> = {}): CutValueInput => ({
  asOf: "2026-11-20",
  settings: { valueClasses: { a: 0.6, b: 0.3 } },
  minorPerMajor: 100,
  cells: cellsOf(shards),
  money: async function* () {
    for (const shard of shards) yield moneyOf(shard);
  },
  currency: "USD",
  ...more,
});
const five = worth([50_000, 4000], [30_000, 10_000, 6000]);

describe("a night's cuts of value", () => {
  it("without a model are of net value: classes by share, bands by the mean, and the fewest who carry 80 %", async () => {
    expect(await cutValue(night(five), withoutModel)).toEqual({
      // 500 + 300 of 1000 fill 60 %, 500 + 300 + 100 fill the 90 % of A and B.
      valueClass: { basis: "net-value", shares: { a: 0.6, b: 0.3 }, cutsMinor: { a: 30_000, b: 10_000 } },
      valueBands: {
        basis: "net-value",
        rule: "mean",
        meanMinor: 20_000,
        customers: 5,
        cutsMinor: { high: 50_000, middle: 10_000 },
        since: "2026-11-20",
      },
      carriers: {
        basis: "net-value",
        share: 0.8,
        customers: 2,
        of: 5,
        totalMinor: 100_000,
        leastMinor: 30_000,
      },
    });
  });

  it("with a model are of CLV, in whole minor units", async () => {
    const shards = [
      customersOf([
        { x: 9, recencyWeeks: 38, ageWeeks: 39, repeatMajor: 400 },
        { x: 0, recencyWeeks: 0, ageWeeks: 30, repeatMajor: 0 },
      ]),
      customersOf([{ x: 1, recencyWeeks: 30, ageWeeks: 39, repeatMajor: 20 }]),
    ];
    const clvs = shards.flatMap((columns) => [...withModel.pointForecasts(columns).clvMinor]).map(Math.round);
    const [best = 0, ...others] = clvs;
    expect(Math.max(...others)).toBeLessThan(best / 10);
    const cuts = await cutValue(night(shards), withModel);
    expect(cuts.valueClass).toMatchObject({ basis: "clv", cutsMinor: { a: best } });
    expect(cuts.carriers).toEqual({
      basis: "clv",
      share: 0.8,
      customers: 1,
      of: 3,
      totalMinor: clvs.reduce((a, b) => a + b, 0),
      leastMinor: best,
    });
    expect(cuts.valueBands).toMatchObject({ basis: "clv", customers: 3 });
  });

  it("tell what so few purchases do not count for, however the shards were cut", async () => {
    const { gammaGamma } = model.models;
    const fit = gammaGamma && { ...gammaGamma, usual: { middleMajor: 20, mostMajor: 400 } };
    const bounded = new Forecaster({ ...model, models: { ...model.models, gammaGamma: fit } });
    const one = { x: 1, recencyWeeks: 30, ageWeeks: 39, repeatMajor: 20 };
    const [usual, far] = [one, { ...one, repeatMajor: 90_000 }];
    const shards = [customersOf([usual, far]), customersOf([usual, far, usual])];
    expect((await cutValue(night([customersOf([usual])]), bounded)).restsOnFew).toBeUndefined();
    const { restsOnFew, carriers } = await cutValue(night(shards), bounded);
    const [held = 0, full = 0] = [bounded, withModel].map((of) => of.pointForecasts(customersOf([far])).clvMinor[0]);
    expect(restsOnFew).toEqual({
      ...{ customers: 2, purchaseDays: 2, spentMinor: 18_000_000, believedMinor: 80_000 },
      ...{ valueMinor: 2 * Math.round(held), inFullMinor: 2 * Math.round(full) },
    });
    const whole = await cutValue(night([customersOf([usual, far, usual, far, usual])]), bounded);
    expect([whole.restsOnFew, whole.carriers]).toEqual([restsOnFew, carriers]);
  });

  it("keep the bands of the night before, but not those in another currency", async () => {
    const before = await cutValue(night(five), withoutModel);
    const today = (currency: string) =>
      cutValue(
        night(five, { asOf: "2026-11-21", yesterday: { valueBands: before.valueBands, currency } }),
        withoutModel,
      );
    expect((await today("USD")).valueBands.since).toBe("2026-11-20");
    expect((await today("EUR")).valueBands.since).toBe("2026-11-21");
  });

  it("are at amounts set by hand where there are any", async () => {
    const settings = { valueClasses: { a: 0.6, b: 0.3 }, valueBands: { high: 90, middle: 15 } };
    const { valueBands } = await cutValue(night(five, { settings }), withoutModel);
    expect(valueBands).toMatchObject({ rule: "settings", cutsMinor: { high: 9000, middle: 1500 } });
  });

  it("are nowhere in a shop without customers", async () => {
    const cuts = await cutValue(night([]), withModel);
    expect(cuts.valueClass.cutsMinor).toEqual({ a: null, b: null });
    expect(cuts.valueBands.cutsMinor).toEqual({ high: null, middle: null });
    expect(cuts.carriers).toMatchObject({ customers: 0, of: 0, totalMinor: 0, leastMinor: null });
  });
});
