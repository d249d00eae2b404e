import { describe, expect, it } from "vitest";
import { believedSpendMajor } from "../../../../shared/scoring/models/believed-spend.ts";

/** Customers spend 40 on average; a mean beyond 900 is in no fit. */
const usual = { middleMajor: 40, mostMajor: 900 };
const believed = (days: readonly number[]) =>
  believedSpendMajor(
    usual,
    days.length,
    days.reduce((sum, day) => sum + day, 0),
    Math.max(...days),
  );
const times = (count: number, each: number) => Array.from({ length: count }, () => each);

describe("what purchases count for in what is foretold", () => {
  it("is all that they brought, as far as others' do", () => {
    for (const days of [[40], [900], [900, 0], [30, 880, 900], times(300, 90)])
      expect(believed(days)).toBe(days.reduce((sum, day) => sum + day, 0));
  });

  it("is the bound for a single order beyond it, however far", () => {
    expect(believed([901])).toBe(900);
    expect(believed([86_829])).toBe(900);
  });

  it("is the bound for the greatest of several days that nothing else bears out, and all of the others", () => {
    expect(believed([40, 40, 40, 77_000])).toBeCloseTo(120 + 900, 9);
    // Who spends four times what others do may spend four times the bound in a day, as far as three days tell that.
    expect(believed([160, 160, 160, 77_000])).toBeCloseTo(480 + 900 * 4 ** (3 / 4), 9);
  });

  it("comes nearer to all that they brought the more purchases there are", () => {
    const share = (days: number) => believed(times(days, 2000)) / (2000 * days);
    expect(share(1)).toBeCloseTo(0.45, 9);
    expect(share(2)).toBeCloseTo((900 / 2000) ** (1 / 2), 9);
    expect(share(10)).toBeGreaterThan(0.92);
    expect(share(100)).toBeGreaterThan(0.99);
    for (let days = 1; days < 100; days++) expect(share(days + 1)).toBeGreaterThan(share(days));
  });

  it("is all of a mean within the bound where the greatest day is not known, and of everything without a bound", () => {
    expect(believedSpendMajor(usual, 4, 3600, 0)).toBe(3600);
    expect(believedSpendMajor(usual, 1, 5000, 0)).toBe(900);
    expect(believedSpendMajor(undefined, 1, 5000, 5000)).toBe(5000);
    expect(believedSpendMajor(usual, 0, 0, 0)).toBe(0);
  });
});
