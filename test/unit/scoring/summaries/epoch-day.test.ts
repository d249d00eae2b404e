import { describe, expect, it } from "vitest";
import { addDays, daysBetween, fromEpochDay, toEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";

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

  it("are those of the engine's calendar, from the first day of year 0 to the last of 9999", () => {
    for (let day = -719_528; day <= 2_932_896; day += 97) {
      const written = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect([fromEpochDay(day), toEpochDay(written)]).toEqual([written, day]);
    }
    expect([fromEpochDay(-719_528), fromEpochDay(2_932_896)]).toEqual(["0000-01-01", "9999-12-31"]);
  });

  it.each(["1600-02-28", "1900-02-28", "2000-02-28", "2023-02-28", "2024-12-31"])(
    "step over %s as the engine does",
    (day) => {
      const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
      expect(addDays(day, 1)).toBe(next);
      expect(addDays(next, -1)).toBe(day);
    },
  );

  it("of a fraction are of the day it lies in", () => {
    expect([fromEpochDay(0.99), fromEpochDay(-0.01)]).toEqual(["1970-01-01", "1969-12-31"]);
  });

  it.each([
    "yesterday",
    "",
    "2026-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-06-31",
    "2026-09-31",
    "2026-11-31",
    "2026-01-32",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026/01-01",
    "2026-01/01",
    "2026-01-01T00",
    "2026-1-011",
    "202x-01-01",
    "2026-01-:0",
    "2026-1/-01",
  ])("refuse %j, which is no day", (text) => {
    expect(() => toEpochDay(text)).toThrow(RangeError);
  });

  it.each([-719_529, 2_932_897, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuse %d, which no four-digit year holds",
    (day) => {
      expect(() => fromEpochDay(day)).toThrow(RangeError);
    },
  );
});
