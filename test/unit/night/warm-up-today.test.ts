import { describe, expect, it } from "vitest";
import { type Held, nothingHeld } from "../../../shared/model/held.ts";
import type { MailFeedback } from "../../../shared/model/mail-feedback.ts";
import { finishedNightSchema } from "../../../shared/model/night.ts";
import { settingsSchema } from "../../../shared/model/settings.ts";
import { warmUpToday } from "../../../shared/night/warm-up-today.ts";

const settings = settingsSchema.parse({});
const asOf = "2026-11-20";

const bounces = (day: string, count: number, more: Partial<MailFeedback> = { warmed: true }): MailFeedback[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ day, campaignId: "win-back", kind: "bounced", message: `${index}` },
    ...more,
  }));

/** @param nights by as-of day; their mail left on the day after */
const today = (
  nights: Record<string, { number: number; mails: number }>,
  feedback: readonly MailFeedback[] = [],
  released: Partial<Held> = {},
) =>
  warmUpToday(
    { asOf, settings },
    {
      findFinishedNight: async (of) => {
        const warmUp = nights[of];
        return warmUp && finishedNightSchema.parse({ runId: `${of}-1`, asOf: of, shards: 1, customers: 1, warmUp });
      },
      readFeedback: async (day) => feedback.filter((one) => one.day === day),
      findHeld: async () => ({ held: { ...nothingHeld, ...released }, mark: undefined }),
    },
  );

describe("a night finds how many dormant addresses it may write to", () => {
  it("from the newest night that had a number, and what came back of all warm-up mail of two weeks", async () => {
    const nights = {
      "2026-11-06": { number: 50, mails: 50 },
      "2026-11-14": { number: 50, mails: 30 },
      "2026-11-18": { number: 75, mails: 70 },
    };
    const feedback = [...bounces("2026-11-15", 1), ...bounces("2026-11-20", 1), ...bounces("2026-11-19", 9, {})];
    expect(await today(nights, feedback)).toEqual({
      ...{ number: 75, trend: "stands" },
      came: { sent: 150, bounced: 2, complained: 0 },
    });
  });

  it("begins where no night of two weeks had one, and says nothing where warming up is off", async () => {
    expect(await today({ "2026-11-05": { number: 900, mails: 900 } })).toMatchObject({ number: 50, trend: "begins" });
    const off = settingsSchema.parse({ mail: { warmUp: { mode: "off" } } });
    const untold = async () => {
      throw new Error("nobody asks");
    };
    const deps = { findFinishedNight: untold, readFeedback: untold, findHeld: untold };
    expect(await warmUpToday({ asOf, settings: off }, deps)).toBeUndefined();
  });

  it("stops where too much came back, until somebody who looked into it begins anew; to release a hold is not that", async () => {
    const nights = { "2026-11-18": { number: 400, mails: 400 }, "2026-11-19": { number: 0, mails: 0 } };
    const feedback = bounces("2026-11-19", 60);
    expect(await today(nights, feedback)).toMatchObject({ number: 0, trend: "stopped" });
    for (const released of [{ warmUpAnewAt: "2026-11-18T10:00:00.000Z" }, { releasedAt: "2026-11-20T10:00:00.000Z" }])
      expect(await today(nights, feedback, released)).toMatchObject({ trend: "stopped" });
    expect(await today(nights, feedback, { warmUpAnewAt: "2026-11-20T10:00:00.000Z" })).toMatchObject({
      ...{ number: 50, trend: "begins" },
    });
  });
});
