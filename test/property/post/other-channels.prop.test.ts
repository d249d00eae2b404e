import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Candidate } from "../../../shared/model/campaign.ts";
import type { PostAnswer } from "../../../shared/ports/post-event.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { mortal } from "../../support/mortal-notify.ts";
import { asOf, birthday, customer, nightRun, notifyWorld } from "../../support/notify-world.ts";
import { often } from "../../support/often.ts";
import { agreesToTexts, libraryWith, textCampaign } from "../../support/text-campaign.ts";

const shard = { runId: `${asOf}-1`, shard: 0 };
const ids = ["a", "b", "c", "d"];
const byText = (customerId: string): Candidate => ({ ...birthday(customerId), campaignId: "text", channel: "sms" });

const deaths = fc.array(
  fc.record({ step: fc.integer({ min: 1, max: 40 }), effect: fc.constantFrom("before" as const, "after" as const) }),
  { maxLength: 4 },
);
const answers: fc.Arbitrary<PostAnswer[]> = fc.array(
  fc.constantFrom<PostAnswer>(
    { status: 202 },
    { status: 422 },
    { status: 500 },
    { status: 404 },
    { failure: "no-answer" },
    { failure: "no-connection" },
  ),
  { maxLength: 6 },
);
/** Whose mail is due as well, who shares a number with the first, and whether messages are posted. */
const shop = fc.record({ mailed: fc.subarray(ids), sharing: fc.subarray(ids.slice(1)), posts: fc.boolean() });

const worldOf = (
  { mailed, sharing, posts }: { mailed: string[]; sharing: string[]; posts: boolean },
  told: PostAnswer[],
) => {
  const candidates = ids.flatMap((id) => [byText(id), ...(mailed.includes(id) ? [birthday(id)] : [])]);
  const customers = ids.map((id) => customer(id, agreesToTexts(sharing.includes(id) ? 0 : ids.indexOf(id))));
  const outbox = posts ? { sms: { url: "https://sender.example/" } } : {};
  const mail = { sending: "on", holdoutShare: 0, sender: { email: "hello@shop.example" } };
  const world = notifyWorld(
    candidates,
    customers,
    nightRun({ shop: { name: "Tea", postalAddress: "1 Main St" }, mail, outbox }),
  );
  const posted: string[] = [];
  const postEvent: typeof world.deps.postEvent = async ({ headers }) => {
    const answer = told.shift() ?? { status: 202 };
    if (!("failure" in answer) || answer.failure === "no-answer") posted.push(headers["webhook-id"] ?? "");
    return answer;
  };
  return {
    ...world,
    posted,
    deps: { ...world.deps, postEvent, readCampaigns: async () => libraryWith(textCampaign()) },
  };
};

describe("messages of other channels, by workers that may die at any step, two at a time", () => {
  it("reach nobody twice, and nobody beyond their limit by all channels; a file has what was claimed, once", async () => {
    await fc.assert(
      fc.asyncProperty(shop, deaths, answers, async (given, dyings, told) => {
        const takesNothing = told.filter((one) => "failure" in one || one.status === 404).length;
        const world = worldOf(given, told);
        for (const death of dyings) {
          const dying = notifyShard(shard, mortal(world.deps, death)).catch(() => undefined);
          await Promise.all([dying, notifyShard(shard, world.deps).catch(() => undefined)]);
        }
        await notifyShard(shard, world.deps).catch(() => undefined);
        const ledger = [...world.messages.rows.values()];
        const texts = ledger.filter(({ emailKey }) => emailKey.startsWith("sms:"));
        // What the receiver said no to, to all or in silence, was posted and may be again; what it took or may have taken is not.
        if (takesNothing === 0) expect(new Set(world.posted).size).toBe(world.posted.length);
        expect(texts.every(({ posted }) => posted === (given.posts ? true : undefined))).toBe(true);
        const counts = Map.groupBy(
          ledger.filter(({ state }) => state !== "refused"),
          ({ customerId }) => customerId,
        );
        for (const [id, all] of counts) expect([id, all.length]).toEqual([id, 1]);
        const ids = (world.outbox.at(-1) ?? []).map(({ messageId }) => messageId);
        expect(new Set(ids).size).toBe(ids.length);
        if (given.posts) expect(ids).toEqual([]);
        else expect(ids).toHaveLength(texts.length);
      }),
      { numRuns: often(150), seed: 20261129 },
    );
  });
});
