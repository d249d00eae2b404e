import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { csvRecords } from "../../../shared/model/csv-records.ts";
import { manifestSchema } from "../../../shared/model/manifest.ts";
import { marketingKeys } from "../../../shared/model/night.ts";
import { parseSettings } from "../../../shared/model/parse-settings.ts";
import { outboxColumns } from "../../../shared/night-files/csv-columns.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, receivedFiles, stepsOf } from "../../support/night-world.ts";
import { often } from "../../support/often.ts";
import { sweepOut } from "../../support/sweep-now.ts";
import { agreesToTexts, byText, libraryWith, numberOf, textCampaign, withTexts } from "../../support/text-campaign.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
/** One who is written to by mail may get a text message as well. */
const mail = { sending: "on", holdoutShare: 0, limits: { per24Hours: 5, per7Days: 9 } };
const settings = { mail, shop: { name: "Tea & Co", postalAddress: "1 Main St" } };
const shop = smallShop(60, asOf).map(byText);
const worldOf = (more: Partial<Parameters<typeof nightWorld>[0]> = {}) =>
  nightWorld({ customers: shop, counted: 50_000, settings, readCampaignFolder: withTexts, ...more });
const textOf = (world: NightWorld, day = asOf) => receivedFiles(world, day).get("outbox/sms.csv");
const rowsOf = async (world: NightWorld, day = asOf): Promise<Record<string, string>[]> => {
  const rows: string[][] = [];
  const bytes = (async function* () {
    yield Buffer.from(textOf(world, day) ?? "");
  })();
  for await (const { cells } of csvRecords(bytes)) rows.push([...cells()]);
  return rows
    .slice(1)
    .map((cells) => Object.fromEntries(outboxColumns.map((name, index) => [name, cells[index] ?? ""])));
};
const claimedIn = (world: NightWorld) =>
  [...world.ledger.values()].filter(({ emailKey }) => emailKey.startsWith("sms:"));

