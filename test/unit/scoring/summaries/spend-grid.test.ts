import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PurchaseDay } from "../../../../shared/scoring/summaries/purchase-days.ts";
import { SpendGrid } from "../../../../shared/scoring/summaries/spend-grid.ts";

const CUT = 1000;
const bought = (...days: readonly (readonly [day: number, netMinor: number])[]): PurchaseDay[] =>
  days.map(([day, netMinor]) => ({ day: CUT + day, orders: 1, netMinor }));
const gridOf = (customers: readonly PurchaseDay[][]) => {
  const grid = new SpendGrid();
  for (const days of customers) grid.add(days, CUT, 90);
  return grid;
};
const cellsOf = (customers: readonly PurchaseDay[][]) => [...gridOf(customers).cells()];

describe("spend known at a past cut", () => {
  it("is counted by repeat days, first day and mean, with what came in the horizon after it", () => {
    const [cell, ...others] = cellsOf([bought([-50, 2000], [-20, 900], [0, 1100], [1, 700], [90, 300], [91, 5000])]);
    expect(others).toEqual([]);
    expect(cell).toMatchObject({ repeats: 2, customers: 1, buyers: 1, purchases: 2, netMinor: 1000 });
    // Amounts stand at the middle of steps of a quarter in logarithms.
    expect(Math.abs(Math.log((cell?.firstMinor ?? 0) / 2000))).toBeLessThanOrEqual(0.125);
    expect(Math.abs(Math.log((cell?.meanRepeatMinor ?? 0) / 1000))).toBeLessThanOrEqual(0.125);
  });

  it("knows nobody who bought later first, and nothing of who bought nothing since", () => {
    expect(cellsOf([bought([1, 500]), []])).toEqual([]);
    expect(cellsOf([bought([-3, 500]), bought([-9, 500])])).toMatchObject([
      { repeats: 0, meanRepeatMinor: 0, customers: 2, buyers: 0, purchases: 0, netMinor: 0 },
    ]);
  });

  it("takes what brought nothing, or less, for nothing", () => {
    expect(cellsOf([bought([-9, 0], [-8, -300])])).toMatchObject([{ firstMinor: 0, meanRepeatMinor: 0 }]);
    expect(cellsOf([bought([-9, 1])])).toMatchObject([{ firstMinor: 1 }]);
  });

  it("is the same in whatever shards and order customers came, through bytes", () => {
    const day = fc.tuple(fc.integer({ min: -200, max: 120 }), fc.integer({ min: -500, max: 2 ** 40 }));
    const customer = fc
      .uniqueArray(day, { selector: ([at]) => at, maxLength: 6 })
      .map((days) => bought(...days.toSorted(([a], [b]) => a - b)));
    const shops = fc.array(fc.array(customer, { maxLength: 12 }), { maxLength: 4 });
    fc.assert(
      fc.property(shops, (shards) => {
        const merged = new SpendGrid();
        for (const shard of shards) merged.merge(gridOf(shard).encode());
        expect([...merged.cells()]).toEqual(cellsOf(shards.flat().toReversed()));
        expect(merged.encode()).toEqual(gridOf(shards.flat()).encode());
      }),
    );
  });

  it("refuses damaged bytes", () => {
    const bytes = gridOf([bought([-9, 700], [3, 800])]).encode();
    expect(() => new SpendGrid().merge(bytes.subarray(0, -1))).toThrow(RangeError);
  });
});
