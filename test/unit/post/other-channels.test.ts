import { describe, expect, it } from "vitest";
import type { Candidate } from "../../../shared/model/campaign.ts";
import type { Consent } from "../../../shared/model/consent.ts";
import type { Message } from "../../../shared/model/message.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { asOf, birthday, customer, nightRun, notifyWorld } from "../../support/notify-world.ts";
import { agreesToTexts, libraryWith, numberOf, textCampaign } from "../../support/text-campaign.ts";

const shard = { runId: `${asOf}-1`, shard: 0 };
const byText = (customerId: string): Candidate => ({ ...birthday(customerId), campaignId: "text", channel: "sms" });
const at = "2026-01-01T00:00:00.000Z";
const denied: Consent = { state: "denied", basis: "explicit", at };

const importing = { startedAt: "2026-11-21T03:30:30.000Z", wroteAt: "2026-11-21T03:30:30.000Z" };
const claimOfDay = { emailKey: "sms:key-1", messageKey: "text#first#2026", state: "claimed" } as const;
const mailOfDay: Message = {
  emailKey: "key-a",
  messageKey: "birthday#first#2026",
  customerId: "a",
  runId: `${asOf}-1`,
  asOf,
  owner: "another",
  state: "sent",
  claimedAt: "2026-11-21T03:30:40.000Z",
  locale: "en",
  expiresAt: 1_900_000_000,
};

type World = ReturnType<typeof notifyWorld>;
const worldOf = (
  candidates: readonly Candidate[],
  customers: Parameters<typeof notifyWorld>[1],
  run = nightRun(),
  campaign = textCampaign(),
) => {
  const world = notifyWorld(candidates, customers, run);
  return { ...world, deps: { ...world.deps, readCampaigns: async () => libraryWith(campaign) } };
};
const notify = async (world: World) => {
  await notifyShard(shard, world.deps);
  const outcomes = world.files.at(-1)?.map((row) => ("reason" in row ? row.reason : row.outcome));
  return { outcomes, outbox: world.outbox.at(-1) ?? [] };
};
const ada = (more: object = agreesToTexts(1)) => customer("a", { ...more });

