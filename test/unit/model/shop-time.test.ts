import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, hourOf, instantAt, lastCompleteDay } from "../../../shared/model/shop-time.ts";

describe("dayOf", () => {
  it("is the wall calendar's day, on both sides of UTC", () => {
    expect(dayOf("2026-11-20T23:30:00.000Z", "UTC")).toBe("2026-11-20");
    expect(dayOf("2026-11-20T23:30:00.000Z", "Asia/Shanghai")).toBe("2026-11-21");
    expect(dayOf("2026-11-20T03:30:00.000Z", "America/Los_Angeles")).toBe("2026-11-19");
  });

  it("knows half-hour zones and times before 1970", () => {
    expect(dayOf("2026-01-01T18:29:59.999Z", "Asia/Kolkata")).toBe("2026-01-01");
    expect(dayOf("2026-01-01T18:30:00.000Z", "Asia/Kolkata")).toBe("2026-01-02");
    expect(dayOf("1969-12-31T23:59:59.500Z", "Europe/London")).toBe("1970-01-01");
  });
});

describe("dayOf and hourOf on a day on which clocks change", () => {
  it("go by the offset of the instant, whatever was asked before", () => {
    const hours = (day: string, timeZone: string) =>
      Array.from({ length: 24 }, (_, hour) => hourOf(`${day}T${String(hour).padStart(2, "0")}:30:00.000Z`, timeZone));
    expect(hours("2026-03-29", "Europe/Berlin").slice(0, 3)).toEqual([1, 3, 4]);
    expect(hours("2026-10-25", "Europe/Berlin").slice(0, 3)).toEqual([2, 2, 3]);
    expect(hours("2026-03-28", "Europe/Berlin").slice(22)).toEqual([23, 0]);
    expect(hours("2026-03-30", "Europe/Berlin").slice(0, 2)).toEqual([2, 3]);
    expect(dayOf("2011-12-30T09:59:59.999Z", "Pacific/Apia")).toBe("2011-12-29");
    expect(dayOf("2011-12-30T10:00:00.000Z", "Pacific/Apia")).toBe("2011-12-31");
  });

  it("are those of the runtime's own calendar, hour by hour", () => {
    const zones = ["Europe/London", "Africa/Monrovia", "Africa/Casablanca", "Asia/Pyongyang", "Australia/Lord_Howe"];
    const zone = fc.constantFrom(...zones);
    const instants = fc.date({ min: new Date("1969-01-01"), max: new Date("2035-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(zone, instants, (timeZone, instant) => {
        const shown = instant.toLocaleString("sv", { timeZone, hourCycle: "h23" });
        const at = instant.toISOString();
        expect([dayOf(at, timeZone), hourOf(at, timeZone) ?? 0]).toEqual([
          shown.slice(0, 10),
          Number(shown.slice(11, 13)),
        ]);
      }),
      { seed: 20261128, numRuns: 300 },
    );
  });
});

describe("hourOf", () => {
  it("is the hour on the zone's clocks, in summer and winter and before 1970", () => {
    expect(hourOf("2026-07-01T21:59:59.999Z", "Europe/Berlin")).toBe(23);
    expect(hourOf("2026-12-01T21:59:59.999Z", "Europe/Berlin")).toBe(22);
    expect(hourOf("2026-01-01T18:30:00.001Z", "Asia/Kolkata")).toBe(0);
    expect(hourOf("1969-12-31T23:30:00.000Z", "UTC")).toBe(23);
  });

  it("is not known at midnight sharp, which is a day without a time", () => {
    expect(hourOf("2026-06-30T22:00:00.000Z", "Europe/Berlin")).toBeUndefined();
    expect(hourOf("2026-06-30T22:00:01.000Z", "Europe/Berlin")).toBe(0);
    expect(hourOf("2026-06-30T22:00:00.000Z", "UTC")).toBe(22);
  });
});

describe("lastCompleteDay", () => {
  it("is the day before the wall calendar's day", () => {
    expect(lastCompleteDay("2026-11-21T02:30:00.000Z", "Europe/Berlin")).toBe("2026-11-20");
    expect(lastCompleteDay("2026-11-20T22:59:00.000Z", "Europe/Berlin")).toBe("2026-11-19");
    expect(lastCompleteDay("2026-03-01T12:00:00.000Z", "UTC")).toBe("2026-02-28");
  });
});

describe("instantAt", () => {
  it("reads wall-clock times in summer and winter", () => {
    expect(instantAt("2026-07-01", "03:30", "Europe/Berlin")).toBe("2026-07-01T01:30:00.000Z");
    expect(instantAt("2026-12-01", "03:30", "Europe/Berlin")).toBe("2026-12-01T02:30:00.000Z");
    expect(instantAt("2026-12-01", "03:30:15.250", "UTC")).toBe("2026-12-01T03:30:15.250Z");
  });

  it("reads the first years of the calendar as they are written", () => {
    expect(instantAt("0050-07-01", "12:00", "Asia/Tokyo")).toBe("0050-07-01T02:41:01.000Z");
  });

  it("takes the first of two when the clock is put back, and moves on when it is put forward", () => {
    expect(instantAt("2026-10-25", "02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
    expect(instantAt("2026-03-29", "02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  });

  it("falls on the day it was asked for, unless that time was skipped", () => {
    const zones = fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Chatham", "America/St_Johns");
    const days = fc.date({ min: new Date("1990-01-01"), max: new Date("2035-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(zones, days, fc.integer({ min: 4, max: 23 }), (zone, date, hour) => {
        const day = date.toISOString().slice(0, 10);
        expect(dayOf(instantAt(day, `${String(hour).padStart(2, "0")}:30`, zone), zone)).toBe(day);
      }),
      { seed: 20261121 },
    );
  });
});
