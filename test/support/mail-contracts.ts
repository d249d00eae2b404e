import fc from "fast-check";
import { expect, it } from "vitest";
import type { dynamoClicks } from "../../shared/adapters/dynamo-clicks.ts";
import type { dynamoMailFeedback } from "../../shared/adapters/dynamo-mail-feedback.ts";
import type { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import type { dynamoPlaces } from "../../shared/adapters/dynamo-places.ts";
import type { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { type Message, UNNAMED } from "../../shared/model/message.ts";
import { suppressionReasons } from "../../shared/model/suppression.ts";

const message = (emailKey: string, more: Partial<Message> = {}): Message => ({
  emailKey,
  messageKey: "win-back#first#2026-09-01",
  customerId: "C1",
  owner: "token-1",
  runId: "2026-11-20-1",
  asOf: "2026-11-20",
  state: "claimed",
  claimedAt: "2026-11-21T03:31:00.000Z",
  locale: "zh-CN",
  expiresAt: 1_860_000_000,
  ...more,
});
const at = "2026-11-21T03:32:00.000Z";

/** What any Messages table keeps to. */
export const messagesContract = (open: () => ReturnType<typeof dynamoMessages>): void => {
  it("claimMessage lets only the first have a message, and shows the others what stands there", async () => {
    const store = open();
    const first = message("m:claim");
    expect(await store.claimMessage(first)).toEqual({ outcome: "claimed" });
    const second = message("m:claim", { owner: "token-2", customerId: "C2", runId: "2026-11-20-2", locale: "en" });
    expect(await store.claimMessage(second)).toEqual({ outcome: "taken", message: first });
  });

  it("claimMessage lets exactly one of many have it at the same time", async () => {
    const store = open();
    const claims = Array.from({ length: 12 }, (_, index) => message("m:race", { owner: `token-${index}` }));
    const outcomes = await Promise.all(claims.map((claim) => store.claimMessage(claim)));
    expect(outcomes.filter(({ outcome }) => outcome === "claimed")).toHaveLength(1);
  });

  it("claimMessage knows its own claim again when the first answer was lost", async () => {
    const store = open();
    await store.claimMessage(message("m:again"));
    expect(await store.claimMessage(message("m:again"))).toEqual({ outcome: "claimed" });
  });

  it("readMessagesTo gives all messages to these addresses and to no other", async () => {
    const store = open();
    const mine = [message("m:read"), message("m:read", { messageKey: "birthday#first#2026" }), message("m:read2")];
    for (const row of [...mine, message("m:read3")]) await store.claimMessage(row);
    const read = await store.readMessagesTo(["m:read", "m:read2", "m:read"]);
    const keyOf = ({ emailKey, messageKey }: Message) => `${emailKey} ${messageKey}`;
    expect(read.map(keyOf).sort()).toEqual(mine.map(keyOf).sort());
    expect(read).toContainEqual(mine[0]);
    expect(await store.readMessagesTo(["m:nobody"])).toEqual([]);
    expect(await store.readMessagesTo([])).toEqual([]);
  });

  it("raiseMessage raises a state, and never lowers it or makes a message", async () => {
    const store = open();
    const row = message("m:raise");
    await store.claimMessage(row);
    await store.raiseMessage(row, "delivered", at, "ses-1");
    await store.raiseMessage(row, "sent", "2026-11-21T04:00:00.000Z", "ses-1");
    await store.raiseMessage(row, "delivered", "2026-11-21T05:00:00.000Z", "ses-1");
    const raised = { ...row, state: "delivered", settledAt: at, sesMessageId: "ses-1" };
    expect(await store.readMessagesTo(["m:raise"])).toEqual([raised]);
    await store.raiseMessage(row, "bounced", at, "ses-1");
    expect(await store.readMessagesTo(["m:raise"])).toEqual([{ ...raised, state: "bounced" }]);
    await store.raiseMessage(message("m:never"), "sent", at, "ses-2");
    expect(await store.readMessagesTo(["m:never"])).toEqual([]);
  });

  it("settleClaim settles one's own claim once, and an unknown outcome may still be raised", async () => {
    const store = open();
    const row = message("m:settle");
    await store.claimMessage(row);
    await store.settleClaim(row, "unknown", at);
    await store.settleClaim(row, "sent", at, "ses-9");
    expect(await store.readMessagesTo(["m:settle"])).toEqual([{ ...row, state: "unknown", settledAt: at }]);
    await store.raiseMessage(row, "sent", at, "ses-1");
    expect(await store.readMessagesTo(["m:settle"])).toMatchObject([{ state: "sent", sesMessageId: "ses-1" }]);
  });

  it("settleClaim and releaseClaim leave what another claimed alone", async () => {
    const store = open();
    const row = message("m:owner");
    await store.claimMessage(row);
    const late = { ...row, owner: "token-2" };
    await store.settleClaim(late, "refused", at);
    await store.releaseClaim(late);
    expect(await store.readMessagesTo(["m:owner"])).toEqual([row]);
  });

  it("releaseClaim takes back a claim, and nothing that is more than one", async () => {
    const store = open();
    const row = message("m:release");
    await store.claimMessage(row);
    await store.releaseClaim(row);
    await store.releaseClaim(row);
    expect(await store.readMessagesTo(["m:release"])).toEqual([]);
    await store.claimMessage(row);
    await store.settleClaim(row, "sent", at, "ses-1");
    await store.releaseClaim(row);
    expect(await store.readMessagesTo(["m:release"])).toHaveLength(1);
  });

  it("unnameMessage takes the customer id out of a message, leaves all else, and makes no message", async () => {
    const store = open();
    const row = message("m:unname");
    await store.claimMessage(row);
    await store.unnameMessage(row);
    await store.unnameMessage(row);
    expect(await store.readMessagesTo(["m:unname"])).toEqual([{ ...row, customerId: UNNAMED }]);
    await store.unnameMessage(message("m:not-there"));
    expect(await store.readMessagesTo(["m:not-there"])).toEqual([]);
  });

  it("removeMessage takes a message away in whatever state", async () => {
    const store = open();
    const row = message("m:remove");
    await store.claimMessage(row);
    await store.settleClaim(row, "sent", at, "ses-1");
    await store.removeMessage(row);
    await store.removeMessage(row);
    expect(await store.readMessagesTo(["m:remove"])).toEqual([]);
  });
};

const told = fc.record({
  reason: fc.constantFrom(...suppressionReasons),
  at: fc.constantFrom("2026-11-01T00:00:00.000Z", "2026-11-02T00:00:00.000Z", "2026-11-03T00:00:00.000Z"),
  campaign: fc.constantFrom(undefined, "birthday", "win-back"),
});

/** What any Suppressions table keeps to. */
export const suppressionsContract = (open: () => ReturnType<typeof dynamoSuppressions>): void => {
  it("suppress lets a person's word outrank a bounce of the address, whichever came first", async () => {
    const store = open();
    const unsubscribed = { emailKey: "s:both", reason: "unsubscribed", at, campaign: "win-back" } as const;
    const bounced = { emailKey: "s:both", reason: "bounced", at: "2026-10-01T00:00:00.000Z" } as const;
    for (const reasons of [
      [bounced, unsubscribed],
      [unsubscribed, bounced],
    ]) {
      for (const reason of reasons) await store.suppress(reason);
      const also = [{ reason: "bounced", at: bounced.at }];
      expect(await store.readSuppressions(["s:both"])).toEqual(new Map([["s:both", { ...unsubscribed, also }]]));
    }
  });

  it("suppress keeps the first time of each reason, and ends the same in any order", async () => {
    const store = open();
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(told, { minLength: 1, maxLength: 5 })
          .chain((reasons) =>
            fc.tuple(
              fc.constant(reasons),
              fc.shuffledSubarray([...reasons, ...reasons], { minLength: 2 * reasons.length }),
            ),
          ),
        async ([reasons, shuffled]) => {
          const [one, other] = [`s:one-${++round}`, `s:other-${round}`];
          for (const reason of reasons) await store.suppress({ emailKey: one, ...reason });
          for (const reason of shuffled) await store.suppress({ emailKey: other, ...reason });
          const found = await store.readSuppressions([one, other]);
          const kept = { ...found.get(one), emailKey: other };
          expect(found.get(other)).toEqual(kept);
          const weightiest = suppressionReasons.findLast((name) => reasons.some(({ reason }) => reason === name));
          const times = reasons.filter(({ reason }) => reason === weightiest).map(({ at: time }) => time);
          expect(kept).toMatchObject({ reason: weightiest, at: times.sort()[0] });
        },
      ),
      { numRuns: 60, seed: 20261128 },
    );
  });

  it("readSuppressions finds those that are suppressed among more keys than one call can ask for", async () => {
    const store = open();
    const keys = Array.from({ length: 150 }, (_, index) => `s:many-${index}`);
    const suppressed = keys.filter((_, index) => index % 50 === 0);
    for (const emailKey of suppressed) await store.suppress({ emailKey, reason: "complained", at });
    const found = await store.readSuppressions([...keys, ...keys]);
    expect([...found.keys()].sort()).toEqual(suppressed.sort());
    expect(await store.readSuppressions([])).toEqual(new Map());
  });
};

