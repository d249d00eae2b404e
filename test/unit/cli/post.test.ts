import { describe, expect, it } from "vitest";
import { describePost } from "../../../cli/post/describe-post.ts";
import { readMessages } from "../../../cli/post/read-messages.ts";
import { leftBetween, tallyPost } from "../../../cli/post/tally-post.ts";
import { messagesCsv } from "../../../shared/marketing/messages-csv.ts";
import type { MessageOutcome } from "../../../shared/model/message.ts";

const of = (campaignId: string) => ({ customerId: "shop:1", campaignId, step: "first", occurrence: "2026-10-01" });
const sent = (campaignId: string): MessageOutcome => ({
  ...of(campaignId),
  ...{ outcome: "sent", locale: "en", emailKey: "key", runId: "2026-11-20-1" },
});
const held = (campaignId: string): MessageOutcome => ({ ...of(campaignId), outcome: "waiting", reason: "held" });
const overLimit = (campaignId: string, until: string): MessageOutcome => ({
  ...of(campaignId),
  ...{ outcome: "waiting", reason: "over-limit", until, dueUntil: "2026-11-30" },
});
const stopped: MessageOutcome = { ...of("win-back"), outcome: "stopped", reason: "bought-since" };

/** The day's file, in pieces of a few bytes, as it is read again. */
async function* messages(...shards: MessageOutcome[][]) {
  let text = "";
  for await (const lines of messagesCsv(each(shards))) text += lines;
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 7) yield bytes.slice(at, at + 7);
}
async function* each(shards: readonly MessageOutcome[][]) {
  yield* shards;
}
const tallyOf = (...shards: MessageOutcome[][]) => tallyPost(readMessages(messages(...shards)));

describe("tallyPost", () => {
  it("counts what was sent by campaign, and what waits by campaign, moment and reason", async () => {
    const tally = await tallyOf(
      [sent("win-back"), held("win-back"), overLimit("win-back", "2026-11-23"), stopped],
      [],
      [sent("birthday"), held("win-back"), overLimit("win-back", "2026-11-24"), held("birthday")],
    );
    expect(Object.fromEntries(tally.sent)).toEqual({ "win-back": 1, birthday: 1 });
    expect(tally.waits).toEqual([
      { campaign: "birthday", reason: "held", until: null, messages: 1 },
      { campaign: "win-back", reason: "held", until: null, messages: 2 },
      { campaign: "win-back", reason: "over-limit", until: "2026-11-23", messages: 1 },
      { campaign: "win-back", reason: "over-limit", until: "2026-11-24", messages: 1 },
    ]);
  });

  it("has nothing of a night without mail", async () => {
    expect(await tallyOf([])).toEqual({ sent: new Map(), waits: [], unsettled: [] });
  });
});

describe("leftBetween", () => {
  it("answers what was sent in between, and all where nothing is known of before", async () => {
    const before = await tallyOf([sent("win-back")]);
    const after = await tallyOf([sent("win-back"), sent("win-back"), sent("birthday")]);
    expect(leftBetween(before, after)).toEqual([
      { campaign: "birthday", messages: 1 },
      { campaign: "win-back", messages: 1 },
    ]);
    expect(leftBetween(after, after)).toEqual([]);
    expect(leftBetween(undefined, before)).toEqual([{ campaign: "win-back", messages: 1 }]);
  });
});

describe("describePost", () => {
  const hour = { at: "2026-11-21T09:12:00.000Z", timeZone: "Europe/Berlin", runId: "2026-11-20-1" };

  it("says on the shop's clock what left, and what waits until when and why", () => {
    const left = [{ campaign: "win-back", messages: 1_200 }];
    const waits = [
      { campaign: "birthday", reason: "held", until: null, messages: 3 },
      { campaign: "win-back", reason: "over-limit", until: "2026-11-21T12:30:00.000Z", messages: 40 },
      { campaign: "win-back", reason: "over-limit", until: "2026-11-23", messages: 5 },
    ] as const;
    expect(describePost({ ...hour, left, leftToday: 1_200, waits, unsettled: [] })).toEqual([
      "Hour of 2026-11-21 10:00 (Europe/Berlin), night 2026-11-20-1: 1,200 messages left, 48 wait.",
      "  left  win-back  1,200",
      "  waits  birthday   3  until that changes: held: it waits until it is released, by rouse release",
      "  waits  win-back  40  until 14:00: had enough mail from us lately",
      "  waits  win-back   5  until 2026-11-23: had enough mail from us lately",
    ]);
  });

  it("says of what nobody knows to have left what became of it: it neither left nor waits", async () => {
    const row = { ...of("birthday"), locale: "en", emailKey: "key", runId: "2026-11-20-1" };
    const { unsettled } = await tallyOf([
      { ...row, outcome: "unknown" },
      { ...row, outcome: "refused" },
      { ...row, outcome: "unknown" },
    ]);
    expect(unsettled).toEqual([
      { campaign: "birthday", outcome: "refused", messages: 1 },
      { campaign: "birthday", outcome: "unknown", messages: 2 },
    ]);
    expect(describePost({ ...hour, left: [], leftToday: 0, waits: [], unsettled }).slice(1)).toEqual([
      "  refused  birthday  1  the mail service refused the message",
      "  unknown  birthday  2  outcome unknown: never sent again, settled when the mail service reports",
    ]);
  });

  it("says how much of the day left so far where that is more: another may take out its part in the same moment", () => {
    const left = [{ campaign: "win-back", messages: 700 }];
    expect(describePost({ ...hour, left, leftToday: 1_265, waits: [], unsettled: [] })[0]).toBe(
      "Hour of 2026-11-21 10:00 (Europe/Berlin), night 2026-11-20-1: 700 messages left (1,265 today so far), 0 wait.",
    );
  });

  it("is one line where nothing left and nothing waits", () => {
    expect(describePost({ ...hour, left: [], leftToday: 0, waits: [], unsettled: [] })).toEqual([
      "Hour of 2026-11-21 10:00 (Europe/Berlin), night 2026-11-20-1: 0 messages left, 0 wait.",
    ]);
  });
});