describe("a message by another channel than mail", () => {
  it("is claimed under its handle's key and left for the channel's system; nothing is mailed", async () => {
    const world = worldOf([byText("a")], [ada()]);
    const { outcomes, outbox } = await notify(world);
    expect(outcomes).toEqual(["sent"]);
    expect(outbox).toEqual([
      {
        channel: "sms",
        messageId: expect.stringMatching(/^msg_[0-9a-f]{32}$/),
        customerId: "a",
        handle: numberOf(1),
        locale: "en",
        campaignId: "text",
        step: "first",
        occurrence: "2026",
        text: "Linden & Loom: Ada, come by! STOP ends",
        expiresOn: "2026-11-21",
      },
    ]);
    expect([...world.messages.rows.values()]).toMatchObject([{ emailKey: "sms:key-1", state: "sent" }]);
    expect(world.mailer.taken).toEqual([]);
  });

  it.each<[string, object, string]>([
    ["nothing was said of the channel", {}, "no-address"],
    ["they agreed to mail alone", { consent: { state: "granted", basis: "explicit" } }, "no-address"],
    ["their number is none", { channels: { sms: { consents: { granted: {} } } } }, "no-address"],
    ["they refused", agreesToTexts(1, denied), "no-consent"],
    [
      "they agreed at another number",
      {
        channels: {
          sms: { ...agreesToTexts(1).channels?.sms, key: "sms:key-2", handle: numberOf(2) },
        },
      },
      "no-consent",
    ],
    ["a purchase alone would found it", agreesToTexts(1, { state: "granted", basis: "soft-opt-in", at }), "no-consent"],
  ])("is not written where %s", async (_what, more, reason) => {
    expect(await notify(worldOf([byText("a")], [ada(more)]))).toEqual({ outcomes: [reason], outbox: [] });
  });

  it("reaches who has no address, and who refused mail; not who unsubscribed, complained or was erased", async () => {
    const texts = agreesToTexts(1);
    const phoneOnly = customer("a", { ...texts, emailKey: undefined, profile: { firstName: "Ada" } });
    expect((await notify(worldOf([byText("a")], [phoneOnly]))).outcomes).toEqual(["sent"]);
    expect((await notify(worldOf([byText("a")], [ada({ ...texts, consent: denied })]))).outcomes).toEqual(["sent"]);
    for (const [reason, outcome] of [
      ["bounced", "sent"],
      ["unsubscribed", "suppressed"],
      ["complained", "suppressed"],
      ["erased", "suppressed"],
    ] as const) {
      const world = worldOf([byText("a")], [ada()]);
      await world.suppressions.suppress({ emailKey: "key-a", reason, at });
      expect([reason, (await notify(world)).outcomes]).toEqual([reason, [outcome]]);
    }
  });

  it("goes to no number that was erased", async () => {
    const world = worldOf([byText("a")], [ada()]);
    await world.suppressions.suppress({ emailKey: "sms:key-1", reason: "erased", at });
    expect((await notify(world)).outcomes).toEqual(["suppressed"]);
  });

  it("counts as a mail does: one message a day, by whichever channel", async () => {
    const [mailFirst, textFirst] = [
      [birthday("a"), byText("a")],
      [byText("a"), birthday("a")],
    ];
    expect((await notify(worldOf(mailFirst, [ada()]))).outcomes).toEqual(["sent", "more-important-first"]);
    expect((await notify(worldOf(textFirst, [ada()]))).outcomes).toEqual(["more-important-first", "sent"]);
  });

  it("goes to one number once a day, though two customers have it, and two shards write at once", async () => {
    const bo = customer("b", agreesToTexts(1));
    expect((await notify(worldOf([byText("a"), byText("b")], [ada(), bo]))).outcomes).toEqual([
      "sent",
      "already-written",
    ]);
  });

  it("is what would have been sent where sending is off, and reaches test recipients by their address", async () => {
    const mail = { sender: { email: "hello@shop.example" }, holdoutShare: 0 };
    const off = nightRun({ mail: { ...mail, sending: "off" } });
    expect(await notify(worldOf([byText("a")], [ada()], off))).toEqual({ outcomes: ["sending-off"], outbox: [] });
    const test = nightRun({ mail: { ...mail, sending: "test", testRecipients: ["a@mail.example"] } });
    const bo = customer("b", agreesToTexts(2));
    const { outcomes } = await notify(worldOf([byText("a"), byText("b")], [ada(), bo], test));
    expect(outcomes).toEqual(["sent", "not-a-test-recipient"]);
  });

  it("is held out by who they are: another handle moves nobody into the other group", async () => {
    const half = nightRun({ mail: { sender: { email: "hello@shop.example" }, sending: "on", holdoutShare: 0.5 } });
    const groups = new Set<string | undefined>();
    for (let handle = 1; handle <= 12; handle++)
      groups.add((await notify(worldOf([byText("a")], [ada(agreesToTexts(handle))], half))).outcomes?.[0]);
    expect(groups.size).toBe(1);
  });

  it("is held by no mail service that takes nothing", async () => {
    const world = worldOf([birthday("b"), byText("a")], [ada(), customer("b")]);
    const send = async () => ({ outcome: "not-sent", refusal: "other", reason: "no quota" }) as const;
    await expect(notifyShard(shard, { ...world.deps, send })).rejects.toThrow();
    expect(world.outbox.at(-1)).toHaveLength(1);
  });

  it("is not written where its template breaks off for them, says nothing, or does not say how to stop it", async () => {
    for (const [text, reason] of [
      ["{{ customer.nickname }} STOP", "template-failed"],
      ["{% if tier == 'none' %}STOP{% endif %}", "template-failed"],
      ["{{ shop.name }}: come by{% if tier == 'none' %}, STOP ends{% endif %}", "incomplete-mail"],
    ] as const) {
      const world = worldOf([byText("a")], [ada()], nightRun(), textCampaign({}, text));
      expect(await notify(world)).toEqual({ outcomes: [reason], outbox: [] });
      expect(world.messages.rows.size).toBe(0);
    }
  });
});

