import { beforeAll, describe, expect, it } from "vitest";
import { nothingHeld } from "../../../shared/model/held.ts";
import { parseSettings } from "../../../shared/model/parse-settings.ts";
import type { PostDue } from "../../../shared/model/post-due.ts";
import { openPost } from "../../../shared/night/open-post.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, stepsOf } from "../../support/night-world.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const runId = `${asOf}-1`;
const shop = smallShop(60, asOf);
const settings = { shop: { postalAddress: "1 Main St" }, mail: { sending: "on", holdoutShare: 0 } };
const world = nightWorld({ customers: shop, settings, counted: 50_000 });
beforeAll(() => holdNight(world, { at }));

const opened = (now: string, from: NightWorld = world) => openPost({ at: now }, from.deps);
/** The night as it was held, with this left to send. */
const withDue = async (...due: PostDue["due"]): Promise<NightWorld> => {
  const here = nightWorld({ customers: shop, settings, after: world });
  await here.deps.savePostDue(runId, { due });
  return here;
};
const inZone = (from: NightWorld, timeZone: string) => ({
  ...from.deps,
  readSettings: async () => parseSettings(JSON.stringify({ ...settings, timeZone })),
});

describe("openPost", () => {
  it("finds no night where none has ended", async () => {
    const here = nightWorld({ customers: shop, settings });
    expect(await opened(at, here)).toEqual({ post: "no-night", shards: [] });
    const plan = await here.plan({ at });
    for (const { name, run } of stepsOf(here, plan)) if (name !== "close") await run();
    expect(await opened(at, here)).toEqual({ post: "no-night", shards: [] });
    await here.close(plan.runId);
    expect(await opened(at, here)).toEqual({ post: "nothing-due", runId, shards: [] });
  });

  it("answers the shards whose time has come, and those alone", async () => {
    const here = await withDue(
      { shard: 0, at: "2026-11-21T09:00:00.000Z" },
      { shard: 1, at: "2026-11-21T09:00:00.001Z" },
      { shard: 2, at },
    );
    expect(await opened("2026-11-21T09:00:00.000Z", here)).toEqual({ post: "due", runId, shards: [0, 2], later: {} });
    expect(await opened("2026-11-21T09:00:00.001Z", here)).toMatchObject({ shards: [0, 1, 2] });
    expect(await opened("2026-11-21T04:00:00.000Z", here)).toMatchObject({ shards: [2] });
    expect(await opened("2026-11-21T03:00:00.000Z", here)).toEqual({ post: "nothing-due", runId, shards: [] });
  });

  it("holds all mail where too much of it came back, today's among it, before the hour adds to that", async () => {
    const here = await withDue({ shard: 0, at });
    const bounce = (day: string, message: string) =>
      here.deps.noteFeedback({ day, campaignId: "win-back", kind: "bounced", message });
    await here.deps.saveFinishedNight({ runId, asOf, shards: 3, customers: 60, mails: { "win-back": 40 } });
    for (let count = 0; count < 9; count++) await bounce("2026-11-21", `${count}`);
    expect(await opened("2026-11-21T10:00:00.000Z", here)).toMatchObject({ post: "due" });
    const note = "9 of 40 mails bounced from 2026-11-15 to 2026-11-21";
    const everything = { since: "2026-11-21T10:00:00.000Z", by: "alarm", note };
    expect(await here.deps.readHeld()).toMatchObject({ everything });
    expect(await opened("2026-11-21T11:00:00.000Z", here)).toMatchObject({ post: "due" });
    expect(await here.deps.readHeld()).toMatchObject({ everything });
  });

  it("tells each shard what the night's first close has found of an import, so that none of them reads it", async () => {
    const here = await withDue({ shard: 1, at });
    await here.deps.savePostDue(runId, { due: [{ shard: 1, at }], importMet: true });
    expect(await opened(at, here)).toEqual({ post: "due", runId, shards: [1], later: { importMet: true } });
  });

  it("asks what came back in no hour in which nothing is due", async () => {
    const deps = {
      ...world.deps,
      readFeedback: async () => {
        throw new Error("nobody asked");
      },
    };
    expect(await openPost({ at: "2026-11-21T10:00:00.000Z" }, deps)).toMatchObject({ post: "nothing-due" });
  });

  it("answers the same however often the hour comes, and writes nothing", async () => {
    const here = await withDue({ shard: 1, at });
    const before = new Map([...here.data.objects, ...here.marketing.objects]);
    const answers = await Promise.all(Array.from({ length: 3 }, () => opened(at, here)));
    expect(answers).toEqual(Array(3).fill({ post: "due", runId, shards: [1], later: {} }));
    expect(new Map([...here.data.objects, ...here.marketing.objects])).toEqual(before);
  });

  it("leaves a night alone whose send day is over, or to come", async () => {
    const here = await withDue({ shard: 0, at });
    expect(await opened("2026-11-21T23:59:59.999Z", here)).toMatchObject({ post: "due" });
    expect(await opened("2026-11-22T00:00:00.000Z", here)).toEqual({ post: "no-night", shards: [] });
    expect(await opened("2026-11-20T23:59:59.999Z", here)).toEqual({ post: "no-night", shards: [] });
  });

  it("goes by the days of the shop's own time zone", async () => {
    const here = await withDue({ shard: 0, at: "2026-11-20T00:00:00.000Z" });
    const in21 = async (timeZone: string, now: string) => (await openPost({ at: now }, inZone(here, timeZone))).post;
    expect(await in21("Asia/Shanghai", "2026-11-20T15:59:59.999Z")).toBe("no-night");
    expect(await in21("Asia/Shanghai", "2026-11-20T16:00:00.000Z")).toBe("due");
    expect(await in21("Asia/Shanghai", "2026-11-21T16:00:00.000Z")).toBe("no-night");
    expect(await in21("America/Los_Angeles", "2026-11-22T07:59:59.999Z")).toBe("due");
    expect(await in21("America/Los_Angeles", "2026-11-22T08:00:00.000Z")).toBe("no-night");
  });

  it.each([
    ["put back: 25 hours", "2026-10-25", 25],
    ["put forward: 23 hours", "2026-03-29", 23],
  ])("opens every hour of a day on which clocks are %s", async (_change, day, hours) => {
    const here = nightWorld({ customers: shop, settings });
    const deps = {
      ...inZone(here, "Europe/Berlin"),
      findFinishedNight: async (of: string) => ({ runId, asOf: of, shards: 1, customers: 1, mails: {} }),
      readRun: world.deps.readRun,
      findPostDue: async () => ({ due: [{ shard: 0, at: "2026-01-01T00:00:00.000Z" }] }),
    };
    const asked: string[] = [];
    const counting = {
      ...deps,
      findFinishedNight: async (of: string) => {
        asked.push(of);
        return deps.findFinishedNight(of);
      },
    };
    const from = Date.parse(`${day}T00:00:00.000Z`) - 12 * 3_600_000;
    for (let hour = 0; hour < 48; hour++)
      await openPost({ at: new Date(from + hour * 3_600_000).toISOString() }, counting);
    const before = new Date(Date.parse(`${day}T00:00:00.000Z`) - 86_400_000).toISOString().slice(0, 10);
    expect(asked.filter((of) => of === before)).toHaveLength(hours);
  });

  it.each([{ simulated: true }, { simulated: true, rehearsed: true } as const])(
    "leaves alone what sends to nobody: %j",
    async (input) => {
      const here = nightWorld({ customers: shop, settings });
      const held = await holdNight(here, { at, ...input });
      await here.deps.savePostDue(held, { due: [{ shard: 0, at }] });
      expect(await opened("2026-11-21T12:00:00.000Z", here)).toEqual({ post: "not-sent", runId: held, shards: [] });
    },
  );

  it("takes the night of several attempts at a day that was closed last", async () => {
    const here = nightWorld({ customers: shop, settings, after: world });
    const again = await holdNight(here, { at: "2026-11-21T08:00:00.000Z" });
    await here.deps.savePostDue(runId, { due: [{ shard: 0, at }] });
    expect(await opened("2026-11-21T12:00:00.000Z", here)).toEqual({ post: "nothing-due", runId: again, shards: [] });
  });

  it("has nothing due of a night that an earlier version closed", async () => {
    const here = { ...world.deps, findPostDue: async () => undefined };
    expect(await openPost({ at }, here)).toEqual({ post: "nothing-due", runId, shards: [] });
  });
});

describe("what a night leaves for the hours of its day", () => {
  it("is due in each hour where somebody holds it", async () => {
    const hold = { since: at, by: "command" } as const;
    const here = nightWorld({ customers: shop, settings, counted: 50_000 });
    await here.deps.writeHeld({ ...nothingHeld, everything: hold }, { mark: undefined });
    await holdNight(here, { at });
    expect(await opened(at, here)).toEqual({ post: "due", runId, shards: [0, 1, 2], later: {} });
  });

  it("is nothing where everything was sent, or is stopped", async () => {
    expect(await world.deps.findPostDue(runId)).toEqual({ due: [] });
    expect(world.sent.length).toBeGreaterThan(3);
  });

  it("is due in each hour where nobody has approved it yet", async () => {
    const here = nightWorld({
      customers: shop,
      settings: { ...settings, mail: { ...settings.mail, approval: "required" } },
    });
    await holdNight(here, { at });
    expect(here.sent).toEqual([]);
    expect(await opened(at, here)).toEqual({ post: "due", runId, shards: [0], later: {} });
  });
});
