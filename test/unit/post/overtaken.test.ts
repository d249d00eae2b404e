import { describe, expect, it } from "vitest";
import type { Customer } from "../../../shared/model/customer.ts";
import type { Message, MessageOutcome } from "../../../shared/model/message.ts";
import { type NotifyShardDeps, notifyShard } from "../../../shared/post/notify-shard.ts";
import {
  asOf,
  birthday,
  customer,
  type NotifyWorld,
  nightRun,
  notifyWorld,
  winBack,
  withMailer,
} from "../../support/notify-world.ts";
import { theseAmong } from "../../support/these-among.ts";

const shard = { runId: `${asOf}-1`, shard: 0 };
const short = (outcome: MessageOutcome) =>
  `${outcome.customerId} ${outcome.campaignId} ${"reason" in outcome ? outcome.reason : outcome.outcome}`;

/** When something happens that a mail must not miss: while it waits for its turn, or when it is claimed already. */
const moments = ["waiting", "claimed"] as const;
type Moment = (typeof moments)[number];

/** What happens at that moment, put where it belongs. */
const happening = (world: NotifyWorld, moment: Moment, what: () => Promise<void>): Partial<NotifyShardDeps> =>
  moment === "waiting"
    ? { createPace: () => what }
    : {
        claimMessage: async (message) => {
          const claimed = await world.deps.claimMessage(message);
          await what();
          return claimed;
        },
      };

/** The claim that a night makes for a win-back, taken from one that sent it. */
const claimOf = async (person: Customer): Promise<Message> => {
  const world = notifyWorld([winBack(person.customerId)], [person]);
  await notifyShard(shard, world.deps);
  const [message] = [...world.messages.rows.values()];
  if (message === undefined) throw new Error("no mail was claimed");
  const { settledAt: _settledAt, sesMessageId: _id, ...claimed } = message;
  return { ...claimed, state: "claimed" };
};

/** A world in which the customers change at the very last moment. */
const changingWorld = (before: readonly Customer[], after: readonly Customer[], moment: Moment) => {
  const world = notifyWorld([winBack("z")], before);
  let rows = before;
  const change = async () => {
    rows = after;
  };
  const whoTheyAre = (ids: readonly string[]) => theseAmong(rows)(ids);
  return { ...world, deps: { ...world.deps, whoTheyAre, ...happening(world, moment, change) } };
};

describe.each(moments)("a mail that is overtaken between the gates and the send, while %s", (moment) => {
  it.each(["unsubscribed", "complained", "erased"] as const)("is not sent to who %s", async (reason) => {
    const world = notifyWorld([winBack("z")], [customer("z")]);
    const leave = () => world.suppressions.suppress({ emailKey: "key-z", reason, at: "2026-11-21T03:31:00.000Z" });
    await notifyShard(shard, { ...world.deps, ...happening(world, moment, leave) });
    expect([world.mailer.taken.length, world.messages.rows.size]).toEqual([0, 0]);
    expect(world.files[0]?.map(short)).toEqual(["z win-back suppressed"]);
  });

  it.each([
    ["no-consent", customer("z", { consent: { state: "denied", basis: "explicit" } })],
    ["bought-since", customer("z", {}, "2026-11-20")],
    ["no-address", customer("z", { profile: {}, emailKey: undefined })],
  ])("is not sent: %s", async (reason, after) => {
    const world = changingWorld([customer("z")], [after], moment);
    await notifyShard(shard, world.deps);
    expect(world.mailer.taken).toEqual([]);
    expect(world.messages.rows.size).toBe(0);
    expect(world.files[0]?.map(short)).toEqual([`z win-back ${reason}`]);
  });

  it("is not sent to who is one with another by now; the shard comes again and writes to the one they now are", async () => {
    const world = changingWorld([customer("z")], [customer("a", { identities: ["csv:a", "csv:z"] })], moment);
    await expect(notifyShard(shard, world.deps)).rejects.toMatchObject({ name: "ConflictError" });
    expect([world.mailer.taken.length, world.messages.rows.size]).toEqual([0, 0]);
    await notifyShard(shard, world.deps);
    expect(world.mailer.taken.map(({ to }) => to)).toEqual(["a@mail.example"]);
    expect([...world.messages.rows.values()].map(({ customerId }) => customerId)).toEqual(["a"]);
  });

  it("is not sent to the address from before", async () => {
    const moved = customer("z", { profile: { email: "new@mail.example" }, emailKey: "key-new" });
    const world = changingWorld([customer("z")], [moved], moment);
    await expect(notifyShard(shard, world.deps)).rejects.toMatchObject({ name: "ConflictError" });
    await notifyShard(shard, world.deps);
    expect(world.mailer.taken.map(({ to }) => to)).toEqual(["new@mail.example"]);
  });
});

