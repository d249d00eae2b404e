import { expect, test } from "vitest";
import { HeldBackCounter } from "../../../../shared/scoring/held-back/held-back-counter.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { betaGeometricModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { mayNeverBins } from "../../../../shared/scoring/next-order/may-never.ts";
import { nextWaitOf } from "../../../../shared/scoring/next-order/next-wait.ts";

/** P(alive) is 1 / (1 + (10 + T)/(10 + t_x)) for x = 0, and 1 / (1 + ((10 + T)/(10 + t_x))^2 / 2) for x = 1. */
const model = betaGeometricModel(mbgnbd, { r: 1, alpha: 10, a: 1, b: 1 });
const wait = nextWaitOf(model);

type Group = { customers: number; repeats: number; recencyWeeks: number; ageWeeks: number; nextDay: number };
const binsOf = (groups: readonly Group[], by = wait) => {
  const counter = new HeldBackCounter(90);
  for (const { customers, repeats, recencyWeeks, ageWeeks, nextDay } of groups) {
    const known = { repeats, recencyDays: 7 * recencyWeeks, ageDays: 7 * ageWeeks, nextDay };
    counter.add({ ...known, purchases: 0, netMinor: 0 }, customers);
  }
  return mayNeverBins(counter.toCells(), model, by);
};
const onceLong = { repeats: 0, recencyWeeks: 0, ageWeeks: 20 };
const twice = { repeats: 1, recencyWeeks: 10, ageWeeks: 20 };

test("customers are counted by tenths of their chance of no return, with the buyers expected of them and those there were", () => {
  const bins = binsOf([
    // P(alive) 1/4, so never 0.75; of those who return 1 - 210/300 do so within 90 days.
    { ...onceLong, customers: 370, nextDay: 0 },
    { ...onceLong, customers: 30, nextDay: 12 },
    // P(alive) 8/17, so never 0.53; of those who return 1 - (210/300)^2 do so within 90 days.
    { ...twice, customers: 150, nextDay: 0 },
    { ...twice, customers: 20, nextDay: 90 },
  ]);
  expect(bins.map(({ from, to }) => [from, to])).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => [tenth / 10, (tenth + 1) / 10]),
  );
  expect(bins.map(({ customers }) => customers)).toEqual([0, 0, 0, 0, 0, 170, 0, 400, 0, 0]);
  expect(bins.map(({ actual }) => actual)).toEqual([0, 0, 0, 0, 0, 20, 0, 30, 0, 0]);
  expect(bins[5]?.expected).toBeCloseTo(170 * (8 / 17) * 0.51, 10);
  expect(bins[7]?.expected).toBeCloseTo(400 * 0.25 * 0.3, 10);
});

test("who is alive may never return, either", () => {
  // P(alive) 1/4, and half of those return, so never 0.875; four tenths of them within 90 days.
  const half = { ...wait, everIfAlive: () => 0.5, shareWithin: () => 0.4 };
  const bin = binsOf([{ ...onceLong, customers: 800, nextDay: 0 }], half)[8];
  expect(bin?.customers).toBe(800);
  expect(bin?.expected).toBeCloseTo(800 * 0.125 * 0.4, 10);
});

test("who is sure never to return is in the last tenth", () => {
  const gone = { customers: 3, repeats: 500, recencyWeeks: 10, ageWeeks: 1000, nextDay: 0 };
  expect(model.pAlive(500, 10, 1000)).toBe(0);
  expect(binsOf([gone])[9]).toMatchObject({ customers: 3, expected: 0 });
});
