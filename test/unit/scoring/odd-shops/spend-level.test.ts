import { describe, expect, it } from "vitest";
import { addSpendMove, spendLevel } from "../../../../shared/scoring/odd-shops/spend-level.ts";
import { Histogram } from "../../../../shared/scoring/summaries/histogram.ts";

const TONIGHT = 20_000;
type Paid = readonly [daysAgo: number, netMinor: number];
/** A customer who paid so much so many days ago. */
const customer = (paid: readonly Paid[]) =>
  paid.map(([daysAgo, netMinor]) => ({ day: TONIGHT - daysAgo, orders: 1, netMinor }));
const moveOf = (...paid: readonly Paid[]) => {
  const moves = new Histogram();
  addSpendMove(moves, customer(paid), TONIGHT);
  return moves.sorted();
};

describe("addSpendMove", () => {
  it("is how much more a customer pays now than a year ago, in hundredths of a logarithm", () => {
    expect(moveOf([400, 1_000], [10, 2_000])).toEqual([[69, 1]]);
    expect(moveOf([400, 2_000], [10, 1_000])).toEqual([[-69, 1]]);
    expect(moveOf([400, 1_000], [390, 4_000], [20, 2_000], [10, 2_000])).toEqual([[0, 1]]);
  });

  it("goes by the last thirteen weeks and the same a year before, to the day, and by nothing between", () => {
    expect(moveOf([454, 1_000], [90, 2_000])).toEqual([[69, 1]]);
    expect(moveOf([364, 1_000], [0, 2_000])).toEqual([[69, 1]]);
    expect(moveOf([455, 1_000], [90, 2_000])).toEqual([]);
    expect(moveOf([454, 1_000], [91, 2_000])).toEqual([]);
    expect(moveOf([363, 1_000], [0, 2_000])).toEqual([]);
    expect(moveOf([454, 1_000], [200, 77], [90, 2_000])).toEqual([[69, 1]]);
  });

  it("knows nothing of what comes after tonight, nor of days that brought nothing", () => {
    expect(moveOf([400, 1_000], [-1, 2_000])).toEqual([]);
    expect(moveOf([400, 1_000], [10, 0])).toEqual([]);
    expect(moveOf([400, -1_000], [10, 10])).toEqual([]);
    expect(moveOf([400, 1_000], [20, -50], [10, 2_000])).toEqual([[69, 1]]);
  });
});

/** So many customers each, by how much more they pay in hundredths of a logarithm. */
const levelOf = (...moves: readonly (readonly [move: number, customers: number])[]) =>
  spendLevel(Histogram.from(moves));

describe("spendLevel", () => {
  it("is told where the one in the middle pays a quarter more or less", () => {
    expect(levelOf([69, 100])).toEqual({ spanDays: 91, customers: 100, times: Math.exp(0.69), alike: 100 });
    expect(levelOf([-69, 100])).toEqual({ spanDays: 91, customers: 100, times: Math.exp(-0.69), alike: 100 });
    expect(levelOf([23, 100])?.times).toBeCloseTo(1.26, 2);
    expect(levelOf([22, 100])).toBeUndefined();
    expect(levelOf([-22, 100])).toBeUndefined();
    expect(levelOf([0, 100])).toBeUndefined();
  });

  it("is told by forty customers and more", () => {
    expect(levelOf([69, 40])?.customers).toBe(40);
    expect(levelOf([69, 39])).toBeUndefined();
    expect(spendLevel(new Histogram())).toBeUndefined();
  });

  it("is beyond chance: five standard errors from the middle, customers have changed to the same side", () => {
    // Of 100 customers those are 25 ranks.
    expect(levelOf([-50, 24], [60, 76])).toMatchObject({ alike: 76 });
    expect(levelOf([-50, 25], [60, 75])).toBeUndefined();
    expect(levelOf([50, 25], [-60, 75])).toBeUndefined();
    expect(levelOf([50, 24], [-60, 76])).toMatchObject({ alike: 76 });
  });

  it("is not moved by a few, however much they pay", () => {
    expect(levelOf([0, 90], [900, 10])).toBeUndefined();
    expect(levelOf([69, 90], [900, 10])).toMatchObject({ times: Math.exp(0.69) });
  });
});
