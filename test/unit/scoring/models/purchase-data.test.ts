import { describe, expect, it } from "vitest";
import { everyNthCell, toPurchaseData } from "../../../../shared/scoring/models/purchase-data.ts";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";

const counted = (customers: readonly (readonly [x: number, recency: number, age: number, count?: number])[]) => {
  const cells = new CellCounter();
  for (const [x, recency, age, count = 1] of customers) cells.add(x, recency, age, count);
  return cells.toCells();
};

describe("cells as the likelihoods read them", () => {
  it("count customers by x and by age: eleven of them by hand", () => {
    const cells = counted([
      [0, 0, 2, 5],
      [0, 0, 4, 2],
      [2, 1, 2],
      [2, 1, 4, 2],
      [3, 3, 4],
    ]);
    const data = toPurchaseData(cells);
    expect(data.cells).toBe(cells);
    expect(data).toMatchObject({ customers: 11, repeats: 9, runs: [0, 2, 3], starts: [0, 2, 4, 5], daysPerUnit: 7 });
    // Four have more than 0 and more than 1 repeat purchase, one more than 2, none more than 3.
    expect([...data.moreThan]).toEqual([4, 4, 1, 0]);
    expect([...data.customersByAge]).toEqual([0, 0, 6, 0, 5]);
    expect([...data.repeatsByAge]).toEqual([0, 0, 2, 0, 7]);
  });

  it("know the oldest customer wherever they stand, and take another unit of time", () => {
    const data = toPurchaseData(
      counted([
        [0, 0, 9],
        [1, 2, 3],
      ]),
      100,
    );
    expect([...data.customersByAge]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
    expect(data.daysPerUnit).toBe(100);
  });

  it("are nothing of nobody", () => {
    const data = toPurchaseData(counted([]));
    expect(data).toMatchObject({ customers: 0, repeats: 0, runs: [], starts: [0] });
    expect([...data.moreThan]).toEqual([0]);
    expect([...data.customersByAge]).toEqual([0]);
  });
});

describe("every so-manieth cell", () => {
  const cells = counted(Array.from({ length: 7 }, (_, i) => [i, 10 + i, 20 + i, 1 + i] as const));

  it("is the first of each so many, as it is", () => {
    const { length, ...columns } = everyNthCell(cells, 3);
    expect(length).toBe(3);
    expect(Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, [...column]]))).toEqual({
      repeats: [0, 3, 6],
      recencyDays: [10, 13, 16],
      ageDays: [20, 23, 26],
      count: [1, 4, 7],
    });
  });

  it("is all of them for one, and none of none", () => {
    expect(everyNthCell(cells, 1)).toEqual({ ...cells });
    expect(everyNthCell(counted([]), 4).length).toBe(0);
  });
});
