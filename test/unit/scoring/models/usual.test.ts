import { describe, expect, it } from "vitest";
import { fitBound } from "../../../../shared/scoring/models/fit-bound.ts";
import { SpendSample } from "../../../../shared/scoring/models/spend-sample.ts";
import { withUsualFrequency } from "../../../../shared/scoring/models/usual-frequency.ts";
import { usualMeansOf, withUsualSpend } from "../../../../shared/scoring/models/usual-spend.ts";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { hasReference, summariseCdnow } from "../../../support/cdnow.ts";

const cellsOf = (repeats: readonly number[]) => {
  const counter = new CellCounter();
  for (const x of repeats) counter.add(x, x, 1000);
  return counter.toCells();
};
const spendOf = (customers: readonly (readonly [repeats: number, netMinor: number])[]) => {
  const sample = new SpendSample();
  for (const [x, netMinor] of customers) sample.add(x, netMinor);
  return sample.toSpendData(100);
};
const hundred = Array.from({ length: 100 }, (_, i) => i);

describe("fitBound", () => {
  it("is the median times the spread of the usual 95 % to the power of 3.5", () => {
    expect(fitBound(100, (rank) => (rank < 90 ? 2 : 8))).toBe(2 * 4 ** 3.5);
  });
  it("is eleven times the median where nobody differs, and none for nobody", () => {
    expect(fitBound(7, () => 5)).toBeCloseTo(5 * 2 ** 3.5, 12);
    expect(fitBound(0, () => 5)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("withUsualFrequency", () => {
  it("leaves out a reseller, and counts them", () => {
    const usual = withUsualFrequency(cellsOf([...hundred.map((i) => i % 4), 699]));
    expect(usual).toMatchObject({ leftOut: 1, mostDays: 33 });
    expect([...usual.cells.repeats]).toEqual([0, 1, 2, 3]);
  });
  it("leaves out nobody of a shop of daily buyers, of one-time buyers, or of nobody", () => {
    for (const repeats of [hundred.map(() => 699), hundred.map(() => 0), []]) {
      const cells = cellsOf(repeats);
      expect(withUsualFrequency(cells)).toMatchObject({ leftOut: 0, cells });
    }
  });
});

describe("who is under the bound and has a twentieth of all", () => {
  const few = hundred.map((i) => (i % 20 === 0 ? 20 : i % 4));

  it("is left out of the purchase models beyond four times what is usual", () => {
    // The usual ones reach 21 purchase days, so that the bound is in the thousands.
    expect(withUsualFrequency(cellsOf([...few, 83]))).toMatchObject({ leftOut: 0 });
    expect(withUsualFrequency(cellsOf([...few, 90]))).toMatchObject({ leftOut: 1 });
    expect(withUsualFrequency(cellsOf([...few, ...few, ...few, ...few, ...few, ...few, ...few, 90])).leftOut).toBe(0);
  });

  it("moves no bound of what few purchases count for", () => {
    const spends = hundred.map((i) => [1, i % 10 === 0 ? 20_000 : 1000 + i] as const);
    const [without, withIt] = [spendOf(spends), spendOf([...spends, [1, 81_000_000]])].map((all) =>
      withUsualSpend(all, 39),
    );
    expect(withIt?.leftOut).toBe(1);
    expect(withIt && usualMeansOf(withIt)).toEqual(without && usualMeansOf(without));
    expect(without && usualMeansOf(without)).toEqual({
      middleMajor: without?.middleMajor,
      mostMajor: without?.mostMajor,
    });
  });

  it("is left out of the model of spend likewise", () => {
    const spends = hundred.map((i) => [1, i % 20 === 0 ? 20_000 : 1000 + i] as const);
    expect(withUsualSpend(spendOf([...spends, [1, 79_000]]), 39).leftOut).toBe(0);
    expect(withUsualSpend(spendOf([...spends, [1, 81_000]]), 39).leftOut).toBe(1);
    const seven = Array.from({ length: 14 }, () => spends).flat();
    expect(withUsualSpend(spendOf([...seven, [1, 81_000]]), 39).leftOut).toBe(0);
  });
});

describe("withUsualSpend", () => {
  const usual = hundred.map((i) => [1 + (i % 3), (1 + (i % 3)) * (2000 + i)] as const);

  it("leaves out who spends beyond the bound on a day, and who buys too often", () => {
    const { spend, leftOut } = withUsualSpend(spendOf([...usual, [2, 1e9], [50, 50 * 2000]]), 39);
    expect(leftOut).toBe(2);
    expect(spend).toEqual(spendOf(usual));
  });
  it("leaves out the same in any unit of money", () => {
    const of = (unit: number) => spendOf([...usual, [2, 1e9]].map(([x = 0, minor = 0]) => [x, minor * unit]));
    expect(withUsualSpend(of(100), 39).leftOut).toBe(withUsualSpend(of(1), 39).leftOut);
  });
});

describe.skipIf(!hasReference).each([
  ["sample", "1997-09-30"],
  ["master", "1997-09-30"],
  ["master", "1998-06-30"],
] as const)("CDNOW %s on %s", (file, asOf) => {
  it("leaves out nobody, so that published fits are those of the night", () => {
    const cells = new CellCounter();
    const spend = new SpendSample();
    for (const { repeats, recencyDays, ageDays, repeatNetMinor } of summariseCdnow(file, asOf).values()) {
      cells.add(repeats, recencyDays, ageDays);
      spend.add(repeats, repeatNetMinor);
    }
    const usual = withUsualFrequency(cells.toCells());
    expect(usual.leftOut).toBe(0);
    expect(withUsualSpend(spend.toSpendData(100), usual.mostDays - 1).leftOut).toBe(0);
  });
});
