import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsSortedBy } from "../../../shared/stats/counting-sort.ts";

describe("rowsSortedBy", () => {
  it("sorts by the last column, equal ones by the one before it, and so on; rows that are equal in all stay in turn", () => {
    const least = [3, 1, 1, 0, 3];
    const most = [5, 5, 2, 5, 5];
    expect([...rowsSortedBy([least, most], 5)]).toEqual([2, 3, 1, 0, 4]);
  });

  it("sorts the first rows alone, and none at all", () => {
    expect([...rowsSortedBy([Int32Array.of(9, 4, 0)], 2)]).toEqual([1, 0]);
    expect(rowsSortedBy([Int32Array.of(1)], 0)).toHaveLength(0);
    expect([...rowsSortedBy([], 2)]).toEqual([0, 1]);
  });

  it("sorts as a stable comparison sort does", () => {
    const pairs = fc.array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 3 })), { maxLength: 60 });
    fc.assert(
      fc.property(pairs, (rows) => {
        const least = rows.map(([value]) => value);
        const most = rows.map(([, value]) => value);
        const wanted = rows
          .map((_, row) => row)
          .toSorted((a, b) => (most[a] ?? 0) - (most[b] ?? 0) || (least[a] ?? 0) - (least[b] ?? 0));
        expect([...rowsSortedBy([least, most], rows.length)]).toEqual(wanted);
      }),
      { seed: 20261122 },
    );
  });
});
