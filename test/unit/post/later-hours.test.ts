import { describe, expect, it } from "vitest";
import type { Candidate } from "../../../shared/model/campaign.ts";
import type { HeldNow } from "../../../shared/model/held.ts";
import { nothingHeld } from "../../../shared/model/held.ts";
import type { MessageOutcome } from "../../../shared/model/message.ts";
import type { LaterHour } from "../../../shared/model/post-due.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { birthday, customer, notifyWorld, winBack } from "../../support/notify-world.ts";

const day = "2026-11-21";
const hour = (clock: string) => `${day}T${clock}:00.000Z`;
const at = (candidate: Candidate, from: string, until = "20:00"): Candidate => ({
  ...candidate,
  sendFrom: hour(from),
  sendUntil: hour(until),
});

/** A shard whose night came at 03:31, and what each hour after it lists. */
const post = (candidates: readonly Candidate[], people: readonly string[]) => {
  const world = notifyWorld(
    candidates,
    people.map((id) => customer(id)),
  );
  let clock = "03:31";
  let held: HeldNow = nothingHeld;
  const deps = { ...world.deps, now: () => hour(clock), readHeld: async () => held };
  const pass = async (when: string, later?: LaterHour): Promise<readonly MessageOutcome[]> => {
    clock = when;
    await notifyShard({ runId: world.run.runId, shard: 0, ...(later && { later }) }, deps);
    return world.files.at(-1) ?? [];
  };
  return {
    world,
    deps,
    night: () => pass("03:31"),
    hour: (when: string) => pass(when, {}),
    hold: (now: HeldNow) => {
      held = now;
    },
    sent: () => world.mailer.taken.length,
  };
};

const all: HeldNow = { ...nothingHeld, everything: { since: hour("09:00"), by: "command" } };