/** What any store of answers to mail keeps to. */
export const feedbackContract = (open: () => ReturnType<typeof dynamoMailFeedback>): void => {
  it("noteFeedback keeps an answer once, however often it is told, and readFeedback gives a day's own", async () => {
    const store = open();
    const bounced = { day: "2026-03-01", campaignId: "win-back", kind: "bounced", message: "a1" } as const;
    const others = [
      { ...bounced, kind: "complained" } as const,
      { ...bounced, message: "b2" },
      { ...bounced, campaignId: "birthday" },
      { ...bounced, message: "c3", warmed: true } as const,
    ];
    for (const one of [bounced, ...others, bounced, { ...bounced, day: "2026-03-02" }]) await store.noteFeedback(one);
    const byName = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
    const sorted = (row: object) => Object.fromEntries(Object.entries(row).sort());
    expect(byName((await store.readFeedback("2026-03-01")).map(sorted))).toEqual(
      byName([bounced, ...others].map(sorted)),
    );
    expect(await store.readFeedback("2026-02-28")).toEqual([]);
  });
};

/** What any store of places among what may leave in a day keeps to. */
export const placesContract = (open: () => ReturnType<typeof dynamoPlaces>): void => {
  const place = (number: number, more: { of?: string; shard?: number; asOf?: string } = {}) => ({
    ...{ asOf: "2026-11-20", shard: 3, of: "warm-up", number },
    ...more,
  });

  it("takePlace gives a place to one, who may take it again, and giveBackPlace leaves one's own to others", async () => {
    const store = open();
    const owners = Array.from({ length: 8 }, (_, index) => `token-${index}`);
    const taken = await Promise.all(owners.map((owner) => store.takePlace(place(0), owner)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    const owner = owners[taken.indexOf(true)] ?? "";
    expect(await store.takePlace(place(0), owner)).toBe(true);
    await store.giveBackPlace(place(0), "token-9");
    expect(await store.takePlace(place(0), "token-9")).toBe(false);
    await store.giveBackPlace(place(0), owner);
    await store.giveBackPlace(place(0), owner);
    expect(await store.takePlace(place(0), "token-9")).toBe(true);
  });

  it("readPlaces gives those of a day and shard", async () => {
    const store = open();
    const asOf = "2026-11-22";
    const mine = [place(0, { asOf }), place(11, { asOf }), place(0, { asOf, of: "budget:win-back" })];
    const others = [place(0, { asOf, shard: 30 }), place(1, { asOf: "2026-11-23" })];
    for (const one of [...mine, ...others]) await store.takePlace(one, "token");
    const read = await store.readPlaces({ asOf, shard: 3 });
    expect(read.map(({ of, number }) => `${of} ${number}`).sort()).toEqual([
      "budget:win-back 0",
      "warm-up 0",
      "warm-up 11",
    ]);
    expect(await store.readPlaces({ asOf, shard: 4 })).toEqual([]);
  });
};

/** What any store of clicks keeps to. */
export const clicksContract = (open: () => ReturnType<typeof dynamoClicks>): void => {
  const mail = (day: string, message: string, campaignId = "win-back") => ({ day, campaignId, message });
  const click = (at: string, link = "a") => ({ at: `2026-11-21T${at}.000Z`, link });

  it("readClicks counts each mail once, however often somebody clicked in it, and no other day's", async () => {
    const store = open();
    for (const at of ["08:00:00", "08:00:00", "09:00:00"]) await store.noteClick(mail("2026-01-01", "m1"), click(at));
    await store.noteClick(mail("2026-01-01", "m1"), click("10:00:00", "b"));
    await store.noteClick(mail("2026-01-01", "m2"), click("08:00:00"));
    await store.noteClick(mail("2026-01-01", "m1", "birthday"), click("08:00:00"));
    await store.noteClick(mail("2026-01-02", "m1"), click("08:00:00"));
    expect(await store.readClicks("2026-01-01")).toEqual({ "win-back": 2, birthday: 1 });
    expect(await store.readClicks("2026-01-03")).toEqual({});
  });

  it("noteClick counts a mail once where many click at the same moment", async () => {
    const store = open();
    const at = click("08:00:00");
    await Promise.all(Array.from({ length: 4 }, () => store.noteClick(mail("2026-01-04", "m"), at)));
    expect(await store.readClicks("2026-01-04")).toEqual({ "win-back": 1 });
  });

  it("noteClick counts no mail of which a scanner opened several links at once, until somebody clicks after it", async () => {
    const store = open();
    const scanned = mail("2026-01-05", "m");
    for (const link of ["a", "b", "c"]) await store.noteClick(scanned, click("08:00:00", link));
    expect(await store.readClicks("2026-01-05")).toEqual({});
    await store.noteClick(scanned, click("08:01:00", "b"));
    expect(await store.readClicks("2026-01-05")).toEqual({ "win-back": 1 });
  });
};
