import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsSortedBy, sortedBy } from "../../../shared/stats/counting-sort.ts";

describe("sortedBy", () => {
  it("sorts rows by a column and keeps the order of equal ones, so that columns can be sorted by in turn", () => {
    const first = Int32Array.of(2, 0, 2, 1, 0);
    const second = Int32Array.of(1, 7, 0, 3, 2);
    const rows = Uint32Array.of(0, 1, 2, 3, 4);
    expect([...sortedBy(first, rows)]).toEqual([1, 4, 3, 0, 2]);
    expect([...sortedBy(first, sortedBy(second, rows))]).toEqual([4, 1, 3, 2, 0]);
    expect([...rows]).toEqual([0, 1, 2, 3, 4]);
  });

  it("writes into the array that it is given, and gives it back", () => {
    const sorted = new Uint32Array(3);
    expect(sortedBy(Int32Array.of(5, 0, 5), Uint32Array.of(0, 1, 2), sorted)).toBe(sorted);
    expect([...sorted]).toEqual([1, 0, 2]);
  });

  it("sorts as a stable comparison sort does", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 }), { maxLength: 60 }), (column) => {
        const rows = column.map((_, i) => i);
        const wanted = rows.toSorted((i, k) => (column[i] ?? 0) - (column[k] ?? 0));
        expect([...sortedBy(column, Uint32Array.from(rows))]).toEqual(wanted);
      }),
      { seed: 20261122 },
    );
  });

  it("sorts only the rows that it is given", () => {
    expect([...sortedBy(Int32Array.of(9, 4, 0), Uint32Array.of(1, 0))]).toEqual([1, 0]);
    expect(sortedBy(Int32Array.of(1), new Uint32Array(0))).toHaveLength(0);
  });
});

describe("rowsSortedBy", () => {
  it("sorts by the last column, equal ones by the one before it, and so on; rows that are equal in all stay in turn", () => {
    const least = [3, 1, 1, 0, 3];
    const most = [5, 5, 2, 5, 5];
    expect([...rowsSortedBy([least, most], 5)]).toEqual([2, 3, 1, 0, 4]);
    expect([...rowsSortedBy([least, most], 3)]).toEqual([2, 1, 0]);
    expect([...rowsSortedBy([], 2)]).toEqual([0, 1]);
  });
});
