import { describe, expect, it } from "vitest";
import type { ValueRange } from "../../../../shared/model/value-range.ts";
import { clvStatements } from "../../../../shared/scoring/value/clv-statements.ts";

/** A night whose same season in earlier years brought so many times what was foretold; and what another season's cut says. */
const rangeOf = (ratios: readonly number[], other = 1, seasonKnown = true): ValueRange => ({
  ...{ seasonKnown, deviation: 0.2, degrees: 8 },
  cuts: [...ratios, other].map((ratio, i) => ({
    ...{ cut: `2025-1${i % 3}-20`, months: 12, weight: 0.5, sameSeason: i < ratios.length },
    purchases: { foretold: 1000, came: 1000 },
    netMinor: { foretold: 100_000, came: Math.round(100_000 * ratio) },
  })),
});
const said = (range: ValueRange | undefined) => clvStatements(range, 400);

describe("what is said of the value foretold", () => {
  it("has size and direction where all cuts of the season were off the same way", () => {
    const [more, ...others] = said(rangeOf([1.12, 1.3, 1.2]));
    expect(others).toEqual([]);
    expect(more?.code).toBe("clv-missed-held-back");
    expect(more?.text).toMatch(/^After each of 3 days .* \(October 20, 2025; November 20, 2025; December 20, 2025\)/);
    expect(more?.text).toMatch(/brought 12% to 30% more than .* over 3,000 purchases: .* probably too low tonight/);
    // What was done, and no night: cells know no customer's spend.
    expect(more?.text).toContain(
      "than was foretold of them (purchases by a model of what was known that day, amounts by",
    );
    expect(more?.text).not.toContain("Left out of it");
    expect(said({ ...rangeOf([1.12, 1.3, 1.2]), leftOut: 1 })[0]?.text).toMatch(
      / Left out of it: 1 customer with a twentieth/,
    );
    expect(said(rangeOf([0.8, 0.7, 0.9], 1.4))[0]?.text).toMatch(/brought 10% to 30% less than .* too high tonight/);
  });

  it("is nothing where they do not agree, are too few, or were off by little", () => {
    expect(said(rangeOf([1.2, 1.3, 0.98]))).toEqual([]);
    expect(said(rangeOf([1.2, 1.3, 1.04]))).toEqual([]);
    expect(said(rangeOf([1.2, 1.3], 1.3))).toEqual([]);
    expect(said(rangeOf([1.08, 1.09, 1.07]))).toEqual([]);
    expect(said(rangeOf([]))).toEqual([]);
  });

  it("is that the season cannot be known where it was not seen, whatever cuts of other seasons say", () => {
    const [unknown, ...others] = said(rangeOf([1.4, 1.5, 1.6], 1.5, false));
    expect(others).toEqual([]);
    expect(unknown).toMatchObject({ code: "value-season-unknown" });
    expect(unknown?.text).toMatch(/^We cannot know the season yet: purchases go back 400 days/);
  });

  it("is nothing on a night without value", () => {
    expect(said(undefined)).toEqual([]);
  });
});
