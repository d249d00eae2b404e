import { describe, expect, it } from "vitest";
import { brierGain } from "../../../../shared/scoring/held-back/brier-gain.ts";
import { brierScore } from "../../../../shared/scoring/held-back/brier-score.ts";
import { heldBackOfGroups } from "../../../support/held-back-groups.ts";

const alike = { repeats: 0, silent: 0 };
/** Chances by the age that tells customers apart here. */
const byAge = (cells: ReturnType<typeof heldBackOfGroups>, chance: Readonly<Record<number, number>>) =>
  Float64Array.from(cells.ageDays, (age) => chance[age] ?? Number.NaN);

describe("brierGain", () => {
  it("is the mean gain over customers, with the standard error of that mean", () => {
    const cells = heldBackOfGroups([
      { ...alike, age: 1, buyers: 2, others: 1 },
      { ...alike, age: 2, buyers: 0, others: 1 },
    ]);
    const [half, sure] = [byAge(cells, { 1: 0.5, 2: 0.5 }), byAge(cells, { 1: 0.9, 2: 0.5 })];
    // Squared distances by customer: .25 for all before; after: .01 for two buyers, .81 for one who did not, .25.
    // Gains .24, .24, -.56 and 0: mean -.02, variance (.26² + .26² + .54² + .02²)/4 = .1068.
    expect(brierGain(cells, half, sure).gain).toBeCloseTo(-0.02, 12);
    expect(brierGain(cells, half, sure).standardError).toBeCloseTo(Math.sqrt(0.1068) / 2, 12);
  });

  it("is what one Brier score is lower than the other, and the opposite with the rules exchanged", () => {
    const cells = heldBackOfGroups([
      { ...alike, age: 1, buyers: 30, others: 20 },
      { ...alike, age: 2, buyers: 5, others: 45 },
    ]);
    const [one, other] = [byAge(cells, { 1: 0.5, 2: 0.3 }), byAge(cells, { 1: 0.7, 2: 0.1 })];
    const there = brierGain(cells, one, other);
    const back = brierGain(cells, other, one);
    expect(there.gain).toBeCloseTo((brierScore(cells, one) ?? 0) - (brierScore(cells, other) ?? 0), 12);
    expect(back.gain).toBeCloseTo(-there.gain, 12);
    expect(back.standardError).toBeCloseTo(there.standardError, 12);
  });

  it("is half as uncertain with four times the customers", () => {
    const shop = (times: number) =>
      heldBackOfGroups([
        { ...alike, age: 1, buyers: 3 * times, others: 2 * times },
        { ...alike, age: 2, buyers: times, others: 6 * times },
      ]);
    const errorOf = (cells: ReturnType<typeof shop>) =>
      brierGain(cells, byAge(cells, { 1: 0.5, 2: 0.5 }), byAge(cells, { 1: 0.6, 2: 0.2 })).standardError;
    expect(errorOf(shop(4))).toBeCloseTo(errorOf(shop(1)) / 2, 12);
  });

  it("is nothing, and certain, of two rules that say the same, and of nobody", () => {
    const cells = heldBackOfGroups([{ ...alike, age: 1, buyers: 2, others: 1 }]);
    const same = byAge(cells, { 1: 0.4 });
    expect(brierGain(cells, same, same)).toEqual({ gain: 0, standardError: 0 });
    const nobody = heldBackOfGroups([]);
    expect(brierGain(nobody, new Float64Array(0), new Float64Array(0))).toEqual({ gain: 0, standardError: 0 });
  });
});
