import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { readClick } from "../../../shared/mail/click-token.ts";
import { feedbackNameOf } from "../../../shared/mail/feedback-name.ts";
import { type HeldNow, nothingHeld } from "../../../shared/model/held.ts";
import type { ImportMark } from "../../../shared/model/import-mark.ts";
import type { MessageOutcome } from "../../../shared/model/message.ts";
import type { NightRun } from "../../../shared/model/night.ts";
import { type NotifyShardDeps, notifyShard } from "../../../shared/post/notify-shard.ts";
import { asOf, birthday, customer, nightRun, notifyWorld, winBack, withMailer } from "../../support/notify-world.ts";

const shard = { runId: `${asOf}-1`, shard: 0 };
/** What a template is when a name is hidden from one customer. */
const without = (name: string) => (text: string) =>
  text.replace(`{{ ${name} }}`, `{% unless customer.first_name == "Zed" %}{{ ${name} }}{% endunless %}`);
const short = (outcome: MessageOutcome) =>
  `${outcome.customerId} ${outcome.campaignId} ${"reason" in outcome ? outcome.reason : outcome.outcome}`;

describe("a notify shard", () => {
  it("sends each candidate one mail, with an unsubscribe link of one click", async () => {
    const { deps, files, mailer, messages } = notifyWorld([winBack("a")], [customer("a")]);
    const tally = await notifyShard(shard, deps);
    const none = { sentBefore: 0, refused: 0, unknown: 0, inProgress: 0, stopped: {}, waiting: {}, expired: {} };
    expect(tally).toEqual({ shard: 0, candidates: 1, sent: 1, ...none });
    expect(files.at(-1)?.map(short)).toEqual(["a win-back sent"]);
    expect(mailer.taken.map(({ to, from }) => [from, to])).toEqual([["hello@shop.example", "a@mail.example"]]);
    const mail = await PostalMime.parse(mailer.taken[0]?.raw ?? "");
    expect(mail.subject).toBe("It has been a while | Linden & Loom");
    const headers = new Map(mail.headers.map(({ key, value }) => [key, value]));
    expect(headers.get("list-unsubscribe")).toMatch(
      /^<https:\/\/mail\.example\/u\/key-a\.win-back\.en\.[\w-]+\.[\w-]{16}>$/,
    );
    expect(headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect([...messages.rows.values()]).toMatchObject([
      {
        state: "sent",
        sesMessageId: "ses-1",
        asOf,
        locale: "en",
        expiresAt: Date.parse("2028-12-21T03:31:00Z") / 1000,
      },
    ]);
  });

  it("lists again, byte for byte, what it recorded the first time, and mails nobody twice", async () => {
    const candidates = [birthday("a"), winBack("a"), winBack("b"), winBack("c")];
    const people = [customer("a"), customer("b"), customer("c", { consent: { state: "denied", basis: "none" } })];
    const world = withMailer(notifyWorld(candidates, people), ["sent", "answer-lost"]);
    await notifyShard(shard, world.deps);
    await notifyShard(shard, world.deps);
    expect(world.files[0]?.map(short)).toEqual([
      "a birthday sent",
      "a win-back more-important-first",
      "b win-back unknown",
      "c win-back no-consent",
    ]);
    expect(JSON.stringify(world.files[1])).toBe(JSON.stringify(world.files[0]));
    expect(world.mailer.taken).toHaveLength(2);
    expect(world.troubles).toEqual(["unknown: TimeoutError"]);
  });

  it("lists a mail as sent, also after the mail service reported that it bounced", async () => {
    const world = notifyWorld([winBack("a")], [customer("a")]);
    await notifyShard(shard, world.deps);
    const key = { emailKey: "key-a", messageKey: "win-back#first#2026-09-01" };
    await world.messages.raiseMessage(key, "bounced", "2026-11-21T04:00:00.000Z", "ses-1");
    await world.suppressions.suppress({ emailKey: "key-a", reason: "bounced", at: "2026-11-21T04:00:00.000Z" });
    await notifyShard(shard, world.deps);
    expect(world.files[1]).toEqual(world.files[0]);
  });

  it("does not write about a spell that an earlier night wrote about", async () => {
    const world = notifyWorld([winBack("a")], [customer("a")]);
    await notifyShard(shard, world.deps);
    const tomorrow = nightRun({}, { runId: "2026-11-28-1", asOf: "2026-11-28", at: "2026-11-29T03:30:00.000Z" });
    const deps = { ...world.deps, takeUpRun: async () => tomorrow, now: () => tomorrow.at };
    await notifyShard({ runId: tomorrow.runId, shard: 0 }, deps);
    expect(world.files[1]?.map(short)).toEqual(["a win-back already-written"]);
  });

  it("does not send to who unsubscribes between the gates and the send, and takes the claim back", async () => {
    const world = notifyWorld([winBack("a")], [customer("a")]);
    const suppressAtLast = async () => {
      await world.suppressions.suppress({ emailKey: "key-a", reason: "unsubscribed", at: "2026-11-21T03:31:00.000Z" });
    };
    const deps = { ...world.deps, createPace: () => suppressAtLast };
    await notifyShard(shard, deps);
    await notifyShard(shard, deps);
    expect(world.mailer.taken).toEqual([]);
    expect(world.messages.rows.size).toBe(0);
    expect(world.files.map((file) => file.map(short))).toEqual([["a win-back suppressed"], ["a win-back suppressed"]]);
  });

  it("keeps a refused mail refused", async () => {
    const world = withMailer(notifyWorld([winBack("a")], [customer("a")]), ["refused"]);
    await notifyShard(shard, world.deps);
    await notifyShard(shard, world.deps);
    expect(world.files.map((file) => file.map(short))).toEqual([["a win-back refused"], ["a win-back refused"]]);
    expect(world.mailer.taken).toEqual([]);
  });

  it.each([
    ["account", "SendingRefusedError"],
    ["away", "SendingUnavailableError"],
  ] as const)(
    "gives the claim back, asks no more, and fails where the service takes nothing (%s), and mails when it does",
    async (mood, name) => {
      const b = customer("b", { consent: { state: "denied", basis: "none" } });
      const people = [customer("a"), b, customer("c")];
      const candidates = [
        birthday("a"),
        winBack("a"),
        winBack("b"),
        ...Array.from({ length: 100 }, () => winBack("c")),
      ];
      // Both are on their way at once: that of the second finds the service as the first one does.
      const world = withMailer(notifyWorld(candidates, people), [mood, mood]);
      await expect(notifyShard(shard, world.deps)).rejects.toMatchObject({ name });
      expect([world.messages.rows.size, world.mailer.taken.length]).toEqual([0, 0]);
      expect(world.files[0]?.slice(0, 4).map(short)).toEqual([
        "a birthday post-broke-off",
        "a win-back more-important-first",
        "b win-back no-consent",
        "c win-back post-broke-off",
      ]);
      expect(world.troubles).toEqual([mood === "account" ? "sender-not-verified" : "unavailable"]);
      await notifyShard(shard, world.deps);
      expect(world.files[1]?.slice(0, 4).map(short)).toEqual([
        "a birthday sent",
        "a win-back more-important-first",
        "b win-back no-consent",
        "c win-back sent",
      ]);
    },
  );

  it.each<[string, Partial<NightRun>, Partial<ImportMark> | undefined, string]>([
    ["the plan met", { importUnfinished: { wroteAt: "2026-11-20T22:00:00.000Z" } }, undefined, "import-unfinished"],
    ["is under way now", {}, { wroteAt: "2026-11-21T03:30:30.000Z" }, "import-unfinished"],
    ["ended after the night's hour", {}, { finishedAt: "2026-11-21T03:30:40.000Z" }, "import-unfinished"],
    ["ended before", {}, { finishedAt: "2026-11-21T02:00:00.000Z" }, "sent"],
    ["said its last word this night", {}, { wroteAt: "2026-11-20T03:32:00.000Z" }, "import-unfinished"],
    ["has said nothing for a day", {}, { wroteAt: "2026-11-20T03:31:00.000Z" }, "sent"],
  ])("holds its mail, or not, for an import that %s", async (_what, run, mark, outcome) => {
    const world = notifyWorld([winBack("a")], [customer("a")], nightRun({}, run));
    const begun = { startedAt: "2026-11-14T01:00:00.000Z", wroteAt: "2026-11-21T01:30:00.000Z" };
    await notifyShard(shard, { ...world.deps, readImportMark: async () => mark && { ...begun, ...mark } });
    expect(world.files[0]?.map(short)).toEqual([`a win-back ${outcome}`]);
  });

  it("holds a mail that is claimed already when an import begins, and takes the claim back", async () => {
    const world = notifyWorld([winBack("a")], [customer("a")]);
    let mark: ImportMark | undefined;
    const begin = async () => {
      mark = { startedAt: "2026-11-21T03:30:59.000Z", wroteAt: "2026-11-21T03:30:59.000Z" };
    };
    await notifyShard(shard, { ...world.deps, createPace: () => begin, readImportMark: async () => mark });
    expect(world.files[0]?.map(short)).toEqual(["a win-back import-unfinished"]);
    expect([world.mailer.taken.length, world.messages.rows.size]).toEqual([0, 0]);
  });

  it("lets what is held wait, of one campaign or of all, and claims nothing", async () => {
    const hold = { since: "2026-11-21T03:00:00.000Z", by: "command" } as const;
    const candidates = [birthday("a"), winBack("b")];
    for (const [held, outcomes] of [
      [{ campaigns: { "win-back": hold } }, ["a birthday sent", "b win-back held"]],
      [{ everything: hold, campaigns: {} }, ["a birthday held", "b win-back held"]],
      ["unreadable", ["a birthday held", "b win-back held"]],
    ] as const) {
      const world = notifyWorld(candidates, [customer("a"), customer("b")]);
      await notifyShard(shard, { ...world.deps, readHeld: async () => held });
      expect(world.files[0]?.map(short)).toEqual(outcomes);
      expect(world.messages.rows.size).toBe(world.mailer.taken.length);
    }
  });

  it("stops a send that is claimed when a hold comes, and gives the claim back", async () => {
    const world = notifyWorld([{ ...winBack("a"), dueUntil: "2026-11-27" }], [customer("a")]);
    let held: HeldNow = nothingHeld;
    const claimMessage: NotifyShardDeps["claimMessage"] = async (message) => {
      held = { everything: { since: message.claimedAt, by: "link" }, campaigns: {} };
      return world.deps.claimMessage(message);
    };
    await notifyShard(shard, { ...world.deps, claimMessage, readHeld: async () => held });
    expect(world.files[0]).toMatchObject([{ outcome: "waiting", reason: "held", dueUntil: "2026-11-27" }]);
    expect([world.mailer.taken.length, world.messages.rows.size]).toEqual([0, 0]);
    held = nothingHeld;
    await notifyShard(shard, { ...world.deps, readHeld: async () => held });
    expect(world.files[1]?.map(short)).toEqual(["a win-back sent"]);
    expect(world.mailer.taken).toHaveLength(1);
  });

  it("counts clicks where the shop wants it: links lead by ours, the one that stops our mail stays, and so does the text", async () => {
    const write = async (clicks: string) => {
      const settings = { mail: { sending: "on", holdoutShare: 0, clicks } };
      const world = notifyWorld([winBack("a")], [customer("a")], nightRun(settings));
      await notifyShard(shard, world.deps);
      const [mail] = world.mailer.taken;
      return PostalMime.parse(mail?.raw ?? "");
    };
    const [plain, counted] = [await write("off"), await write("counted")];
    expect(counted.text).toBe(plain.text);
    const linksOf = (html: string | undefined) =>
      [...String(html).matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, url]) => url);
    const [before, after] = [linksOf(plain.html), linksOf(counted.html)];
    expect(after).toHaveLength(before.length);
    const changed = after.filter((url, index) => url !== before[index]);
    expect(changed.length).toBeGreaterThan(0);
    for (const url of changed) {
      const token = url?.slice("https://mail.example/c/".length) ?? "";
      const link = readClick(token, "link key for tests");
      expect(link).toMatchObject({ campaignId: "win-back", target: expect.stringMatching(/^https:\/\/shop\.example/) });
      expect(link?.message).toBe(feedbackNameOf({ emailKey: "key-a", messageKey: "win-back#first#2026-09-01" }));
    }
    const stop = (urls: typeof after) => urls.filter((url) => url?.startsWith("https://mail.example/u/"));
    expect([stop(after).length, stop(after)]).toEqual([1, stop(before)]);
  });

  const wantsApproval = nightRun({ mail: { sending: "on", holdoutShare: 0, approval: "required" } });
  const approvedOf = (runId: string, ...names: string[]): HeldNow => {
    const approval = { at: "2026-11-21T03:00:00.000Z", by: "command" } as const;
    const campaigns = Object.fromEntries(names.map((name) => [name, approval]));
    return { campaigns: {}, approved: { runId, campaigns, ...(names.length === 0 && { everything: approval }) } };
  };

  it("lets what nobody has approved wait, where approval is wanted, and claims nothing", async () => {
    for (const [held, outcomes] of [
      [nothingHeld, ["a birthday awaiting-approval", "b win-back awaiting-approval"]],
      ["unreadable", ["a birthday awaiting-approval", "b win-back awaiting-approval"]],
      [approvedOf(`${asOf}-2`), ["a birthday awaiting-approval", "b win-back awaiting-approval"]],
      [approvedOf(`${asOf}-1`, "birthday"), ["a birthday sent", "b win-back awaiting-approval"]],
      [approvedOf(`${asOf}-1`), ["a birthday sent", "b win-back sent"]],
    ] as const) {
      const world = notifyWorld([birthday("a"), winBack("b")], [customer("a"), customer("b")], wantsApproval);
      await notifyShard(shard, { ...world.deps, readHeld: async () => held });
      expect(world.files[0]?.map(short)).toEqual(outcomes);
      expect(world.messages.rows.size).toBe(world.mailer.taken.length);
    }
  });

  it("gives a claim back whose approval is taken back before the send, and writes once it is approved again", async () => {
    const world = notifyWorld([winBack("a")], [customer("a")], wantsApproval);
    let held: HeldNow = approvedOf(`${asOf}-1`);
    const claimMessage: NotifyShardDeps["claimMessage"] = async (message) => {
      held = nothingHeld;
      return world.deps.claimMessage(message);
    };
    await notifyShard(shard, { ...world.deps, claimMessage, readHeld: async () => held });
    expect(world.files[0]?.map(short)).toEqual(["a win-back awaiting-approval"]);
    expect([world.mailer.taken.length, world.messages.rows.size]).toEqual([0, 0]);
    held = approvedOf(`${asOf}-1`, "win-back");
    await notifyShard(shard, { ...world.deps, readHeld: async () => held });
    expect(world.files[1]?.map(short)).toEqual(["a win-back sent"]);
  });

  it("knows who has become one with another meanwhile, and writes to the one person once", async () => {
    const joined = customer("a", { identities: ["csv:a", "csv:z"] });
    const world = notifyWorld([winBack("a"), winBack("z")], [joined]);
    await notifyShard(shard, world.deps);
    await notifyShard(shard, world.deps);
    expect(world.mailer.taken).toHaveLength(1);
    expect([...world.messages.rows.values()].map(({ customerId }) => customerId)).toEqual(["a"]);
    expect(world.files[0]?.map(short)).toEqual(["a win-back sent", "z win-back already-written"]);
    expect(world.files[1]).toEqual(world.files[0]);
  });

  it("answers for a customer who was erased meanwhile", async () => {
    const world = notifyWorld([winBack("gone")], []);
    await notifyShard(shard, world.deps);
    expect(world.files[0]?.map(short)).toEqual(["gone win-back no-address"]);
  });

  it("claims nothing and lists what would have been sent while sending is off", async () => {
    const run = nightRun({ mail: { sending: "off", holdoutShare: 0 } });
    const world = notifyWorld([birthday("a"), winBack("a"), winBack("b")], [customer("a"), customer("b")], run);
    const tally = await notifyShard(shard, world.deps);
    expect(world.files[0]?.map(short)).toEqual([
      "a birthday sending-off",
      "a win-back more-important-first",
      "b win-back sending-off",
    ]);
    expect(tally).toMatchObject({ candidates: 3, sent: 0, waiting: { "sending-off": 2, "more-important-first": 1 } });
    expect(world.messages.rows.size + world.mailer.taken.length).toBe(0);
  });

  it("reaches only the operator's own addresses in test mode", async () => {
    const run = nightRun({ mail: { sending: "test", testRecipients: ["B@mail.example"], holdoutShare: 0 } });
    const world = notifyWorld([winBack("a"), winBack("b")], [customer("a"), customer("b")], run);
    await notifyShard(shard, world.deps);
    expect(world.files[0]?.map(short)).toEqual(["a win-back not-a-test-recipient", "b win-back sent"]);
    expect(world.mailer.taken.map(({ to }) => to)).toEqual(["b@mail.example"]);
  });

  it.each([
    ["leaves without the stop link", without("unsubscribe_url"), "incomplete-mail"],
    ["leaves without the postal address", without("shop.postal_address"), "incomplete-mail"],
    [
      "breaks off",
      (text: string) => `${text}{% if customer.first_name == "Zed" %}{{ nothing }}{% endif %}`,
      "template-failed",
    ],
  ])("sends nobody a mail that its template %s for them alone", async (_what, alter, reason) => {
    const [ann, zed] = ["Ann", "Zed"].map((firstName) =>
      customer(firstName, { profile: { email: `${firstName}@mail.example`, firstName, locale: "en" } }),
    );
    const world = notifyWorld(
      [winBack("Ann"), winBack("Zed")],
      [ann, zed].flatMap((one) => one ?? []),
    );
    const { campaigns } = await world.deps.readCampaigns("");
    const broken = campaigns.map(({ campaign, templates }) => {
      const en = templates.first?.en;
      const text = alter(en?.text ?? "");
      return { campaign, templates: en ? { first: { en: { ...en, text } } } : {} };
    });
    const tally = await notifyShard(shard, {
      ...world.deps,
      readCampaigns: async () => ({ campaigns: broken }),
    });
    expect(world.files[0]?.map(short)).toEqual(["Ann win-back sent", `Zed win-back ${reason}`]);
    expect(tally).toMatchObject({ sent: 1, stopped: { [reason]: 1 } });
    expect(world.troubles).toEqual([`win-back ${reason}: 1`]);
    expect(world.mailer.taken.map(({ to }) => to)).toEqual(["Ann@mail.example"]);
    expect(world.messages.rows.size).toBe(1);
  });

  it("goes by the night's own hour where the night is simulated", async () => {
    const run = nightRun({}, { simulated: true });
    const world = notifyWorld([winBack("a")], [customer("a")], run);
    await notifyShard(shard, { ...world.deps, now: () => "2031-01-01T00:00:00.000Z" });
    expect(world.files[0]?.map(short)).toEqual(["a win-back sent"]);
    const mail = await PostalMime.parse(world.mailer.taken[0]?.raw ?? "");
    expect(mail.date).toBe(run.at);
  });

  it("writes in Chinese with 广告 first, and puts it before any subject that goes to China", async () => {
    const chinese = customer("a", {
      profile: { email: "a@mail.example", locale: "zh-CN", firstName: "伟", lastName: "王" },
    });
    const english = customer("b", { profile: { email: "b@mail.example", locale: "en", country: "cn" } });
    const implied = customer("c", {
      profile: { email: "c@mail.example", country: "CN" },
      consent: { state: "granted", basis: "soft-opt-in" },
    });
    const world = notifyWorld([winBack("a"), winBack("b"), winBack("c")], [chinese, english, implied]);
    await notifyShard(shard, world.deps);
    const mails = await Promise.all(world.mailer.taken.map(({ raw }) => PostalMime.parse(raw)));
    expect(mails.map(({ subject }) => subject)).toEqual([
      "广告 好久不见｜Linden & Loom",
      "广告 It has been a while | Linden & Loom",
    ]);
    expect(mails[0]?.text).toContain("王伟，您好：");
    expect(world.files[0]?.map(short)[2]).toBe("c win-back country-law");
  });

  it("sees every send that was begun through to its end before it fails", async () => {
    const people = ["a", "b", "c", "d"];
    const world = notifyWorld(
      people.map((id) => winBack(id)),
      people.map((id) => customer(id)),
    );
    let claims = 0;
    const claimMessage: typeof world.deps.claimMessage = async (message) => {
      if (++claims === 2) throw new Error("the table is away");
      return world.messages.claimMessage(message);
    };
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const send: typeof world.deps.send = async (mail) => {
      await gate;
      return world.deps.send(mail);
    };
    let hasEnded = false;
    const post = notifyShard(shard, { ...world.deps, claimMessage, send }).finally(() => {
      hasEnded = true;
    });
    const failure = expect(post).rejects.toThrow("the table is away");
    await expect.poll(() => claims).toBeGreaterThan(1);
    expect(hasEnded).toBe(false);
    open();
    await failure;
    expect(world.mailer.taken.length).toBe(world.messages.rows.size);
    expect([...world.messages.rows.values()].every(({ state }) => state === "sent")).toBe(true);
  });
});
