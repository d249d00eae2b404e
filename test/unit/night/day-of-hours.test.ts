import { beforeAll, describe, expect, it } from "vitest";
import { withHold, withoutHold } from "../../../shared/campaigns/brake.ts";
import type { Refusal } from "../../../shared/model/refusal.ts";
import { hourOf } from "../../../shared/model/shop-time.ts";
import { changeHeld } from "../../../shared/night/change-held.ts";
import { expectManifestTrue } from "../../support/expect-files-true.ts";
import { holdHour } from "../../support/hold-hour.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, receivedFiles } from "../../support/night-world.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T02:30:00.000Z";
/** Those of Japan are past their hour when the night ends. */
const places = ["DE", "US", "GB", "JP"] as const;
const zones: Readonly<Record<string, string>> = { DE: "Europe/Berlin", US: "America/New_York", GB: "Europe/London" };
const shop = smallShop(600, asOf).map((customer, index) => ({
  ...customer,
  profile: { ...customer.profile, country: places[index % places.length] ?? "DE" },
}));
const placeOf = (address: string) => shop.find(({ profile }) => profile.email === address)?.profile.country;
const hours = (from: number, until: number): string[] =>
  Array.from({ length: until - from }, (_, index) => new Date(Date.UTC(2026, 10, 21, from + index)).toISOString());
const recipients = ["ann@shop.example", "bo@shop.example"];

/** A shop at whose clock the night and its hours come. */
const shopOfHours = (
  mail: object = {},
  {
    refuses = () => undefined,
    beforeWrite = () => {},
  }: { refuses?: (now: string) => Refusal | undefined; beforeWrite?: (key: string, now: string) => void } = {},
) => {
  const clock = { now: at };
  const world = nightWorld({
    customers: shop,
    counted: 50_000,
    now: () => clock.now,
    refuses: () => refuses(clock.now),
    beforeWrite: (key) => beforeWrite(key, clock.now),
    settings: {
      timeZone: "Europe/Berlin",
      shop: { postalAddress: "1 Main St" },
      notices: { recipients },
      mail: { sending: "on", holdoutShare: 0, hours: { from: 8, to: 20 }, sendAt: 10, usualHour: false, ...mail },
    },
  });
  const mails = () => world.sent.map(({ to }) => to).filter((to) => !recipients.includes(to));
  const hour = async (now: string) => {
    clock.now = now;
    return holdHour(world, now);
  };
  return { world, mails, hour, night: () => holdNight(world, { at }) };
};
type Shop = ReturnType<typeof shopOfHours>;

/** Who was written to in which hour. */
const dayOf = async (day: Shop, all: readonly string[]): Promise<Map<string, string>> => {
  const sent = new Map<string, string>();
  for (const now of all) {
    const before = day.mails().length;
    await day.hour(now);
    for (const to of day.mails().slice(before)) sent.set(to, now);
  }
  return sent;
};
const outcomesIn = (world: NightWorld): string => receivedFiles(world, asOf).get("messages.csv") ?? "";

