import { describe, expect, it } from "vitest";
import { type ValueBandsInput, valueBandOf, valueBandsOf } from "../../../../shared/scoring/value/value-bands.ts";

const night = (more: Partial<ValueBandsInput>) =>
  valueBandsOf({
    asOf: "2026-11-20",
    basis: "clv",
    totalMinor: 3_000_000,
    customers: 1000,
    minorPerMajor: 100,
    settings: undefined,
    yesterday: undefined,
    ...more,
  });

describe("value bands", () => {
  it("are cut at round amounts near twice the mean and half of it", () => {
    expect(night({})).toEqual({
      basis: "clv",
      rule: "mean",
      meanMinor: 3000,
      customers: 1000,
      cutsMinor: { high: 5000, middle: 2000 },
      since: "2026-11-20",
    });
    expect(night({ totalMinor: 5_100_000 }).cutsMinor).toEqual({ high: 10_000, middle: 2000 });
    expect(night({ totalMinor: 1200 }).cutsMinor).toEqual({ high: 2, middle: 1 });
  });

  it("stand until the mean has moved them by a factor of two, and say since when", () => {
    const first = night({});
    const later = (totalMinor: number) => night({ asOf: "2026-12-01", totalMinor, yesterday: first });
    for (const total of [2_000_000, 3_900_000, 5_000_000]) {
      expect(later(total)).toMatchObject({ cutsMinor: first.cutsMinor, since: "2026-11-20" });
    }
    expect(later(5_100_000)).toMatchObject({ cutsMinor: { high: 10_000, middle: 2000 }, since: "2026-12-01" });
    expect(later(1_200_000)).toMatchObject({ cutsMinor: { high: 2000, middle: 500 }, since: "2026-12-01" });
  });

  it("are cut anew where value is measured otherwise than the night before", () => {
    const bands = night({ basis: "net-value", totalMinor: 3_900_000, yesterday: night({}) });
    expect(bands).toMatchObject({ cutsMinor: { high: 10_000, middle: 2000 }, basis: "net-value" });
  });

  it("are those of the settings where there are any, in major units", () => {
    const settings = { high: 120, middle: 40.5 };
    const first = night({ settings });
    expect(first).toMatchObject({ rule: "settings", cutsMinor: { high: 12_000, middle: 4050 }, since: "2026-11-20" });
    expect(night({ asOf: "2026-11-21", settings, yesterday: first }).since).toBe("2026-11-20");
    expect(night({ asOf: "2026-11-21", settings: { ...settings, high: 121 }, yesterday: first }).since).toBe(
      "2026-11-21",
    );
    expect(night({ asOf: "2026-11-21", settings: { ...settings, middle: 41 }, yesterday: first }).since).toBe(
      "2026-11-21",
    );
    expect(night({ asOf: "2026-11-21", yesterday: first })).toMatchObject({ rule: "mean", since: "2026-11-21" });
  });

  it("hold who is worth exactly a cut, rounded to whole minor units, and everybody low where there is no value", () => {
    const bands = night({});
    expect([5000, 4999.5, 4999.4, 2000, 1999.4, -5].map((value) => valueBandOf(value, bands))).toEqual([
      "high",
      "high",
      "middle",
      "middle",
      "low",
      "low",
    ]);
    const none = night({ totalMinor: 0 });
    expect([none.cutsMinor, valueBandOf(1, none)]).toEqual([{ high: null, middle: null }, "low"]);
    expect(night({ totalMinor: 0, customers: 0 }).meanMinor).toBe(0);
  });
});
