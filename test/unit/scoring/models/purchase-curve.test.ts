import { describe, expect, it } from "vitest";
import { bgnbd } from "../../../../shared/scoring/models/bgnbd.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { ParetoPurchases } from "../../../../shared/scoring/models/pareto-purchases.ts";
import { aheadWithin } from "../../../../shared/scoring/models/purchase-curve.ts";
import {
  betaGeometricModel,
  type PurchaseModel,
  paretoModel,
} from "../../../../shared/scoring/models/purchase-model.ts";
import { expectClose } from "../../../support/close-to.ts";

const YEAR = 52;
/** A model that counts how often its series are asked. */
const counting = (model: PurchaseModel) => {
  const asked = { times: 0 };
  const ahead = (x: number) => {
    const series = model.ahead(x);
    const expected = (ageWeeks: number, horizonWeeks: number) => {
      asked.times += 1;
      return series.expected(ageWeeks, horizonWeeks);
    };
    return { expected, survival: series.survival.bind(series) };
  };
  return { asked, model: { ...model, ahead } };
};

describe.each([
  ["MBG/NBD", betaGeometricModel(mbgnbd, { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 })],
  ["BG/NBD", betaGeometricModel(bgnbd, { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })],
] as const)("purchases expected of the living, as a curve of %s", (_, of) => {
  it.each([0, 2, 40])("is the series for x = %i, at any age, up to the longest horizon and past it", (x) => {
    const curve = aheadWithin(of, x, YEAR);
    for (const age of [0, 1 / 7, 3, 39, 500]) {
      for (const horizon of [1 / 7, 90 / 7, 39, YEAR, 3 * YEAR]) {
        expectClose(curve.expected(age, horizon), of.ahead(x).expected(age, horizon), 3e-11);
      }
    }
  });

  it("asks the series no more once it is made, up to and with the longest horizon, and again past it", () => {
    const { asked, model } = counting(of);
    const curve = aheadWithin(model, 2, YEAR);
    const made = asked.times;
    expect(made).toBeGreaterThan(0);
    for (const horizon of [1, 90 / 7, YEAR]) curve.expected(0, horizon);
    curve.expected(30, 2 * YEAR);
    expect(asked.times).toBe(made);
    expect(curve.expected(0, 2 * YEAR)).toBe(of.ahead(2).expected(0, 2 * YEAR));
    expect(asked.times).toBe(made + 1);
  });
});

it("the series itself answers where no 32 pieces are the curve", () => {
  const { asked, model } = counting(betaGeometricModel(bgnbd, { r: 0.5, alpha: 1e-4, a: 40, b: 0.1 }));
  const curve = aheadWithin(model, 400, YEAR);
  const made = asked.times;
  expect(curve.expected(1, 13)).toBe(model.ahead(400).expected(1, 13));
  expect(asked.times).toBe(made + 2);
});

it("Pareto/NBD needs no curve: its closed form answers", () => {
  const model = paretoModel({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 });
  expect(aheadWithin(model, 2, YEAR)).toBeInstanceOf(ParetoPurchases);
  expect(aheadWithin(model, 2, YEAR).expected(38.86, 39)).toBe(model.ahead(2).expected(38.86, 39));
});