describe("what text messages are to be sent", () => {
  it("is a file of the night: a message for everybody who was claimed, listed in the manifest as it is", async () => {
    const world = worldOf();
    await holdNight(world, { at });
    const rows = await rowsOf(world);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows).toHaveLength(claimedIn(world).length);
    const [first] = rows;
    expect(first).toMatchObject({
      customer_id: "c0000",
      handle: numberOf(0),
      locale: "en",
      campaign: "text",
      step: "first",
      occurrence: "2026",
      text: expect.stringMatching(/^Tea & Co: .*STOP ends$/),
      expires: "2026-11-21",
    });
    const files = receivedFiles(world, asOf);
    const stored = world.marketing.objects.get(marketingKeys.manifest(asOf)) ?? [];
    const manifest = manifestSchema.parse(JSON.parse(Buffer.from(stored).toString()));
    const text = textOf(world) ?? "";
    expect(manifest.files.find(({ path }) => path === "outbox/sms.csv")).toEqual({
      path: "outbox/sms.csv",
      rows: rows.length,
      bytes: Buffer.byteLength(text),
      sha256: createHash("sha256").update(text).digest("hex"),
    });
    expect(files.get("messages.csv")).toContain("c0000,text,first,2026,sent,,sms");
    expect(files.get("report.html")).toContain("Text (sms)");
  });

  it("is the same when the night is done again, and nothing is claimed twice; the next night has none of it", async () => {
    const world = worldOf();
    await holdNight(world, { at });
    const [text, claimed] = [textOf(world), claimedIn(world)];
    const again = await holdNight(world, { at: "2026-11-21T05:00:00.000Z" });
    expect([textOf(world), claimedIn(world)]).toEqual([text, claimed]);
    expect(await world.close(again)).toMatchObject({ handedOver: { sms: claimed.length } });
    await holdNight(world, { at: "2026-11-22T03:30:00.000Z" });
    const before = new Set((await rowsOf(world)).map(({ message_key }) => message_key));
    expect((await rowsOf(world, "2026-11-21")).filter(({ message_key }) => before.has(message_key))).toEqual([]);
  });

  it("is the same in the end, whatever write a worker dies at, and whoever goes on", async () => {
    const plain = worldOf();
    await holdNight(plain, { at });
    for (let seed = 1; seed <= often(6); seed++) {
      let [writes, dies] = [0, (seed * 7919) % 40];
      const crash = () => {
        if (writes++ === dies) throw new Error("the worker died");
      };
      const world = worldOf({ beforeWrite: crash });
      const settle = world.deps.settleClaim;
      const settleClaim: typeof settle = async (...given) => {
        if (writes++ % 5 === seed % 5 && dies < 1_000) throw new Error("the worker died");
        await settle(...given);
      };
      Object.assign(world.deps, { settleClaim });
      const orDies = async <Value>(run: () => Promise<Value>): Promise<Value> => {
        try {
          return await run();
        } catch (error) {
          if (!(error instanceof Error && error.message === "the worker died")) throw error;
          dies = 10_000;
          return run();
        }
      };
      const plan = await orDies(() => world.plan({ at }));
      for (const { run } of stepsOf(world, plan)) await orDies(run);
      expect([seed, textOf(world)]).toEqual([seed, textOf(plain)]);
    }
  });

  it("is withdrawn while the day is made anew, and gone where no campaign writes so any more", async () => {
    let campaigns = libraryWith(textCampaign());
    const world = worldOf({ readCampaignFolder: async () => ({ library: campaigns, broken: [] }) });
    await holdNight(world, { at });
    expect(textOf(world)).toBeDefined();
    campaigns = libraryWith(textCampaign({ enabled: false }));
    const plan = await world.plan({ at: "2026-11-21T05:00:00.000Z" });
    for (const { name, run } of stepsOf(world, plan)) {
      await run();
      if (name === "publish") expect(textOf(world)).toBeUndefined();
    }
    expect(textOf(world)).toBeUndefined();
  });

  it("has nobody in it who has refused since an earlier attempt claimed it, and tells why", async () => {
    const world = worldOf();
    await holdNight(world, { at });
    const denied = { state: "denied", basis: "explicit", at } as const;
    const [first] = shop;
    if (first) world.customers.set("c0000", { ...first, ...agreesToTexts(0, denied) });
    await holdNight(world, { at: "2026-11-21T05:00:00.000Z" });
    expect((await rowsOf(world)).map(({ customer_id }) => customer_id)).not.toContain("c0000");
    expect(receivedFiles(world, asOf).get("messages.csv")).toContain("c0000,text,first,2026,stopped,no-consent,sms");
  });

  it("has nobody in it who has refused by the time it is published, be it again; and none while it is made anew", async () => {
    const world = worldOf();
    const runId = await holdNight(world, { at });
    const [first] = shop;
    const refusal = { state: "denied", basis: "explicit", at } as const;
    if (first) world.customers.set("c0000", { ...first, ...agreesToTexts(0, refusal) });
    const { publishFile } = world.deps;
    const watched: typeof publishFile = async (...given) => {
      const keys = [...world.marketing.objects.keys()];
      expect(keys).not.toContain(marketingKeys.manifest(asOf));
      if (given[1] === "messages.csv") expect(textOf(world)).toBeUndefined();
      return publishFile(...given);
    };
    Object.assign(world.deps, { publishFile: watched });
    await world.close(runId);
    expect((await rowsOf(world)).map(({ customer_id }) => customer_id)).not.toContain("c0000");
    expect((await rowsOf(world)).length).toBeGreaterThan(1);
    expect(receivedFiles(world, asOf).get("messages.csv")).toContain("c0000,text,first,2026,stopped,no-consent,sms");
  });

  it("does not have again who was erased while the night was not over", async () => {
    const world = worldOf();
    const runId = await holdNight(world, { at });
    await world.deps.saveRunEnd(runId, undefined);
    await sweepOut(world, ["c0000"], at);
    for (const message of world.ledger.values())
      if (message.customerId === "c0000") await world.deps.removeMessage(message);
    world.customers.delete("c0000");
    await world.close(runId);
    expect((await rowsOf(world)).map(({ customer_id }) => customer_id)).not.toContain("c0000");
    expect((await rowsOf(world)).length).toBeGreaterThan(1);
  });

  it("is what one of two workers of a shard left, whole: one that was slow says nothing of the other's", async () => {
    const world = worldOf();
    const slow: (() => Promise<void>)[] = [];
    const save = world.deps.saveOutcomes;
    const plan = await world.plan({ at });
    for (const { name, run } of stepsOf(world, plan)) {
      if (name === "close") for (const write of slow) await write();
      if (!name.startsWith("notify")) await run();
      else {
        const [first] = shop;
        const agreed = world.customers.get("c0000");
        const refusal = { state: "denied", basis: "explicit", at } as const;
        if (first) world.customers.set("c0000", { ...first, ...agreesToTexts(0, refusal) });
        // The slow one writes before the other, and looked while they had refused.
        await run();
        if (agreed) world.customers.set("c0000", agreed);
        const later: typeof save = async (...given) => void slow.push(() => save(...given));
        Object.assign(world.deps, { saveOutcomes: later });
        await run();
        Object.assign(world.deps, { saveOutcomes: save });
      }
    }
    expect(await rowsOf(world)).toHaveLength(claimedIn(world).length);
  });

  it("has nobody in it who unsubscribed before it was published, and tells so", async () => {
    const world = worldOf();
    const runId = await holdNight(world, { at });
    const unsubscribed = new Map([["key-of-c0000", { reason: "unsubscribed", at }]]);
    Object.assign(world.deps, { readSuppressions: async () => unsubscribed });
    await world.close(runId);
    expect(receivedFiles(world, asOf).get("messages.csv")).toContain("c0000,text,first,2026,stopped,suppressed,sms");
  });

  it.each([
    ["sending is switched off", { sending: "off" }, []],
    ["it is for test recipients", { sending: "test", testRecipients: ["c0000@example.com"] }, ["c0000"]],
  ])("has of what was claimed before only whom it may still go to: %s", async (_what, more, left) => {
    const world = worldOf();
    await holdNight(world, { at });
    const changed = JSON.stringify({ ...settings, mail: { ...mail, ...more } });
    Object.assign(world.deps, { readSettings: async () => parseSettings(changed) });
    await holdNight(world, { at: "2026-11-21T05:00:00.000Z" });
    expect((await rowsOf(world)).map(({ customer_id }) => customer_id)).toEqual(left);
  });

  it("keeps what was claimed for it, though its channel has a receiver by now: nobody posts that", async () => {
    const world = worldOf();
    await holdNight(world, { at });
    const text = textOf(world);
    const changed = JSON.stringify({ ...settings, outbox: { sms: { url: "https://sender.example/" } } });
    const posted: unknown[] = [];
    const postEvent = async (event: unknown) => ({ status: posted.push(event) && 204 });
    Object.assign(world.deps, { readSettings: async () => parseSettings(changed), postEvent });
    await holdNight(world, { at: "2026-11-21T05:00:00.000Z" });
    expect([textOf(world), posted]).toEqual([text, []]);
  });

  it("loses who is erased, in marketing's file and in the shards'", async () => {
    const world = worldOf();
    await holdNight(world, { at });
    await sweepOut(world, ["c0000"], "2026-11-21T12:00:00.000Z");
    const all = [...world.data.objects, ...world.marketing.objects].filter(([key]) => /outbox\/|messages\//.test(key));
    expect(all.length).toBeGreaterThan(1);
    for (const [key, bytes] of all) expect([key, Buffer.from(bytes).includes("c0000")]).toEqual([key, false]);
    expect((await rowsOf(world)).length).toBeGreaterThan(1);
  });

  it("lets no text, name or id break a line, a cell or a formula out", async () => {
    const hostile = '=1+1 "{{ shop.name }}",\r\n{{ customer.first_name }}\u0007; STOP';
    const library = libraryWith(textCampaign({ priority: 100 }, hostile));
    const customers = shop.map((customer) => ({
      ...customer,
      customerId: customer.customerId === "c0000" ? "=cmd()" : customer.customerId,
      identities: customer.customerId === "c0000" ? ["csv:=cmd()"] : customer.identities,
    }));
    const world = worldOf({ customers, readCampaignFolder: async () => ({ library, broken: [] }) });
    await holdNight(world, { at });
    const rows = await rowsOf(world);
    const row = rows.find(({ handle }) => handle === numberOf(0));
    expect(row).toMatchObject({ customer_id: "=cmd()", expires: "2026-11-21" });
    expect(row?.text).toBe('=1+1 "Tea & Co",\n; STOP');
    expect(textOf(world)).toMatch(/,'=cmd\(\),.*,"'=1\+1 ""Tea & Co"",\n; STOP",/);
    expect(rows).toHaveLength(claimedIn(world).length);
  });
});

describe("a shard whose worker dies on every try", () => {
  it("leaves nothing in the file, and all that it had claimed once it is tried again", async () => {
    const plain = worldOf();
    await holdNight(plain, { at });
    const world = worldOf();
    const save = world.deps.saveOutcomes;
    const dying: typeof save = async () => {
      throw new Error("the worker died");
    };
    Object.assign(world.deps, { saveOutcomes: dying });
    const plan = await world.plan({ at });
    for (const { name, run } of stepsOf(world, plan)) await run().catch((error: unknown) => failing(name, error));
    expect(await rowsOf(world)).toEqual([]);
    expect(claimedIn(world).length).toBeGreaterThan(2);
    expect(receivedFiles(world, asOf).get("messages.csv")).toContain(
      "c0000,text,first,2026,waiting,post-broke-off,sms",
    );
    Object.assign(world.deps, { saveOutcomes: save });
    for (const shard of plan.shards) await world.notify(plan.runId, shard);
    await world.close(plan.runId, true);
    expect(textOf(world)).toBe(textOf(plain));
  });
});

const failing = (name: string, error: unknown): void => {
  if (!name.startsWith("notify")) throw error;
};