describe("the hours of the post", () => {
  it("send each message when its hour has come, and list all of them each time", async () => {
    const shop = post([at(winBack("a"), "10:00"), at(winBack("b"), "14:00")], ["a", "b"]);
    expect(await shop.night()).toMatchObject([
      { outcome: "waiting", reason: "hour-to-come", until: hour("10:00"), dueUntil: "2026-11-30" },
      { outcome: "waiting", reason: "hour-to-come", until: hour("14:00") },
    ]);
    expect(shop.sent()).toBe(0);
    expect(await shop.hour("10:00")).toMatchObject([{ outcome: "sent" }, { reason: "hour-to-come" }]);
    expect(await shop.hour("14:00")).toMatchObject([{ outcome: "sent" }, { outcome: "sent" }]);
    expect(await shop.hour("15:00")).toMatchObject([{ outcome: "sent" }, { outcome: "sent" }]);
    expect(shop.sent()).toBe(2);
  });

  it("take after an outage what is past its hour, and nothing when the allowed hours are over", async () => {
    const candidates = [at(winBack("a"), "10:00"), at(winBack("b"), "10:00", "12:00")];
    const shop = post([...candidates, at({ ...winBack("c"), dueUntil: day }, "10:00", "12:00")], ["a", "b", "c"]);
    await shop.night();
    expect(await shop.hour("17:00")).toMatchObject([
      { outcome: "sent" },
      { outcome: "waiting", reason: "quiet-hours", until: "2026-11-22" },
      { outcome: "expired", reason: "quiet-hours", dueUntil: day },
    ]);
  });

  it("ask again of what was under way by another worker, which may have given its claim back", async () => {
    const underWay: MessageOutcome = {
      ...{ customerId: "a", campaignId: "win-back", step: "first", occurrence: "2026-09-01", tier: "drowsy" },
      ...{ outcome: "in-progress", locale: "en", emailKey: "key-a", runId: "2026-11-20-1" },
    };
    const shop = post([at(winBack("a"), "03:00")], ["a"]);
    shop.world.files.push([underWay]);
    expect(await shop.hour("10:00")).toMatchObject([{ outcome: "sent" }]);
    // What was written all the same stands.
    shop.world.files.push([underWay]);
    expect(await shop.hour("11:00")).toMatchObject([{ outcome: "sent" }]);
    expect(shop.sent()).toBe(1);
  });

  it("wait for their hour on the last day on which they are due, too", async () => {
    const shop = post([at({ ...winBack("a"), dueUntil: day }, "10:00")], ["a"]);
    expect(await shop.night()).toMatchObject([{ outcome: "waiting", reason: "hour-to-come", dueUntil: day }]);
    expect(await shop.hour("10:00")).toMatchObject([{ outcome: "sent" }]);
  });

  it("ask all that waits for a person, so that the most important one goes whatever its hour is", async () => {
    const shop = post([at(winBack("a"), "10:00"), at(birthday("a"), "14:00")], ["a"]);
    const planned = [
      { campaignId: "win-back", outcome: "waiting", reason: "more-important-first" },
      { campaignId: "birthday", outcome: "waiting", reason: "hour-to-come", until: hour("14:00") },
    ];
    expect(await shop.night()).toMatchObject(planned);
    expect(await shop.hour("10:00")).toMatchObject(planned);
    expect(await shop.hour("14:00")).toMatchObject([{ reason: "more-important-first" }, { outcome: "sent" }]);
    expect(shop.sent()).toBe(1);
  });

  it("keep the less important one behind one that somebody holds: it would have been mail", async () => {
    const shop = post([at(winBack("a"), "10:00"), at(birthday("a"), "09:00")], ["a"]);
    await shop.night();
    shop.hold({ ...nothingHeld, campaigns: { birthday: { since: hour("08:00"), by: "command" } } });
    expect(await shop.hour("10:00")).toMatchObject([{ reason: "more-important-first" }, { reason: "held" }]);
    expect(shop.sent()).toBe(0);
  });

  it("ask in each hour what is held, and send it when it is released while it may go on that day", async () => {
    const shop = post([at({ ...winBack("a"), dueUntil: day }, "10:00"), at(winBack("b"), "10:00")], ["a", "b"]);
    await shop.night();
    shop.hold(all);
    const held = [
      { outcome: "waiting", reason: "held", dueUntil: day },
      { outcome: "waiting", reason: "held" },
    ];
    expect(await shop.hour("10:00")).toMatchObject(held);
    expect(await shop.hour("18:00")).toMatchObject(held);
    expect(await shop.hour("19:00")).toMatchObject([
      { outcome: "expired", reason: "held", dueUntil: day },
      { outcome: "waiting", reason: "held", until: "2026-11-22" },
    ]);
    shop.hold(nothingHeld);
    await shop.hour("19:30");
    expect(shop.sent()).toBe(0);
  });

  it("send what was released at once", async () => {
    const shop = post([at(winBack("a"), "10:00")], ["a"]);
    shop.hold(all);
    await shop.night();
    await shop.hour("10:00");
    shop.hold(nothingHeld);
    expect(await shop.hour("11:00")).toMatchObject([{ outcome: "sent" }]);
  });

  it("send nothing twice, whatever of the lists of two passes is written last", async () => {
    const shop = post([at(winBack("a"), "10:00"), at(winBack("b"), "11:00")], ["a", "b"]);
    const planned = await shop.night();
    await shop.hour("11:00");
    expect(shop.sent()).toBe(2);
    shop.world.files.push([...planned]);
    expect(await shop.hour("12:00")).toMatchObject([{ outcome: "sent" }, { outcome: "sent" }]);
    expect(shop.sent()).toBe(2);
  });

  it("list a message once where two customers were found to be one in between", async () => {
    const shop = post([at(winBack("a"), "10:00"), at(winBack("b"), "11:00")], ["a", "b"]);
    await shop.night();
    await shop.hour("10:00");
    const one = customer("a", { identities: ["csv:a", "csv:b"] });
    shop.deps.whoTheyAre = async (ids) => new Map(ids.map((id) => [id, one]));
    expect(await shop.hour("11:00")).toMatchObject([
      { customerId: "a", outcome: "sent" },
      { customerId: "b", outcome: "stopped", reason: "already-written" },
    ]);
    expect(shop.sent()).toBe(1);
  });

  it("ask what waits for somebody who became one with who is due: the most important goes first", async () => {
    const shop = post([at(winBack("a"), "09:00"), at(birthday("b"), "14:00")], ["a", "b"]);
    await shop.night();
    const one = customer("b", { identities: ["csv:a", "csv:b"] });
    shop.deps.whoTheyAre = async (ids) => new Map(ids.map((id) => [id, one]));
    expect(await shop.hour("09:00")).toMatchObject([
      { customerId: "a", outcome: "waiting", reason: "more-important-first" },
      { customerId: "b", outcome: "waiting", reason: "hour-to-come", until: hour("14:00") },
    ]);
    expect(shop.sent()).toBe(0);
    expect(await shop.hour("14:00")).toMatchObject([{ reason: "more-important-first" }, { outcome: "sent" }]);
    expect(shop.sent()).toBe(1);
  });

  it("mark a message that stands under another's name: another shard may list it too", async () => {
    const shop = post([at(winBack("b"), "10:00")], ["b"]);
    await shop.night();
    const one = customer("a", { identities: ["csv:a", "csv:b"] });
    shop.deps.whoTheyAre = async (ids) => new Map(ids.map((id) => [id, one]));
    const [first] = await shop.hour("10:00");
    expect(first).toMatchObject({ customerId: "b", outcome: "sent", joined: true });
    expect(first).not.toHaveProperty("writtenTo");
    expect([...shop.world.messages.rows.values()]).toMatchObject([{ customerId: "a" }]);
  });

  it("send what was over a limit in the hour in which that ends, as the plan said, and not before", async () => {
    const shop = post([at({ ...winBack("a"), dueUntil: day }, "09:00")], ["a"]);
    await shop.deps.claimMessage({
      ...{
        emailKey: "key-a",
        messageKey: "birthday#first#2026",
        customerId: "a",
        runId: "another",
        asOf: "2026-11-19",
      },
      ...{ owner: "someone", state: "claimed", claimedAt: "2026-11-20T14:00:09.000Z", locale: "en", expiresAt: 2e9 },
    });
    const waits = [{ outcome: "waiting", reason: "over-limit", until: hour("14:00"), dueUntil: day }];
    expect(await shop.night()).toMatchObject(waits);
    expect(await shop.hour("13:59")).toMatchObject(waits);
    expect(await shop.hour("14:00")).toMatchObject([{ outcome: "sent" }]);
  });

  it("ask everybody of a shard that no pass has listed", async () => {
    const shop = post([at(winBack("a"), "10:00")], ["a"]);
    expect(await shop.hour("10:00")).toMatchObject([{ outcome: "sent" }]);
  });
});
