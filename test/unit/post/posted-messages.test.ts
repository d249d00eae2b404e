import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { httpPostEvent } from "../../../shared/adapters/post-event.ts";
import type { Candidate } from "../../../shared/model/campaign.ts";
import type { NightRun } from "../../../shared/model/night.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { type Answer, receiverSecret, startReceiver } from "../../support/message-receiver.ts";
import { asOf, birthday, customer, nightRun, notifyWorld } from "../../support/notify-world.ts";
import { agreesToTexts, libraryWith, numberOf, textCampaign } from "../../support/text-campaign.ts";

const shard = { runId: `${asOf}-1`, shard: 0 };
const ids = ["a", "b", "c", "d", "e", "f"];
const byText = (customerId: string): Candidate => ({ ...birthday(customerId), campaignId: "text", channel: "sms" });
const someone = (id: string) => customer(id, agreesToTexts(ids.indexOf(id)));

let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());
beforeEach(() => {
  receiver.received.length = 0;
  receiver.moods.answer = status(202);
});

const status =
  (code: number): Answer =>
  (response) =>
    response.writeHead(code).end();
/** Takes what is posted, and says nothing. */
const hangUp: Answer = (_response, request) => {
  request.socket.destroy();
};

type World = ReturnType<typeof notifyWorld>;
const worldOf = (
  who: readonly string[] = ["a"],
  more: Partial<NightRun> = {},
  outbox: object = { sms: { url: receiver.url } },
) => {
  const mail = { sending: "on", holdoutShare: 0, sender: { email: "hello@shop.example" } };
  const world = notifyWorld(
    who.map(byText),
    who.map(someone),
    nightRun({ shop: { name: "Linden & Loom", postalAddress: "12 Weaver Street, Leeds" }, mail, outbox }, more),
  );
  const deps = {
    ...world.deps,
    readCampaigns: async () => libraryWith(textCampaign()),
    postEvent: httpPostEvent(120_000),
    readOutboxSecrets: async () => ({ current: receiverSecret, previous: Buffer.alloc(24, 1).toString("base64") }),
  };
  return { ...world, deps };
};
const notify = async (world: World) => {
  const error: unknown = await notifyShard(shard, world.deps).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const rows = world.files.at(-1) ?? [];
  return {
    outcomes: rows.map((row) => ("reason" in row ? row.reason : row.outcome)),
    error: error instanceof Error ? error.name : undefined,
    outbox: world.outbox.at(-1),
  };
};
const statesOf = ({ messages }: World) => [...messages.rows.values()].map(({ state, posted }) => [state, posted]);

