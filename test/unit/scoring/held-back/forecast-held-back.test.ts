import { describe, expect, it } from "vitest";
import { forecastHeldBack } from "../../../../shared/scoring/held-back/forecast-held-back.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { betaGeometricModel, type PurchaseModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { type Group, heldBackOfGroups } from "../../../support/held-back-groups.ts";

const params = { r: 0.5, alpha: 6, a: 0.4, b: 2 };
/** Its answers can be told by hand; writes down what it was asked. */
const plainModel = () => {
  const asked: string[] = [];
  const note = (question: string, ...of: readonly number[]) => asked.push(`${question} ${of.join()}`);
  const model: PurchaseModel = {
    name: "mbgnbd",
    params,
    pAlive: (x, recencyWeeks, ageWeeks) => {
      note("alive", x, recencyWeeks, ageWeeks);
      return recencyWeeks / ageWeeks;
    },
    pActiveIfAlive: (x, ageWeeks, horizonWeeks) => {
      note("active", x, ageWeeks, horizonWeeks);
      return 0.5;
    },
    ahead: (x) => {
      note("ahead", x);
      return {
        expected: (ageWeeks, horizonWeeks) => {
          note("expected", ageWeeks, horizonWeeks);
          return 10 * x;
        },
        survival: () => [],
      };
    },
  };
  return { model, asked };
};
const group = (repeats: number, age: number, silent: number): Group => ({ repeats, age, silent, buyers: 1, others: 1 });

describe("forecastHeldBack", () => {
  it("asks in weeks, and multiplies what holds for the living with the chance to be alive", () => {
    const { model, asked } = plainModel();
    const cells = { ...heldBackOfGroups([{ ...group(2, 28, 21), others: 0 }]), horizonDays: 91 };
    expect(forecastHeldBack(model, cells)).toEqual({
      chances: Float64Array.of(0.125),
      expected: Float64Array.of(5),
    });
    expect(asked.sort()).toEqual(["active 2,4,13", "ahead 2", "alive 2,1,4", "expected 4,13"]);
  });

  it("asks once for each x, for each T of it, and for each t_x of that, however many cells share them", () => {
    const { model, asked } = plainModel();
    const groups = [group(1, 28, 7), group(1, 28, 0), group(1, 35, 7), group(2, 35, 7), group(3, 35, 7)];
    forecastHeldBack(model, { ...heldBackOfGroups(groups), horizonDays: 91 });
    expect(asked.sort()).toEqual([
      "active 1,4,13",
      "active 1,5,13",
      "active 2,5,13",
      "active 3,5,13",
      "ahead 1",
      "ahead 2",
      "ahead 3",
      "alive 1,3,4",
      "alive 1,4,4",
      "alive 1,4,5",
      "alive 2,4,5",
      "alive 3,4,5",
      "expected 4,13",
      "expected 5,13",
      "expected 5,13",
      "expected 5,13",
    ]);
  });

  it("says of each customer what it says of them alone", () => {
    const groups: Group[] = [];
    for (const x of [0, 1, 2, 5])
      for (const age of [30, 60, 61])
        for (const silent of x === 0 ? [age] : [0, 10, 30]) groups.push(group(x, age, silent));
    const model = betaGeometricModel(mbgnbd, params);
    const cells = heldBackOfGroups(groups);
    const all = forecastHeldBack(model, cells);
    for (let i = 0; i < cells.length; i++) {
      const [repeats, age] = [cells.repeats[i] ?? 0, cells.ageDays[i] ?? 0];
      const alone = heldBackOfGroups([{ ...group(repeats, age, age - (cells.recencyDays[i] ?? 0)), others: 0 }]);
      const { chances, expected } = forecastHeldBack(model, alone);
      expect(all.chances[i]).toBe(chances[0]);
      expect(all.expected[i]).toBeCloseTo(expected[0] ?? Number.NaN, 12);
    }
  });

  it("says nothing of nobody", () => {
    const none = new Float64Array(0);
    expect(forecastHeldBack(plainModel().model, heldBackOfGroups([]))).toEqual({ chances: none, expected: none });
  });
});
