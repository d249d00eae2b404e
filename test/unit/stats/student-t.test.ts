import { expect, it } from "vitest";
import { studentT95 } from "../../../shared/stats/student-t.ts";

it("the 95 % quantile of Student's t is that of printed tables, and the normal one without end", () => {
  for (const [degrees, wanted, digits] of [
    [4, 2.1318, 2],
    [8, 1.8595, 3],
    [12, 1.7823, 4],
    [20, 1.7247, 4],
    [60, 1.6706, 4],
    [1e12, 1.6449, 4],
  ] as const)
    expect(studentT95(degrees), `${degrees} degrees`).toBeCloseTo(wanted, digits);
});