describe("a day of the post", () => {
  const ordinary = shopOfHours();
  let atNight: readonly string[];
  let sent: Map<string, string>;
  beforeAll(async () => {
    await ordinary.night();
    atNight = [...ordinary.mails()];
    sent = await dayOf(ordinary, hours(3, 23));
  });

  it("begins with a plan, in which only those are written to whose hour is past", () => {
    expect(atNight.length).toBeGreaterThan(2);
    expect(new Set(atNight.map(placeOf))).toEqual(new Set(["JP"]));
  });

  it("writes to each in their own hour, where they live, and to nobody twice", () => {
    expect(sent.size).toBeGreaterThan(20);
    expect(new Set(ordinary.mails()).size).toBe(ordinary.mails().length);
    const clocks = [...sent].map(([to, now]) => {
      const place = placeOf(to) ?? "";
      return `${place} ${hourOf(now, zones[place] ?? "UTC")}`;
    });
    // Thirteen in New York is eight in Honolulu.
    expect(new Set(clocks)).toEqual(new Set(["US 13", "DE 10", "GB 10"]));
  });

  it("writes to as many as a night that has every hour", async () => {
    const anyHour = shopOfHours({ hours: { from: 0, to: 24 }, sendAt: 0 });
    await anyHour.night();
    expect([...ordinary.mails()].sort()).toEqual([...anyHour.mails()].sort());
  });

  it("leaves files that are true after each hour, and tells marketing once", async () => {
    const day = shopOfHours();
    await day.night();
    const planned = outcomesIn(day.world).match(/hour-to-come/g)?.length ?? 0;
    expect(planned).toBe(sent.size);
    for (const now of hours(3, 23)) {
      await day.hour(now);
      await expectManifestTrue(day.world.marketing, asOf);
      expect(outcomesIn(day.world).match(/,sent,/g)).toHaveLength(day.mails().length);
    }
    expect(outcomesIn(day.world)).not.toContain("hour-to-come");
    expect(
      day.world.sent
        .map(({ to }) => to)
        .filter((to) => recipients.includes(to))
        .sort(),
    ).toEqual(recipients);
  });

  it("comes to the same, byte for byte, where every hour comes twice, in one moment", async () => {
    const day = shopOfHours();
    await day.night();
    for (const now of hours(3, 23)) {
      await Promise.all([day.hour(now), day.hour(now)]);
      await day.hour(now);
    }
    expect([...day.mails()].sort()).toEqual([...ordinary.mails()].sort());
    expect(outcomesIn(day.world)).toBe(outcomesIn(ordinary.world));
  });

  it("takes after an outage, in one hour, all that is past its time and may still go", async () => {
    const day = shopOfHours();
    await day.night();
    const late = await dayOf(day, hours(16, 23));
    const first = [...late].filter(([, now]) => now === hours(16, 17)[0]).map(([to]) => placeOf(to));
    expect(new Set(first)).toEqual(new Set(["DE", "GB"]));
    expect(new Set([...late.keys()].map(placeOf))).toEqual(new Set(["DE", "GB", "US"]));
    expect([...late.keys()].sort()).toEqual([...sent.keys()].sort());
    expect((await day.hour("2026-11-21T23:00:00.000Z")).post).toBe("no-night");
  });

  it("says of what it had no hour for that it waits for another day, or has expired, and sends it no more", async () => {
    const day = shopOfHours();
    await day.night();
    const late = await dayOf(day, hours(22, 23));
    expect(new Set([...late.keys()].map(placeOf))).toEqual(new Set(["US"]));
    expect(outcomesIn(day.world)).toMatch(/,(waiting|expired),quiet-hours,/);
    expect((await day.hour("2026-11-21T22:30:00.000Z")).post).toBe("nothing-due");
  });

  it("sends in the next hour what was held when its own came, once it is released", async () => {
    const day = shopOfHours();
    await day.night();
    await changeHeld((held) => withHold(held, undefined, { since: at, by: "command" }), day.world.deps);
    expect((await dayOf(day, hours(3, 12))).size).toBe(0);
    await changeHeld((held) => withoutHold(held, undefined, at), day.world.deps);
    expect([...(await dayOf(day, hours(12, 23))).keys()].sort()).toEqual([...sent.keys()].sort());
  });

  it("promises no hour of what is held while its hour is to come, and of what is not held names the hours", async () => {
    const day = shopOfHours();
    await changeHeld((held) => withHold(held, undefined, { since: at, by: "command" }), day.world.deps);
    const runId = await day.night();
    const held = await day.world.close(runId);
    expect(held).toMatchObject({ written: 0, toCome: {}, toComeOnceReleased: sent.size, wouldBeMail: 0 });
    await changeHeld((held) => withoutHold(held, undefined, at), day.world.deps);
    const released = await day.world.close(runId);
    expect(released.toComeOnceReleased).toBe(0);
    expect(Object.values(released.toCome).reduce((sum, mails) => sum + mails, 0)).toBe(sent.size);
  });

  it("sends in a later hour what the mail service did not take, without anybody's doing", async () => {
    const refuses = (now: string) => (now > at && now < "2026-11-21T13:30" ? "quota-used-up" : undefined);
    const day = shopOfHours({}, { refuses });
    await day.night();
    expect((await dayOf(day, hours(3, 14))).size).toBe(0);
    expect(outcomesIn(day.world)).toContain("post-broke-off");
    expect([...(await dayOf(day, hours(14, 23))).keys()].sort()).toEqual([...sent.keys()].sort());
    expect(outcomesIn(day.world)).not.toContain("post-broke-off");
  });

  it("closes in the next hour a day whose close broke off, though all its mail is sent", async () => {
    const broken = hours(18, 19)[0];
    const beforeWrite = (key: string, now: string) => {
      if (key.endsWith("report.html") && now === broken) throw new Error("for the test");
    };
    const day = shopOfHours({}, { beforeWrite });
    await day.night();
    await dayOf(day, hours(3, 18));
    await expect(day.hour(broken ?? "")).rejects.toThrow("for the test");
    expect(day.mails().length).toBe(ordinary.mails().length);
    expect(receivedFiles(day.world, asOf).has("manifest.json")).toBe(false);
    await day.hour("2026-11-21T19:00:00.000Z");
    await expectManifestTrue(day.world.marketing, asOf);
    expect(outcomesIn(day.world)).toBe(outcomesIn(ordinary.world));
    expect((await day.hour("2026-11-21T20:00:00.000Z")).post).toBe("nothing-due");
  });

  it("has no second hour with anything due, once all that it planned is sent", async () => {
    expect((await ordinary.hour("2026-11-21T22:00:00.000Z")).post).toBe("nothing-due");
  });
});

