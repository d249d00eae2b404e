import { describe, expect, it } from "vitest";
import { sendingWindow, zonesOf } from "../../../../shared/campaigns/hours/sending-window.ts";
import { instantAt } from "../../../../shared/model/shop-time.ts";

const night = { sendDay: "2026-11-30", postFrom: "03:30" };
const berlin = { ...night, timeZone: "Europe/Berlin" };
const hours = { from: 8, to: 20 };

describe("sendingWindow", () => {
  it("is the allowed hours of the shop's own zone", () => {
    expect(sendingWindow(berlin, hours, ["Europe/Berlin"])).toEqual({
      ...{ day: "2026-11-30", from: "2026-11-30T07:00:00.000Z", until: "2026-11-30T19:00:00.000Z" },
    });
  });

  it("lies within the shop's day, on the day of the same date where people live", () => {
    expect(sendingWindow(berlin, hours, ["America/Los_Angeles"])).toEqual({
      ...{ day: "2026-11-30", from: "2026-11-30T16:00:00.000Z", until: "2026-11-30T23:00:00.000Z" },
    });
    expect(sendingWindow(berlin, hours, ["Pacific/Auckland"])).toEqual({
      ...{ day: "2026-11-30", from: "2026-11-29T23:00:00.000Z", until: "2026-11-30T07:00:00.000Z" },
    });
  });

  it("is on another day of theirs where that one has no allowed hour within the shop's", () => {
    expect(sendingWindow({ ...berlin, timeZone: "Pacific/Auckland" }, hours, ["America/Los_Angeles"])).toEqual({
      ...{ day: "2026-11-29", from: "2026-11-29T16:00:00.000Z", until: "2026-11-30T04:00:00.000Z" },
    });
    expect(sendingWindow({ ...berlin, timeZone: "UTC" }, { from: 0, to: 1 }, ["Asia/Kathmandu"])).toEqual({
      ...{ day: "2026-12-01", from: "2026-11-30T18:15:00.000Z", until: "2026-11-30T19:15:00.000Z" },
    });
  });

  it("is on another day of theirs where that one's hours are over before the night begins that says what is due", () => {
    const losAngeles = { ...night, timeZone: "America/Los_Angeles" };
    expect(sendingWindow(losAngeles, hours, ["Asia/Tokyo"])).toEqual({
      ...{ day: "2026-12-01", from: "2026-11-30T23:00:00.000Z", until: "2026-12-01T08:00:00.000Z" },
    });
    expect(sendingWindow({ ...night, timeZone: "America/New_York" }, hours, zonesOf("AU"))).toMatchObject({
      ...{ day: "2026-12-01", until: "2026-12-01T05:00:00.000Z" },
    });
    expect(sendingWindow({ ...losAngeles, postFrom: "02:00" }, hours, ["Asia/Tokyo"])).toMatchObject({
      ...{ day: "2026-11-30", until: "2026-11-30T11:00:00.000Z" },
    });
  });

  it("has an hour that the post meets for people in every zone, whichever the shop's is", () => {
    const zones = Intl.supportedValuesOf("timeZone");
    for (const timeZone of ["America/Los_Angeles", "America/Sao_Paulo", "Europe/Berlin", "Pacific/Auckland"])
      for (const sendDay of ["2026-07-01", "2026-11-30"])
        for (const zone of zones) {
          const { until } = sendingWindow({ ...night, sendDay, timeZone }, hours, [zone]) ?? { until: "" };
          expect([zone, until >= instantAt(sendDay, "04:30", timeZone)]).toEqual([zone, true]);
        }
  });

  it("is the hours that are allowed in all zones of a country, and none where there is no such hour", () => {
    const newYork = { ...night, timeZone: "America/New_York" };
    expect(sendingWindow(newYork, hours, zonesOf("US"))).toEqual({
      ...{ day: "2026-11-30", from: "2026-11-30T18:00:00.000Z", until: "2026-12-01T01:00:00.000Z" },
    });
    expect(sendingWindow(newYork, { from: 8, to: 9 }, zonesOf("US"))).toBeUndefined();
  });

  it("is never shorter than an hour, which the post might not meet", () => {
    const shop = { ...night, timeZone: "UTC" };
    const zones = (other: string) => ["UTC", other];
    expect(sendingWindow(shop, { from: 8, to: 12 }, zones("Asia/Karachi"))).toBeUndefined();
    expect(sendingWindow(shop, { from: 8, to: 14 }, zones("Asia/Karachi"))).toMatchObject({
      ...{ from: "2026-11-30T08:00:00.000Z", until: "2026-11-30T09:00:00.000Z" },
    });
    expect(sendingWindow(shop, { from: 8, to: 14 }, zones("Asia/Kolkata"))).toBeUndefined();
  });

  it("reaches over the whole of a day of 23, 24 and 25 hours", () => {
    const whole = (sendDay: string) => {
      const window = sendingWindow({ ...berlin, sendDay }, { from: 0, to: 24 }, ["Europe/Berlin"]);
      return window && (Date.parse(window.until) - Date.parse(window.from)) / 3_600_000;
    };
    expect(["2026-03-29", "2026-06-01", "2026-10-25"].map(whole)).toEqual([23, 24, 25]);
  });

  it("is there for every single zone, whichever the shop's is", () => {
    const zones = ["Pacific/Kiritimati", "Pacific/Auckland", "Asia/Kolkata", "UTC", "America/Lima", "Pacific/Niue"];
    for (const timeZone of zones)
      for (const zone of zones)
        expect([timeZone, zone, sendingWindow({ ...berlin, timeZone }, hours, [zone])]).toEqual([
          ...[timeZone, zone, expect.objectContaining({ day: expect.any(String) })],
        ]);
  });
});

describe("zonesOf", () => {
  it("knows the zones of a country, and none of one that there is not", () => {
    expect(zonesOf("HK")).toEqual(["Asia/Hong_Kong"]);
    expect(zonesOf("ES")).toContain("Atlantic/Canary");
    for (const country of [undefined, "ZZ", "XK", "", "de", "../x"]) expect(zonesOf(country)).toEqual([]);
  });
});
