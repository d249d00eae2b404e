import { describe, expect, it } from "vitest";
import { HeldBackCounter } from "../../../../shared/scoring/held-back/held-back-counter.ts";
import { rankHeldBack, takeHighest } from "../../../../shared/scoring/held-back/rank-held-back.ts";

/** A cell of its own for each age: [age, customers, whether they bought, net value of all of them]. */
const cellsOf = (
  ...rows: readonly (readonly [age: number, customers: number, bought: boolean, netMinor: number])[]
) => {
  const counter = new HeldBackCounter(90);
  for (const [ageDays, customers, bought, netMinor] of rows) {
    const known = { repeats: 0, recencyDays: 0, ageDays, nextDay: bought ? 9 : 0, purchases: bought ? customers : 0 };
    counter.add({ ...known, netMinor }, customers);
  }
  return counter.toCells();
};
const shop = cellsOf([1, 4, true, 800], [2, 3, false, 0], [3, 2, true, 100], [4, 1, false, 0]);

describe("rankHeldBack", () => {
  it("puts customers in rising order of their score, those of equal score in one rank", () => {
    const scores = Float64Array.of(0.5, 0.2, 0.2, 0.9);
    expect(rankHeldBack(shop, { rule: "mbgnbd", scores, chances: Float64Array.of(0.5, 0.25, 0.25, 1) })).toEqual({
      length: 3,
      customers: Float64Array.of(5, 4, 1),
      buyers: Float64Array.of(2, 4, 0),
      chances: Float64Array.of(1.25, 2, 1),
      netMinor: Float64Array.of(100, 800, 0),
    });
  });

  it("is one rank where all tie, whatever tells them apart besides", () => {
    expect(rankHeldBack(shop, { rule: "days-silent", scores: new Float64Array(4) })).toEqual({
      length: 1,
      customers: Float64Array.of(10),
      buyers: Float64Array.of(6),
      chances: Float64Array.of(0),
      netMinor: Float64Array.of(900),
    });
  });

  it("counts net value below nothing as nothing, before it is added to others'", () => {
    const refunds = cellsOf([1, 1, true, -500], [2, 1, true, 300]);
    const { netMinor } = rankHeldBack(refunds, { rule: "days-silent", scores: new Float64Array(2) });
    expect(netMinor).toEqual(Float64Array.of(300));
  });

  it("has no ranks of nobody", () => {
    const none = new Float64Array(0);
    expect(rankHeldBack(cellsOf(), { rule: "mbgnbd", scores: none, chances: none })).toEqual({
      length: 0,
      customers: none,
      buyers: none,
      chances: none,
      netMinor: none,
    });
  });
});

describe("takeHighest", () => {
  const ranked = rankHeldBack(shop, { rule: "days-silent", scores: Float64Array.of(0.5, 0.2, 0.2, 0.9) });

  it("takes the last rank by the share of it that still fits", () => {
    // The one ranked highest did not buy; then one of four buyers who brought 800 together.
    expect(takeHighest(ranked, 2)).toEqual({ buyers: 1, netMinor: 200 });
    expect(takeHighest(ranked, 1)).toEqual({ buyers: 0, netMinor: 0 });
    expect(takeHighest(ranked, 0.5)).toEqual({ buyers: 0, netMinor: 0 });
  });

  it("takes all down to the lowest rank, and no more than there are", () => {
    expect(takeHighest(ranked, 10)).toEqual({ buyers: 6, netMinor: 900 });
    expect(takeHighest(ranked, 11)).toEqual({ buyers: 6, netMinor: 900 });
  });

  it("takes nobody where none are asked for, or there is nobody", () => {
    expect(takeHighest(ranked, 0)).toEqual({ buyers: 0, netMinor: 0 });
    const nobody = rankHeldBack(cellsOf(), { rule: "days-silent", scores: new Float64Array(0) });
    expect(takeHighest(nobody, 5)).toEqual({ buyers: 0, netMinor: 0 });
  });
});
