import { describe, expect, it } from "vitest";
import { heldFile } from "../../../shared/adapters/held-file.ts";
import { campaignKeys } from "../../../shared/model/campaigns-in-force.ts";
import { nothingHeld } from "../../../shared/model/held.ts";
import type { MailFeedback } from "../../../shared/model/mail-feedback.ts";
import { holdHarmful } from "../../../shared/night/hold-harmful.ts";
import { fakeFiles } from "../../support/fake-files.ts";

const night = { upTo: "2026-11-20", at: "2026-11-21T03:30:00.000Z" };
const bounces = (day: string, count: number): MailFeedback[] =>
  Array.from({ length: count }, (_, index) => ({ day, campaignId: "win-back", kind: "bounced", message: `${index}` }));

/** A shop that sends as many mails a day as are given, of which so many came back on one of them. */
const world = ({ mails = 100, day = "2026-11-19", bounced = 40 } = {}) => {
  const files = fakeFiles();
  const store = heldFile(files);
  const asked: string[] = [];
  const deps = {
    ...store,
    readMailsSent: async (asOf: string) => {
      asked.push(asOf);
      return { "win-back": mails / 2, birthday: mails / 2 };
    },
    readFeedback: async (of: string) => (of === day ? bounces(day, bounced) : []),
  };
  const hold = (meanwhile = async () => {}) =>
    holdHarmful(night, {
      ...deps,
      readFeedback: async (of) => {
        await meanwhile();
        return deps.readFeedback(of);
      },
    });
  return { files, store, asked, hold };
};

describe("a night that begins when too much of the last days' mail came back", () => {
  it("holds everything, and says how much it was", async () => {
    const { store, asked, hold } = world({ bounced: 60 });
    await hold();
    expect(await store.readHeld()).toEqual({
      everything: { since: night.at, by: "alarm", note: "60 of 700 mails bounced from 2026-11-14 to 2026-11-20" },
      campaigns: {},
    });
    // Mail of a day is that of the night before it.
    expect([asked[0], asked.at(-1), asked.length]).toEqual(["2026-11-19", "2026-11-13", 7]);
  });

  it.each([
    ["what chance may bring", { bounced: 30 }],
    ["what came back before these days", { bounced: 60, day: "2026-11-13" }],
    ["a shop that sends nothing", { mails: 0 }],
  ])("holds nothing for %s", async (_what, shop) => {
    const { store, hold } = world(shop);
    await hold();
    expect(await store.readHeld()).toEqual(nothingHeld);
  });

  it("does not hold again for what whoever released has looked into, and does for what came after", async () => {
    for (const [releasedAt, isHeld] of [
      ["2026-11-19T09:00:00.000Z", false],
      ["2026-11-18T09:00:00.000Z", true],
    ] as const) {
      const { store, hold } = world({ bounced: 60 });
      await store.writeHeld({ campaigns: {}, releasedAt }, { mark: undefined });
      await hold();
      expect(await store.readHeld()).toMatchObject(
        isHeld ? { everything: { by: "alarm" }, releasedAt } : { releasedAt },
      );
      expect("everything" in Object(await store.readHeld())).toBe(isHeld);
    }
  });

  it("holds again on the day of a release for what came back after it, and not for what had by then", async () => {
    const releasedAt = "2026-11-20T09:00:00.000Z";
    const lookedInto = { sent: 60, bounced: 60, complained: 0 };
    for (const [bounced, isHeld] of [
      [62, false],
      [75, true],
    ] as const) {
      const { store, hold } = world({ bounced, day: "2026-11-20" });
      await store.writeHeld({ campaigns: {}, releasedAt, lookedInto }, { mark: undefined });
      await hold();
      const note = `${bounced - 60} of 40 mails bounced from 2026-11-20 to 2026-11-20`;
      const again = { everything: { since: night.at, by: "alarm", note } };
      expect(await store.readHeld()).toEqual({ ...(isHeld && again), campaigns: {}, releasedAt, lookedInto });
    }
  });

  it("goes by mail of after a release alone: what comes back late of mail of before it is no new harm", async () => {
    const releasedAt = "2026-11-20T09:00:00.000Z";
    const lookedInto = { sent: 100, bounced: 60, complained: 0 };
    const { store, hold } = world({ bounced: 80, day: "2026-11-20" });
    await store.writeHeld({ campaigns: {}, releasedAt, lookedInto }, { mark: undefined });
    await hold();
    expect(await store.readHeld()).toEqual({ campaigns: {}, releasedAt, lookedInto });
  });

  it("does not hold again what somebody releases while the counts are read", async () => {
    const { store, hold } = world({ bounced: 60 });
    const releasedAt = "2026-11-21T03:29:59.000Z";
    const release = async () => {
      await store.writeHeld({ campaigns: {}, releasedAt }, await store.findHeld());
    };
    await hold(release);
    expect(await store.readHeld()).toEqual({ campaigns: {}, releasedAt });
  });

  it("leaves a hold as it is, and what nobody can read", async () => {
    const { store, files, hold } = world({ bounced: 60 });
    const everything = { since: "2026-11-19T09:00:00.000Z", by: "link" } as const;
    await store.writeHeld({ campaigns: {}, everything }, { mark: undefined });
    await hold();
    expect(await store.readHeld()).toEqual({ campaigns: {}, everything });
    await files.write(campaignKeys.held(), "{");
    await hold();
    expect(await store.readHeld()).toBe("unreadable");
  });
});
