import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { risingOrder } from "../../../shared/stats/rising-order.ts";

describe("risingOrder", () => {
  it("orders numbers of any sign and size as a stable comparison sort does", () => {
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(fc.array(number, { maxLength: 200 }), (values) => {
        const order = values.map((_, i) => i).sort((i, k) => (values[i] ?? 0) - (values[k] ?? 0) || i - k);
        expect([...risingOrder(Float64Array.from(values))]).toEqual(order);
      }),
      { seed: 20261122 },
    );
  });

  it("puts infinities at the ends and takes -0 for 0", () => {
    const values = Float64Array.of(0, Number.POSITIVE_INFINITY, -0, Number.NEGATIVE_INFINITY, 5e-324, -5e-324);
    expect([...risingOrder(values)]).toEqual([3, 5, 0, 2, 4, 1]);
  });

  it("tells neighbouring numbers of either sign apart, down to the last bit", () => {
    const step = Number.EPSILON;
    const falling = Float64Array.of(1 + 2 * step, 1 + step, 1, -1, -1 - step, -1 - 2 * step);
    expect([...risingOrder(falling)]).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it("keeps equal values in their order, and has nothing to order in none", () => {
    expect([...risingOrder(new Float64Array(4).fill(0.3))]).toEqual([0, 1, 2, 3]);
    expect(risingOrder(new Float64Array(0))).toHaveLength(0);
  });

  it("refuses what is not a number, and says which value", () => {
    expect(() => risingOrder(Float64Array.of(1, Number.NaN))).toThrow("value 1 is not a number");
  });
});
