import { describe, expect, it } from "vitest";
import type { ValueRange } from "../../../../shared/model/value-range.ts";
import { clvStatements } from "../../../../shared/scoring/value/clv-statements.ts";

/** A year apart each, so that none shares a day of its twelve months with another. */
const DAYS = ["2025-11-20", "2024-11-19", "2023-11-20", "2022-11-20"];
/** A night whose same season in earlier years brought so many times what was foretold; and what another season's cut says. */
const rangeOf = (
  ratios: readonly number[],
  other = 1,
  seasonKnown = true,
  days: readonly string[] = DAYS,
): ValueRange => ({
  ...{ seasonKnown, deviation: 0.2, degrees: 8 },
  cuts: [...ratios, other].map((ratio, i) => ({
    ...{ cut: days[i] ?? "2026-05-22", months: 12, weight: 0.5 - 0.01 * i, sameSeason: i < ratios.length },
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
    expect(more?.text).toMatch(/^After each of 3 days .* \(November 20, 2025; November 19, 2024; November 20, 2023\)/);
    expect(more?.text).toMatch(
      /brought 12% to 30% more than .* over 3,000 purchases, each counted once: .* probably too low tonight/,
    );
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
    expect(said(rangeOf([1.2], 1.3))).toEqual([]);
    expect(said(rangeOf([1.08, 1.09, 1.07]))).toEqual([]);
    expect(said(rangeOf([]))).toEqual([]);
  });

  it("is nothing of several looks at one year, which count the same purchases", () => {
    expect(said(rangeOf([1.2, 1.3, 1.4], 1, true, ["2026-01-05", "2025-11-20", "2025-10-05"]))).toEqual([]);
    // Two days alone have no day in common, and purchases are theirs; but the others must not speak against them.
    const looks = ["2025-11-20", "2026-01-05", "2025-10-05", "2024-11-19"];
    expect(said(rangeOf([1.2, 1.3, 1.4, 1.25], 1, true, looks))[0]?.text).toMatch(
      /^After each of 2 days .* \(November 20, 2025; November 19, 2024\), .* 20% to 25% more .* over 2,000 purchases, each/,
    );
    expect(said(rangeOf([1.2, 1.01, 1.4, 1.25], 1, true, looks))).toEqual([]);
    // 360 days are all of one that is 360 days before the next.
    expect(said(rangeOf([1.2, 1.3], 1, true, ["2025-11-20", "2024-11-25"]))).toHaveLength(1);
    expect(said(rangeOf([1.2, 1.3], 1, true, ["2025-11-20", "2024-11-26"]))).toEqual([]);
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
