import { beforeAll, describe, expect, it } from "vitest";
import { SendingError } from "../../../shared/model/errors.ts";
import { workKeys } from "../../../shared/model/night.ts";
import type { Refusal } from "../../../shared/model/refusal.ts";
import { smallShop } from "../../support/night-shop.ts";
import { type NightStep, type NightWorld, nightWorld, receivedFiles, stepsOf } from "../../support/night-world.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const shop = smallShop(200, asOf);
const recipients = ["ann@shop.example", "bo@shop.example"];
const settings = {
  shop: { postalAddress: "1 Main St" },
  mail: { sending: "on", holdoutShare: 0 },
  notices: { recipients },
};

const options = { customers: shop, settings, counted: 50_000 };
const isPost = ({ name }: NightStep) => /notify|close/.test(name);

/** A night that has all but its mail, another that has that too, and what was planned for both. */
const published = nightWorld(options);
let whole: NightWorld;
let plan: Awaited<ReturnType<NightWorld["plan"]>>;
beforeAll(async () => {
  plan = await published.plan({ at });
  for (const step of stepsOf(published, plan)) if (!isPost(step)) await step.run();
  whole = nightWorld({ ...options, after: published });
  for (const step of stepsOf(whole, plan)) if (isPost(step)) await step.run();
});

/** A shop whose mail service begins to refuse when it has taken so many mails. */
const worldRefusing = (refusal: Refusal, after: number) => {
  const service = { mended: false };
  const refuses = (): Refusal | undefined => (service.mended || world.sent.length < after ? undefined : refusal);
  const world: NightWorld = nightWorld({ ...options, refuses, after: published });
  return { world, service };
};

/** As the state machine does it: a shard whose mail breaks off holds up nobody. */
const postPassingOver = async (world: NightWorld) => {
  const { runId } = plan;
  const failed: unknown[] = [];
  for (const { name, run } of stepsOf(world, plan)) {
    if (name.startsWith("notify")) await run().catch((error: unknown) => failed.push(error));
  }
  return { runId, failed, closed: await world.close(runId) };
};

const mailsOf = (world: NightWorld) => world.sent.map(({ to }) => to).sort();
/** Whether an erasure may take the run for one that writes no more. */
const endOf = (world: NightWorld, runId: string): unknown =>
  JSON.parse(Buffer.from(world.data.objects.get(workKeys.end(runId)) ?? []).toString());
const latest = (world: NightWorld) => world.marketing.objects.has("nightly/latest.json");

describe("a night whose mail is not taken", () => {
  it.each([
    ["quota-used-up", 0, "quota for 24 hours is used up"],
    ["quota-used-up", 3, "quota for 24 hours is used up"],
    ["sender-not-verified", 0, "domain is not verified"],
    ["sandbox", 0, "in the sandbox"],
    ["sending-paused", 1, "Sending is paused"],
    ["no-permission", 0, "has no permission to send"],
    ["unavailable", 2, "could not be reached"],
  ] as const)(
    "for %s after %d mails: marketing has all its files, and what is left goes out later, once",
    async (refusal, after, says) => {
      const { world, service } = worldRefusing(refusal, after);
      const { runId, failed, closed } = await postPassingOver(world);

      const files = receivedFiles(world, asOf);
      const left = mailsOf(whole).length - recipients.length - after;
      expect(failed.length).toBeGreaterThan(0);
      expect(failed.every((error) => error instanceof SendingError && error.refusal === refusal)).toBe(true);
      expect([...files.keys()]).toEqual([...receivedFiles(whole, asOf).keys()]);
      expect(latest(world)).toBe(true);
      expect(closed).toMatchObject({ written: after, post: "incomplete", told: 0 });
      expect(closed.unsent).toEqual({ mails: left, refusals: [refusal], notice: true });
      expect(files.get("report.html")).toContain(`The night&#39;s mail broke off: ${left} mails have not gone out`);
      expect(files.get("report.html")).toContain(says);
      expect(files.get("messages.csv")?.match(/waiting,post-broke-off/g)).toHaveLength(left);
      expect([...world.ledger.values()].map(({ state }) => state)).toEqual(Array(after).fill("sent"));

      expect(endOf(world, runId)).toEqual({});

      await expect(world.close(runId, true)).rejects.toMatchObject({ refusal });
      expect(endOf(world, runId)).toEqual({});
      service.mended = true;
      for (const shard of closed.unsentShards) await world.notify(runId, shard);
      expect(await world.close(runId, true)).toMatchObject({ post: "complete", told: recipients.length });
      expect(endOf(world, runId)).toEqual({ endedAt: world.deps.now() });
      expect(mailsOf(world)).toEqual(mailsOf(whole));
      expect(receivedFiles(world, asOf)).toEqual(receivedFiles(whole, asOf));
    },
  );

  it("tells each of marketing once, where the service refuses between two of them", async () => {
    const customers = mailsOf(whole).length - recipients.length;
    const { world, service } = worldRefusing("quota-used-up", customers + 1);
    const { runId, closed } = await postPassingOver(world);
    expect(closed).toMatchObject({ told: 1, unsent: { mails: 0, refusals: ["quota-used-up"], notice: true } });
    expect(closed).toMatchObject({ post: "incomplete", unsentShards: [] });
    service.mended = true;
    expect(await world.close(runId, true)).toMatchObject({ told: 1, post: "complete" });
    expect(await world.close(runId, true)).toMatchObject({ told: 0, post: "complete" });
    expect(mailsOf(world)).toEqual(mailsOf(whole));
    const notes = [...world.data.objects].filter(([key]) => key.startsWith("work/notices/"));
    expect(notes.map(([, bytes]) => Buffer.from(bytes).toString()).join()).not.toContain("@");
  });

  it("lists what the ledger has of a shard whose worker died, and the rest as left", async () => {
    const world = nightWorld({ ...options, after: published });
    const { runId, shards } = plan;
    for (const shard of shards.slice(1)) await world.notify(runId, shard);
    const closed = await world.close(runId);
    expect(closed).toMatchObject({ post: "incomplete", unsentShards: [0], unsent: { refusals: [], notice: false } });
    const report = receivedFiles(world, asOf).get("report.html");
    expect(report).toContain(`The night&#39;s mail broke off: ${closed.unsent.mails} mails have not gone out`);
    await world.notify(runId, 0);
    expect(await world.close(runId, true)).toMatchObject({ post: "complete" });
    expect(mailsOf(world)).toEqual(mailsOf(whole));
    expect(receivedFiles(world, asOf)).toEqual(receivedFiles(whole, asOf));
  });
});