describe("a refusal while the shard is at work", () => {
  it("is heard after the claim, which is given back", async () => {
    const world = worldOf([byText("a")], [ada()]);
    let looks = 0;
    const whoTheyAre: typeof world.deps.whoTheyAre = async () =>
      new Map([["a", looks++ === 0 ? ada() : ada(agreesToTexts(1, denied))]]);
    await expect(notifyShard(shard, { ...world.deps, whoTheyAre })).resolves.toMatchObject({
      stopped: { "no-consent": 1 },
    });
    expect([world.messages.rows.size, world.outbox.at(-1)]).toEqual([0, []]);
  });

  it("takes a message out that an earlier attempt of the night had claimed", async () => {
    const first = worldOf([byText("a")], [ada()]);
    await notify(first);
    const again = worldOf([byText("a")], [ada(agreesToTexts(1, denied))]);
    for (const row of first.messages.rows.values()) await again.messages.claimMessage(row);
    expect(await notify(again)).toEqual({ outcomes: ["no-consent"], outbox: [] });
    expect(again.messages.rows.size).toBe(1);
  });
});

describe("a shard that is tried again", () => {
  it("leaves the same for the channel's system, and claims nothing twice", async () => {
    const world = worldOf([byText("a")], [ada()]);
    const first = await notify(world);
    const ledger = [...world.messages.rows.values()];
    expect(await notify(world)).toEqual(first);
    expect([...world.messages.rows.values()]).toEqual(ledger);
  });

  it("leaves what a worker had claimed that died over it: the day's close decides", async () => {
    const world = worldOf([byText("a")], [ada()]);
    const dying = {
      ...world.deps,
      settleClaim: async () => {
        throw new Error("the worker died");
      },
    };
    await expect(notifyShard(shard, dying)).rejects.toThrow("the worker died");
    expect(await notify(world)).toMatchObject({ outcomes: ["in-progress"], outbox: [{ customerId: "a" }] });
  });

  it.each<[string, Partial<World["deps"]>, string]>([
    ["an import has begun", { readImportMark: async () => importing }, "import-unfinished"],
    [
      "they are mailed that day",
      { readMessagesTo: async () => [mailOfDay, { ...mailOfDay, ...claimOfDay }] },
      "more-important-first",
    ],
  ])("leaves no claim that its worker would have given back, and could not: %s", async (_what, since, reason) => {
    const world = worldOf([byText("a")], [ada()]);
    const settleClaim = async () => {
      throw new Error("the worker died");
    };
    await expect(notifyShard(shard, { ...world.deps, settleClaim })).rejects.toThrow("the worker died");
    const deps = { ...world.deps, ...since };
    expect(await notify({ ...world, deps })).toEqual({ outcomes: [reason], outbox: [] });
    // Its worker may live, and hand it over: what it claimed is left.
    expect([...world.messages.rows.values()]).toMatchObject([{ state: "claimed" }]);
  });

  it("has in its file what is claimed and has passed, whatever was written before", async () => {
    const world = worldOf([byText("a")], [ada()]);
    await notify(world);
    const readImportMark = async () => importing;
    expect(await notify({ ...world, deps: { ...world.deps, readImportMark } })).toMatchObject({ outcomes: ["sent"] });
  });

  it("leaves nothing that another night claimed", async () => {
    const world = worldOf([byText("a")], [ada()]);
    await notify(world);
    const next = worldOf(
      [byText("a")],
      [ada()],
      nightRun(
        {},
        { runId: "2026-11-21-1", asOf: "2026-11-21", at: "2026-11-22T03:30:00.000Z", sendDay: "2026-11-22" },
      ),
    );
    for (const row of world.messages.rows.values()) await next.messages.claimMessage(row);
    const deps = { ...next.deps, now: () => "2026-11-22T03:31:00.000Z" };
    expect(await notify({ ...next, deps })).toEqual({ outcomes: ["already-written"], outbox: [] });
  });
});
