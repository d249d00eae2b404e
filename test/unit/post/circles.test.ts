import { describe, expect, it } from "vitest";
import type { MessageOutcome } from "../../../shared/model/message.ts";
import { circlesOf } from "../../../shared/post/find-recipients.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { asOf, birthday, customer, nightRun, notifyWorld, winBack } from "../../support/notify-world.ts";

const shard = { runId: `${asOf}-1`, shard: 0 };
const short = (outcome: MessageOutcome) =>
  `${outcome.customerId} ${outcome.campaignId} ${"reason" in outcome ? outcome.reason : outcome.outcome}`;

/** One of two customers with one address: people write it under names that share no part. */
const sharing = (id: string, lastDay?: string) => {
  const identities = [`csv:${id}`, "email:key-shared"];
  return customer(id, { emailKey: "key-shared", identities, profile: { email: "ann@mail.example" } }, lastDay);
};

describe("two customers with one address", () => {
  it("are mailed once in one pass, whatever each of them is written to about", async () => {
    const candidates = [winBack("a", "2026-08-01"), winBack("b", "2026-09-01"), birthday("b")];
    const world = notifyWorld(candidates, [sharing("a", "2026-08-01"), sharing("b")]);
    await notifyShard(shard, world.deps);
    expect(world.mailer.taken).toHaveLength(1);
    expect(world.files[0]?.map(short)).toEqual([
      "a win-back sent",
      "b win-back already-written",
      "b birthday more-important-first",
    ]);
    await notifyShard(shard, world.deps);
    expect(world.files[1]).toEqual(world.files[0]);
  });

  it("are listed as one mail would be while sending is off", async () => {
    const run = nightRun({ mail: { sending: "off", holdoutShare: 0 } });
    const world = notifyWorld([winBack("a"), winBack("b")], [sharing("a"), sharing("b")], run);
    await notifyShard(shard, world.deps);
    expect(world.files[0]?.map(short)).toEqual(["a win-back sending-off", "b win-back already-written"]);
  });

  it("are not mailed again when they become one between two attempts at a night", async () => {
    const first = notifyWorld([winBack("b")], [sharing("b")]);
    await notifyShard(shard, first.deps);
    const joined = customer("a", {
      emailKey: "key-shared",
      identities: ["csv:a", "csv:b", "email:key-shared"],
      profile: { email: "ann@mail.example" },
    });
    const again = notifyWorld([winBack("b")], [joined]);
    await notifyShard(shard, { ...again.deps, ...first.messages });
    expect(again.mailer.taken).toEqual([]);
    expect(again.files[0]).toEqual(first.files[0]);
    const tomorrow = nightRun({}, { runId: "2026-11-28-1", asOf: "2026-11-28", at: "2026-11-29T03:30:00.000Z" });
    const later = notifyWorld([winBack("a")], [joined], tomorrow);
    await notifyShard(shard, { ...later.deps, ...first.messages, now: () => tomorrow.at });
    expect(later.files[0]?.map(short)).toEqual(["a win-back already-written"]);
  });

  it("stand in one circle, also over a third row, and strangers in circles of their own", () => {
    const of = (id: string, keys: readonly string[]) => ({
      customer: customer(id, { emailKey: keys[0], identities: keys.map((key) => `email:${key}`) }),
      suppressions: new Map(),
      candidates: [],
    });
    const people = [of("a", ["1"]), of("x", ["9"]), of("b", ["2"]), of("c", ["1", "2"]), of("n", []), of("m", [])];
    const names = circlesOf(people).map((circle) => circle.map(({ customer: row }) => row.customerId));
    expect(names).toEqual([["a", "b", "c"], ["x"], ["n"], ["m"]]);
  });
});
