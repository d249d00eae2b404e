import { expect, it } from "vitest";
import type { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import type { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import type { Message } from "../../shared/model/message.ts";

const message = (customerId: string, more: Partial<Message> = {}): Message => ({
  customerId,
  messageKey: "win-back#first#2026-09-01",
  runId: "2026-11-20-1",
  asOf: "2026-11-20",
  emailKey: "k",
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
    const second = message("m:claim", { runId: "2026-11-20-2", locale: "en" });
    expect(await store.claimMessage(second)).toEqual({ outcome: "taken", message: first });
  });

  it("claimMessage lets exactly one of many have it at the same time", async () => {
    const store = open();
    const claims = Array.from({ length: 12 }, (_, index) => message("m:race", { runId: `run-${index}` }));
    const outcomes = await Promise.all(claims.map((claim) => store.claimMessage(claim)));
    expect(outcomes.filter(({ outcome }) => outcome === "claimed")).toHaveLength(1);
  });

  it("readMessagesOf gives all messages of one customer and of no other", async () => {
    const store = open();
    const mine = [message("m:read"), message("m:read", { messageKey: "birthday#first#2026" })];
    for (const row of [...mine, message("m:read2")]) await store.claimMessage(row);
    const read = await store.readMessagesOf("m:read");
    expect(new Set(read.map(({ messageKey }) => messageKey))).toEqual(
      new Set(mine.map(({ messageKey }) => messageKey)),
    );
    expect(read).toContainEqual(mine[0]);
    expect(await store.readMessagesOf("m:nobody")).toEqual([]);
  });

  it("settleMessage raises a state, and never lowers it or makes a message", async () => {
    const store = open();
    const row = message("m:settle");
    await store.claimMessage(row);
    await store.settleMessage(row, "delivered", at, "ses-1");
    await store.settleMessage(row, "sent", "2026-11-21T04:00:00.000Z", "ses-1");
    await store.settleMessage(row, "delivered", "2026-11-21T05:00:00.000Z", "ses-1");
    const settled = { ...row, state: "delivered", settledAt: at, sesMessageId: "ses-1" };
    expect(await store.readMessagesOf("m:settle")).toEqual([settled]);
    await store.settleMessage(row, "bounced", at);
    expect(await store.readMessagesOf("m:settle")).toEqual([{ ...settled, state: "bounced" }]);
    await store.settleMessage(message("m:never"), "sent", at, "ses-2");
    expect(await store.readMessagesOf("m:never")).toEqual([]);
  });

  it("releaseMessage takes back a claim, and nothing that is more than one", async () => {
    const store = open();
    const row = message("m:release");
    await store.claimMessage(row);
    await store.releaseMessage(row);
    await store.releaseMessage(row);
    expect(await store.readMessagesOf("m:release")).toEqual([]);
    await store.claimMessage(row);
    await store.settleMessage(row, "sent", at, "ses-1");
    await store.releaseMessage(row);
    expect(await store.readMessagesOf("m:release")).toHaveLength(1);
  });

  it("removeMessage takes a message away in whatever state", async () => {
    const store = open();
    const row = message("m:remove");
    await store.claimMessage(row);
    await store.settleMessage(row, "sent", at, "ses-1");
    await store.removeMessage(row);
    await store.removeMessage(row);
    expect(await store.readMessagesOf("m:remove")).toEqual([]);
  });
};

/** What any Suppressions table keeps to. */
export const suppressionsContract = (open: () => ReturnType<typeof dynamoSuppressions>): void => {
  it("suppress keeps the first reason", async () => {
    const store = open();
    const first = { emailKey: "s:first", reason: "unsubscribed", at, campaign: "win-back" } as const;
    await store.suppress(first);
    await store.suppress({ emailKey: "s:first", reason: "bounced", at: "2026-12-01T00:00:00.000Z" });
    expect(await store.readSuppressions(["s:first"])).toEqual(new Map([["s:first", first]]));
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
