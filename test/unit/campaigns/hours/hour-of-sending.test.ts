import { describe, expect, it } from "vitest";
import { hoursOfSending } from "../../../../shared/campaigns/hours/hour-of-sending.ts";
import { campaignSchema } from "../../../../shared/model/campaign.ts";
import { nightRun } from "../../../support/notify-world.ts";

const campaign = (more: Record<string, unknown> = {}) =>
  campaignSchema.parse({ id: "hello", name: "Hello", trigger: { on: "birthday" }, ...more });

const berlin = { timeZone: "Europe/Berlin" };
const mail = (more: Record<string, unknown>) => ({ ...berlin, mail: { sending: "on", ...more } });
/** The send day is 2026-11-21, a day of standard time; moments by the clock of Berlin. */
const from = (
  { country, usualHour }: { country?: string; usualHour?: number } = {},
  of = campaign(),
  settings: Record<string, unknown> = berlin,
) => {
  const { sendFrom, sendUntil } = hoursOfSending(nightRun(settings))(of, { country, usualHour });
  return [sendFrom, sendUntil].map(
    (at) => at && new Date(Date.parse(at) + 3_600_000).toISOString().slice(0, 16).replace("2026-11-21T", ""),
  );
};

describe("hoursOfSending", () => {
  it("is the hour at which somebody buys, else the campaign's, else the shop's", () => {
    expect(from()).toEqual(["10:00", "20:00"]);
    expect(from({}, campaign({ send_at: 17 }))).toEqual(["17:00", "20:00"]);
    expect(from({ usualHour: 13 }, campaign({ send_at: 17 }))).toEqual(["13:00", "20:00"]);
    expect(from({ usualHour: 13 }, campaign({ send_at: 17 }), mail({ usualHour: false }))).toEqual(["17:00", "20:00"]);
    expect(from({}, campaign(), mail({ sendAt: 9, hours: { from: 9, to: 12 } }))).toEqual(["09:00", "12:00"]);
  });

  it("is moved into the allowed hours: to the first of them, or the last", () => {
    expect(from({ usualHour: 3 })).toEqual(["08:00", "20:00"]);
    expect(from({ usualHour: 23 })).toEqual(["19:00", "20:00"]);
    expect(from({ usualHour: 0 })).toEqual(["08:00", "20:00"]);
  });

  it("reads an hour that is the campaign's on the customer's clock, one that is theirs on the shop's", () => {
    expect(from({ country: "GB" })).toEqual(["11:00", "21:00"]);
    expect(from({ country: "GB", usualHour: 11 })).toEqual(["11:00", "21:00"]);
    expect(from({ country: "IN" })).toEqual(["05:30", "15:30"]);
    expect(from({ country: "NZ", usualHour: 12 })).toEqual(["06:15", "07:15"]);
  });

  it("meets people of other days in that part of the shop's day that is an allowed hour of theirs", () => {
    expect(from({ country: "JP" })).toEqual(["02:00", "12:00"]);
    expect(from({ country: "PE" })).toEqual(["16:00", "2026-11-22T00:00"]);
    expect(from({ country: "FJ" })).toEqual(["00:00", "09:00"]);
  });

  it("leaves who has to release the post a morning for it", () => {
    expect(from({ country: "NZ" }, campaign(), mail({ approval: "required" }))).toEqual(["21:15", "2026-11-22T00:00"]);
    expect(from({ country: "JP" }, campaign(), mail({ approval: "required" }))).toEqual(["02:00", "12:00"]);
  });

  it("takes an hour that is allowed in every zone of a country", () => {
    expect(from({ country: "US" })).toEqual(["19:00", "2026-11-22T00:00"]);
    expect(from({ country: "ES" })).toEqual(["10:00", "20:00"]);
    expect(from({ country: "CN" })).toEqual(["03:00", "13:00"]);
    expect(from({ country: "CN" }, campaign({ send_at: 8 }))).toEqual(["03:00", "13:00"]);
  });

  it("goes by the shop's own clock where the country has no such hour, or is not known", () => {
    for (const country of ["XK", "ZZ", undefined]) expect(from(country ? { country } : {})).toEqual(["10:00", "20:00"]);
    expect(from({ country: "US" }, campaign(), mail({ sendAt: 9, hours: { from: 9, to: 12 } }))).toEqual([
      ...["09:00", "12:00"],
    ]);
  });

  it("goes by the shop's clock for all where every hour is an allowed one", () => {
    const always = mail({ sendAt: 0, hours: { from: 0, to: 24 } });
    for (const country of ["US", "NZ", "DE"])
      expect(from({ country }, campaign(), always)).toEqual(["00:00", "2026-11-22T00:00"]);
  });

  it("has no hour for what another system sends by a file, and one for what it is posted", () => {
    const sms = campaign({ channel: "sms" });
    expect(from({}, sms)).toEqual([undefined, undefined]);
    const posted = { ...berlin, outbox: { sms: { url: "https://sender.example/in" } } };
    expect(from({}, sms, posted)).toEqual(["10:00", "20:00"]);
  });

  it("finds an hour on days on which clocks change", () => {
    const on = (sendDay: string, usualHour: number) =>
      hoursOfSending({ ...nightRun(mail({ hours: { from: 0, to: 24 } })), sendDay })(campaign(), {
        country: undefined,
        usualHour,
      }).sendFrom;
    // 02:00 to 03:00 is skipped on 2026-03-29, and comes twice on 2026-10-25.
    expect(on("2026-03-29", 2)).toBe("2026-03-29T01:00:00.000Z");
    expect(on("2026-10-25", 2)).toBe("2026-10-25T00:00:00.000Z");
    expect(on("2026-10-25", 23)).toBe("2026-10-25T22:00:00.000Z");
  });
});
