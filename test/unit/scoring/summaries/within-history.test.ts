import { describe, expect, it } from "vitest";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { withinHistory } from "../../../../shared/scoring/summaries/within-history.ts";

const cellsOf = (...cells: readonly (readonly [x: number, recency: number, age: number, count: number])[]) => {
  const counter = new CellCounter();
  for (const cell of cells) counter.add(...cell);
  return counter.toCells();
};

describe("withinHistory", () => {
  it("leaves out whoever first bought before it, in all columns, in their order", () => {
    const cells = cellsOf([0, 0, 9, 3], [0, 0, 500, 2], [1, 400, 500, 1], [1, 7, 10, 4], [2, 5, 8, 1]);
    expect(withinHistory(cells, 10)).toEqual(cellsOf([0, 0, 9, 3], [1, 7, 10, 4], [2, 5, 8, 1]));
    expect(withinHistory(cells, -1)).toEqual(cellsOf());
  });

  it("gives back what it was given where nobody did", () => {
    const cells = cellsOf([0, 0, 9, 3], [1, 7, 10, 4]);
    expect(withinHistory(cells, 10)).toBe(cells);
  });
});
