import { describe, expect, it } from "vitest";
import { levelShift } from "../../../../shared/scoring/repeat-score/repeat-level.ts";

type Cell = { own: number; model: number; count?: number };
/** Cells whose rule and whose model say these chances; shifts are told apart from 1e-9 on. */
const shiftOf = (cells: readonly Cell[]): number =>
  levelShift(
    Float64Array.from(cells, ({ own }) => Math.log(own / (1 - own))),
    Float64Array.from(cells, ({ model }) => model),
    Float64Array.from(cells, ({ count = 1 }) => count),
  );

describe("the shift of the repeat score's level", () => {
  it("lies half way in log-odds: from 1 to 1 towards 9 to 1, to 3 to 1", () => {
    expect(shiftOf([{ own: 0.5, model: 0.9 }])).toBeCloseTo(Math.log(3), 9);
    expect(shiftOf([{ own: 0.9, model: 0.5 }])).toBeCloseTo(-Math.log(3), 9);
  });

  it("is one for all, and goes by the mean over customers, not over cells", () => {
    // Three customers at 0.4 and one at 0.8 are 0.5 on average, as all of them are by the rule.
    const model = [
      { own: 0.5, model: 0.4, count: 3 },
      { own: 0.5, model: 0.8, count: 1 },
    ];
    expect(shiftOf(model)).toBeCloseTo(0, 9);
    // By the rule, 0.25 of one customer and 0.75 of three are 0.625 on average, as by the model.
    const rule = [
      { own: 0.25, model: 0.625, count: 1 },
      { own: 0.75, model: 0.625, count: 3 },
    ];
    expect(shiftOf(rule)).toBeCloseTo(0, 9);
  });

  it("moves customers of unlike chances together, until the mean of all is there", () => {
    // Odds of 1 to 2 and 2 to 1, a mean of 1/2; twice the odds, 1 to 1 and 4 to 1, have a mean of 0.65: odds of 13 to 7.
    const halfWay = 13 / 7;
    const model = halfWay ** 2 / (1 + halfWay ** 2);
    const cells = [
      { own: 1 / 3, model },
      { own: 2 / 3, model },
    ];
    expect(shiftOf(cells)).toBeCloseTo(Math.LN2, 9);
  });

  it("is found however far it is, up or down", () => {
    const [rare, sure] = [1 / (1 + Math.exp(10)), 1 / (1 + Math.exp(-10))];
    expect(shiftOf([{ own: rare, model: sure }])).toBeCloseTo(10, 9);
    expect(shiftOf([{ own: sure, model: rare }])).toBeCloseTo(-10, 9);
  });

  it("is at most e^50 to one, even where the model expects nobody at all", () => {
    expect(levelShift(Float64Array.of(0), Float64Array.of(0), Float64Array.of(1))).toBe(-50);
  });

  it("is none where no shift could make a difference: everybody certain, or nobody there", () => {
    expect(levelShift(Float64Array.of(800, 800), Float64Array.of(0.5, 0.5), Float64Array.of(1, 1))).toBe(0);
    expect(levelShift(Float64Array.of(1), Float64Array.of(0.5), Float64Array.of(0))).toBe(0);
    expect(shiftOf([])).toBe(0);
  });
});