describe("a day of the post on which orders are imported", () => {
  const mark = (started: string, finished?: string) => ({
    startedAt: `2026-11-21T${started}:00.000Z`,
    wroteAt: `2026-11-21T${finished ?? started}:00.000Z`,
    ...(finished !== undefined && { finishedAt: `2026-11-21T${finished}:00.000Z` }),
  });
  const hour = (clock: string) => `2026-11-21T${clock}:00.000Z`;

  it("holds the hours in which an import writes, and sends in the next one", async () => {
    const day = shopOfHours();
    await day.night();
    const atNight = day.mails().length;
    await day.world.files.saveImportMark(mark("08:30"));
    await day.hour(hour("09:00"));
    expect(day.mails()).toHaveLength(atNight);
    expect(outcomesIn(day.world)).toContain(",waiting,import-unfinished,");
    await day.world.files.saveImportMark(mark("08:30", "09:20"));
    await day.hour(hour("10:00"));
    expect(day.mails().length).toBeGreaterThan(atNight);
    expect(outcomesIn(day.world)).not.toContain("import-unfinished");
  });

  it("sends nothing of a night whose reading an import met, whatever is imported after it", async () => {
    const day = shopOfHours();
    await day.world.files.saveImportMark(mark("02:20", "02:31"));
    await day.night();
    await day.world.files.saveImportMark(mark("08:00", "08:05"));
    for (const now of hours(9, 12)) await day.hour(now);
    expect(day.mails()).toEqual([]);
    expect(outcomesIn(day.world)).toContain(",waiting,import-unfinished,");
  });

  it("says of such a night from its first close on that all of its post waits for the import, and promises no hour", async () => {
    const day = shopOfHours();
    await day.world.files.saveImportMark(mark("02:20", "02:31"));
    const { toCome, importMet, wouldBeMail } = await day.world.close(await day.night());
    expect({ toCome, wouldBeMail }).toEqual({ toCome: {}, wouldBeMail: 0 });
    expect(outcomesIn(day.world)).not.toContain("hour-to-come");
    expect(importMet.held).toBe(outcomesIn(day.world).match(/,waiting,import-unfinished,/g)?.length);
    const report = receivedFiles(day.world, asOf).get("report.html") ?? "";
    expect(report).toContain(`${importMet.held} mails were held`);
  });
});
