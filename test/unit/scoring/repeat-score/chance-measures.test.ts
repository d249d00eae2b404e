import { describe, expect, it } from "vitest";
import { brierOf, measuresOf } from "../../../../shared/scoring/repeat-score/chance-measures.ts";

/** Of 10 customers 8 bought, of 40 others 4. */
const cut = { count: Float64Array.of(10, 40), bought: Float64Array.of(8, 4) };

describe("how well chances foretold a cut", () => {
  it("is measured over customers: order, distance and calibration", () => {
    const { auc, brier, calibrationError } = measuresOf(cut, Float64Array.of(0.7, 0.2));
    // 8 buyers before 36 others and level with 2; 4 buyers level with 36 and behind 2.
    expect(auc).toBeCloseTo((8 * 36 + (8 * 2) / 2 + (4 * 36) / 2) / (12 * 38), 12);
    expect(brier).toBeCloseTo((8 * 0.3 ** 2 + 2 * 0.7 ** 2 + 4 * 0.8 ** 2 + 36 * 0.2 ** 2) / 50, 12);
    // Two tenths were promised .7 and bought by .8, the others .2 and .1.
    expect(calibrationError).toBeCloseTo(0.1, 12);
  });

  it("says an AUC of .5 where everybody has the same chance", () => {
    const measures = measuresOf(cut, Float64Array.of(12 / 50, 12 / 50));
    expect(measures.auc).toBe(0.5);
    expect(measures.calibrationError).toBeCloseTo(0, 12);
    expect(measures.brier).toBeCloseTo((12 / 50) * (38 / 50), 12);
  });

  it("does not ask in which order or in how many cells customers come", () => {
    const split = { count: Float64Array.of(12, 10, 28), bought: Float64Array.of(1, 8, 3) };
    const [whole, parts] = [Float64Array.of(0.7, 0.2), Float64Array.of(0.2, 0.7, 0.2)];
    for (const [name, value] of Object.entries(measuresOf(cut, whole)))
      expect(Object.entries(measuresOf(split, parts)).find(([other]) => other === name)?.[1]).toBeCloseTo(value, 12);
  });
});

describe("the Brier score", () => {
  it("is 0 of who knew, 1 of who was sure of the opposite", () => {
    const sure = { count: Float64Array.of(5, 7), bought: Float64Array.of(5, 0) };
    expect(brierOf(sure, (i) => 1 - i)).toBe(0);
    expect(brierOf(sure, (i) => i)).toBe(1);
  });
});
