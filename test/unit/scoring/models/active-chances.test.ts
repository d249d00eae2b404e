import { expect, it } from "vitest";
import { activeChances } from "../../../../shared/scoring/models/active-chances.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { betaGeometricModel, type PurchaseModel } from "../../../../shared/scoring/models/purchase-model.ts";

const model = betaGeometricModel(mbgnbd, { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 });
/** (x, t_x, T) in days. Neighbours differ in one of the three, or in none. */
const histories = [
  [0, 0, 0],
  [0, 0, 40],
  [0, 0, 40],
  [2, 0, 40],
  [2, 30, 40],
  [2, 30, 70],
  [3, 30, 70],
  [2, 30, 70],
  [2, 30, 70],
] as const;
const known = {
  length: histories.length,
  repeats: Int32Array.from(histories, ([x]) => x),
  recencyDays: Int32Array.from(histories, ([, recency]) => recency),
  ageDays: Int32Array.from(histories, ([, , age]) => age),
};

it("gives each customer P(alive) times P(buys if alive), whoever stands before", () => {
  const alone = histories.map(([x, recency, age]) => {
    return model.pActiveIfAlive(x, age / 7, 90 / 7) * model.pAlive(x, recency / 7, age / 7);
  });
  expect([...activeChances(model, known, 90)]).toEqual(alone);
});

it("asks the model once for neighbours of one history, and P(buys if alive) once for those of one x and T", () => {
  const asked = { alive: 0, buys: 0 };
  const counting: PurchaseModel = {
    ...model,
    pAlive: (...history) => {
      asked.alive += 1;
      return model.pAlive(...history);
    },
    pActiveIfAlive: (...history) => {
      asked.buys += 1;
      return model.pActiveIfAlive(...history);
    },
  };
  activeChances(counting, known, 90);
  expect(asked).toEqual({ alive: 7, buys: 6 });
});