describe("a mail that waits for another worker, who has claimed one to the same person", () => {
  const person = customer("z");
  const other = async (world: NotifyWorld) => {
    const claim = { ...(await claimOf(person)), messageKey: "birthday#first#2026", owner: "another worker" };
    const claimMessage: typeof world.deps.claimMessage = async (message) => {
      const claimed = await world.deps.claimMessage(message);
      await world.deps.claimMessage(claim);
      return claimed;
    };
    return { claim, claimMessage };
  };

  it.each([
    ["suppressed", "unsubscribes", person],
    ["no-consent", "refuses", customer("z", { consent: { state: "denied", basis: "explicit" } })],
    ["bought-since", "buys", customer("z", {}, "2026-11-20")],
  ])("is not sent to who is %s in that time, for they %s", async (reason, what, after) => {
    const world = notifyWorld([winBack("z")], [person]);
    const { claim, claimMessage } = await other(world);
    let row = person;
    const pause = async () => {
      row = after;
      const at = "2026-11-21T03:31:00.000Z";
      if (what === "unsubscribes") await world.suppressions.suppress({ emailKey: "key-z", reason: "unsubscribed", at });
      await world.messages.releaseClaim(claim);
    };
    await notifyShard(shard, { ...world.deps, claimMessage, pause, whoTheyAre: async () => new Map([["z", row]]) });
    expect([world.mailer.taken.length, world.messages.rows.size]).toEqual([0, 0]);
    expect(world.files[0]?.map(short)).toEqual([`z win-back ${reason}`]);
  });

  it("is sent where nothing speaks against it", async () => {
    const world = notifyWorld([winBack("z")], [person]);
    const { claim, claimMessage } = await other(world);
    await notifyShard(shard, { ...world.deps, claimMessage, pause: () => world.messages.releaseClaim(claim) });
    expect(world.files[0]?.map(short)).toEqual(["z win-back sent"]);
  });
});

describe("a person of several names and addresses", () => {
  it("is not mailed again once two are one: the message stands at its address", async () => {
    const first = notifyWorld([winBack("z")], [customer("z")]);
    await notifyShard(shard, first.deps);
    const joined = customer("a", { identities: ["csv:a", "csv:z", "email:key-a", "email:key-z"] });
    const world = notifyWorld([winBack("z"), birthday("a")], [joined]);
    const deps = { ...world.deps, ...first.messages };
    await notifyShard(shard, deps);
    expect(world.mailer.taken).toEqual([]);
    expect(world.files[0]?.map(short)).toEqual(["z win-back sent", "a birthday more-important-first"]);
  });

  it.each(["unsubscribed", "complained", "erased"] as const)("is left alone at all of them: %s", async (reason) => {
    const identities = ["csv:a", "email:key-a", "email:key-old"];
    const world = withMailer(notifyWorld([winBack("a")], [customer("a", { identities })]), []);
    await world.suppressions.suppress({ emailKey: "key-old", reason, at: "2026-11-01T00:00:00.000Z" });
    await notifyShard(shard, world.deps);
    expect(world.mailer.taken).toEqual([]);
    expect(world.files[0]?.map(short)).toEqual(["a win-back suppressed"]);
  });

  it("is not written to at an address that never agreed, and is at the one that did", async () => {
    const grant = { state: "granted", basis: "explicit" } as const;
    const consents = { granted: { "key-old": grant } };
    const old = customer("b", { consents, emailKey: "key-old", profile: { email: "old@mail.example" } });
    const world = notifyWorld([winBack("a"), winBack("b")], [customer("a", { consents }), old]);
    await notifyShard(shard, world.deps);
    expect(world.files[0]?.map(short)).toEqual(["a win-back no-consent", "b win-back sent"]);
    expect(world.mailer.taken.map(({ to }) => to)).toEqual(["old@mail.example"]);
  });

  it("is not mailed in China on explicit consent that another address gave", async () => {
    const consents = {
      granted: {
        "key-old": { state: "granted", basis: "explicit" },
        "key-a": { state: "granted", basis: "soft-opt-in" },
      },
    };
    const profile = { email: "a@mail.example", country: "CN" };
    const world = notifyWorld([winBack("a")], [customer("a", { consents, profile })]);
    await notifyShard(shard, world.deps);
    expect(world.files[0]?.map(short)).toEqual(["a win-back country-law"]);
  });

  it("stays held out, or not, under another name", async () => {
    const run = nightRun({ mail: { sending: "on", holdoutShare: 0.5, sender: { email: "hello@shop.example" } } });
    const people = (prefix: string) =>
      Array.from({ length: 40 }, (_, index) => {
        const profile = { email: `${index}@mail.example` };
        const id = `${prefix}${index}`;
        return customer(id, { emailKey: `key-${index}`, identities: [id], profile });
      });
    const outcomes = async (prefix: string) => {
      const customers = people(prefix);
      const world = notifyWorld(
        customers.map(({ customerId }) => winBack(customerId)),
        customers,
        run,
      );
      await notifyShard(shard, world.deps);
      return world.files[0]?.map((row) => short(row).replace(/^\S+ /, ""));
    };
    const before = await outcomes("email:");
    expect(await outcomes("shopify:")).toEqual(before);
    expect(new Set(before)).toEqual(new Set(["win-back sent", "win-back holdout"]));
  });

  it("is written to at a new address when an old one bounced", async () => {
    const identities = ["csv:a", "email:key-a", "email:key-old"];
    const world = notifyWorld([winBack("a")], [customer("a", { identities })]);
    await world.suppressions.suppress({ emailKey: "key-old", reason: "bounced", at: "2026-11-01T00:00:00.000Z" });
    await notifyShard(shard, world.deps);
    expect(world.files[0]?.map(short)).toEqual(["a win-back sent"]);
  });
});