describe("a message that is posted", () => {
  it("comes once, signed, under a name that nobody is read from, and stands in no file", async () => {
    const world = worldOf();
    expect(await notify(world)).toEqual({ outcomes: ["sent"], error: undefined, outbox: [] });
    expect(receiver.received).toMatchObject([
      { signed: true, url: "/rouse", id: expect.stringMatching(/^msg_[0-9a-f]{32}$/) },
    ]);
    const [posted] = receiver.received;
    expect(JSON.parse(posted?.body ?? "")).toEqual({
      type: "message.due",
      timestamp: "2026-11-21T03:31:00.000Z",
      data: {
        message_key: posted?.id,
        channel: "sms",
        customer_id: "a",
        handle: numberOf(0),
        locale: "en",
        campaign: "text",
        step: "first",
        occurrence: "2026",
        text: "Linden & Loom: Ada, come by! STOP ends",
        expires: "2026-11-21",
      },
    });
    expect(statesOf(world)).toEqual([["sent", true]]);
    expect(await notify(world)).toMatchObject({ outcomes: ["sent"], outbox: [] });
    expect(receiver.received).toHaveLength(1);
  });

  it.each([400, 409, 413, 415, 422])(
    "is refused by %i, which is about this message, and never sent again",
    async (code) => {
      receiver.moods.answer = status(code);
      const world = worldOf(["a", "b"]);
      expect(await notify(world)).toMatchObject({ outcomes: ["refused", "refused"], error: undefined });
      receiver.moods.answer = status(202);
      expect(await notify(world)).toMatchObject({ outcomes: ["refused", "refused"] });
      expect(receiver.received).toHaveLength(2);
    },
  );

  it.each([302, 303, 500, 502, 503])("is unknown after %i, and never sent again", async (code) => {
    receiver.moods.answer = status(code);
    const world = worldOf();
    expect(await notify(world)).toMatchObject({ outcomes: ["unknown"], error: undefined });
    receiver.moods.answer = status(202);
    expect(await notify(world)).toMatchObject({ outcomes: ["unknown"] });
    expect([receiver.received.length, statesOf(world)]).toEqual([1, [["unknown", true]]]);
  });

  it("is unknown without an answer; after three of these the receiver is asked no more, and the rest waits", async () => {
    receiver.moods.answer = hangUp;
    const world = worldOf(ids);

    const first = await notify(world);
    expect(first.error).toBe("SendingRefusedError");
    const unknown = first.outcomes.filter((outcome) => outcome === "unknown").length;
    expect(unknown).toBeGreaterThanOrEqual(3);
    expect(receiver.received).toHaveLength(unknown);
    receiver.moods.answer = status(202);
    const second = await notify(world);
    expect(second.outcomes.filter((outcome) => outcome === "sent")).toHaveLength(ids.length - unknown);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(ids.length);
    expect(receiver.received).toHaveLength(ids.length);
  });

  it.each([301, 307, 401, 403, 404, 405, 410, 429])(
    "waits after %i, which takes nothing from us, and goes out later",
    async (code) => {
      receiver.moods.answer = status(code);
      const world = worldOf();
      expect(await notify(world)).toMatchObject({ outcomes: ["post-broke-off"], error: "SendingRefusedError" });
      expect(world.messages.rows.size).toBe(0);
      receiver.moods.answer = status(202);
      expect(await notify(world)).toMatchObject({ outcomes: ["sent"], error: undefined });
    },
  );

  it("waits where no connection comes to be: another try may do", async () => {
    const gone = await startReceiver();
    await gone.close();
    const world = worldOf(["a"], {}, { sms: { url: gone.url } });
    expect(await notify(world)).toMatchObject({ outcomes: ["post-broke-off"], error: "SendingUnavailableError" });
    expect(world.messages.rows.size).toBe(0);
  });

  it("is posted by one of two workers, wherever the other dies", async () => {
    for (const dies of ["before", "after"] as const) {
      receiver.received.length = 0;
      const world = worldOf(["a", "b"]);
      const postEvent: typeof world.deps.postEvent = async (event) => {
        if (dies === "after") await world.deps.postEvent(event);
        throw new Error("the worker died");
      };
      await expect(notifyShard(shard, { ...world.deps, postEvent })).rejects.toThrow("the worker died");
      const posted = receiver.received.length;
      await Promise.all([notify(world), notify(world)]);
      expect([dies, new Set(receiver.received.map(({ id }) => id)).size]).toEqual([dies, receiver.received.length]);
      expect(receiver.received.length).toBeGreaterThanOrEqual(posted);
    }
  });

  it("is posted by no simulated night: it stands in that night's file", async () => {
    const world = worldOf(["a"], { simulated: true });
    expect(await notify(world)).toMatchObject({ outcomes: ["sent"], outbox: [{ customerId: "a" }] });
    expect(receiver.received).toEqual([]);
  });

  it("stands in no file of another attempt at the night, though that hands over by file", async () => {
    const first = worldOf();
    await notify(first);
    const again = worldOf(["a"], {}, {});
    for (const row of first.messages.rows.values()) await again.messages.claimMessage(row);
    expect(await notify(again)).toMatchObject({ outcomes: ["sent"], outbox: [] });
  });

  it.each<[string, World["deps"]["readOutboxSecrets"]]>([
    ["there is none", async () => undefined],
    ["it is empty", async () => ({ current: "whsec_" })],
    ["it is a word of somebody's", async () => ({ current: "my password, which is a very long one" })],
    ["it is short", async () => ({ current: "c2VjcmV0" })],
    [
      "it cannot be read",
      async () => {
        throw new Error("no permission");
      },
    ],
  ])("waits where its secret is no key, and mail goes out: %s", async (_what, readOutboxSecrets) => {
    const world = worldOf();
    const readCandidates = async () => [byText("a"), birthday("b")];
    const whoTheyAre = async () =>
      new Map([
        ["a", someone("a")],
        ["b", customer("b")],
      ] as const);
    const deps = { ...world.deps, readOutboxSecrets, readCandidates, whoTheyAre };
    expect(await notify({ ...world, deps })).toMatchObject({
      outcomes: ["post-broke-off", "sent"],
      error: "SendingRefusedError",
    });
    expect(world.troubles).toEqual(["receiver-refuses"]);
    expect([receiver.received, world.messages.rows.size]).toEqual([[], 1]);
  });
});
