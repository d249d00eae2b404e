import { describe, expect, it } from "vitest";
import { addDays, daysBetween, fromEpochDay, toEpochDay } from "../../../shared/scoring/summaries/epoch-day.ts";

describe("epoch days", () => {
  it("count from 1970-01-01, backwards too", () => {
    expect(toEpochDay("1970-01-01")).toBe(0);
    expect(toEpochDay("1997-01-01")).toBe(9862);
    expect(toEpochDay("1969-12-31")).toBe(-1);
    expect(fromEpochDay(9862)).toBe("1997-01-01");
    expect(fromEpochDay(-1)).toBe("1969-12-31");
  });

  it("know leap years, and are not moved by daylight saving", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2100-02-28", 1)).toBe("2100-03-01");
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(daysBetween("1997-01-01", "1997-09-30")).toBe(272);
  });

  it("refuse what is no day", () => {
    expect(() => toEpochDay("yesterday")).toThrow(RangeError);
  });
});
