import { beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import { readParquet } from "../../../shared/adapters/parquet-reader.ts";
import { archivePrefixes } from "../../../shared/model/archive-keys.ts";
import type { Comparison } from "../../../shared/model/comparison.ts";
import type { customerTable } from "../../../shared/model/customer-row.ts";
import { keptFiles } from "../../../shared/model/kept-files.ts";
import { manifestSchema } from "../../../shared/model/manifest.ts";
import { type NightFile, parquetOf } from "../../../shared/night-files/night-file.ts";
import { nightFileOf, nightFileRegister } from "../../../shared/night-files/register.ts";
import type { FileStore } from "../../../shared/ports/files.ts";
import { decodeHashIndex, mayHoldAny } from "../../../shared/stats/hash-index.ts";
import { stringHash } from "../../../shared/stats/string-hash.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld } from "../../support/night-world.ts";
import { sweepOut } from "../../support/sweep-now.ts";
import { byText, withTexts } from "../../support/text-campaign.ts";

const asOf = "2026-11-20";
const later = "2026-11-22T00:00:00.000Z";
/** Ids that stand in no hash and in no word. */
const shop = smallShop(300, asOf).map((customer, index) => ({
  ...byText(customer, index),
  customerId: `Person!${index}!`,
  profile: { ...customer.profile, email: `person!${index}!@example.com` },
}));
const compared: Comparison = {
  sources: [
    {
      ...{ source: "woocommerce", newsRead: true, read: 1, queued: 1, erased: 0, days: [], differing: 1 },
      differences: [{ orderId: "7", kind: "missing", day: asOf, shopMinor: 4200, rouseMinor: 0 }],
    },
  ],
};
const entries = Object.entries<NightFile>(nightFileRegister);

/** Two nights of three shards each, the second of which writes to customers and tells marketing. */
const heldWorld = async (): Promise<NightWorld> => {
  const settings = {
    shop: { postalAddress: "1 Main St" },
    mail: { sending: "on" },
    notices: { recipients: ["marketing@example.com"] },
  };
  const world = nightWorld({
    ...{ customers: shop, counted: 50_000, settings, compared, readCampaignFolder: withTexts },
    joins: { shardsPerGroup: 2, wholeBytes: 20_000 },
  });
  await holdNight(world, { at: "2026-11-20T03:30:00.000Z" });
  await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  return world;
};

const textOf = async (bytes: Uint8Array, { content }: NightFile): Promise<string> => {
  if (content.format !== "parquet") return Buffer.from(bytes).toString("utf8");
  const rows = [];
  for await (const batch of readParquet(content.table, bytes)) rows.push(...batch);
  return JSON.stringify(rows);
};

type Buckets = Pick<NightWorld, "data" | "marketing">;
const copyOf = ({ data, marketing }: Buckets) => ({
  data: fakeFiles(data.objects),
  marketing: fakeFiles(marketing.objects),
});

const textsOf = async (world: Buckets): Promise<{ key: string; file: NightFile; text: string }[]> => {
  const texts = [];
  for (const [key, bytes] of [...world.data.objects, ...world.marketing.objects]) {
    const file = nightFileOf(key);
    if (file === undefined) throw new Error(`the register does not know ${key}`);
    texts.push({ key, file, text: await textOf(bytes, file) });
  }
  return texts;
};

let world: NightWorld;
beforeAll(async () => {
  world = await heldWorld();
});

describe("the register of a night's files", () => {
  test("knows every file that a night writes, once, and names none that is never written", () => {
    const keys = [...world.data.objects.keys(), ...world.marketing.objects.keys()];
    const byKey = keys.map((key) => [key, entries.filter(([, { key: of }]) => of.matches(key)).map(([name]) => name)]);
    expect(byKey.filter(([, names]) => names?.length !== 1)).toEqual([]);
    expect([...new Set(byKey.flatMap(([, names]) => names))].sort()).toEqual(entries.map(([name]) => name).sort());
  });

  test("says truly what is in each of them", async () => {
    for (const { key, file, text } of await textsOf(world)) {
      if (file.content.format === "json")
        expect([key, file.content.schema.safeParse(JSON.parse(text)).success]).toEqual([key, true]);
      if (file.content.format === "csv" && !/\/(parts|joined)\//.test(key))
        expect([key, text.split("\r\n")[0]]).toEqual([key, `\uFEFF${file.content.columns.join(",")}`]);
    }
  });

  test("says of none that names a person that nobody is in it", async () => {
    const naming = (await textsOf(world)).filter(({ text }) => /person!\d/i.test(text));
    expect(naming.filter(({ file }) => file.erasure.how === "nobody").map(({ key }) => key)).toEqual([]);
    expect(new Set(naming.map(({ file }) => file.erasure.how))).toEqual(new Set(["rows", "list", "whole"]));
  });

  test("keeps each file where a rule of its bucket takes it away in time, but for the pointer", () => {
    for (const [name, { key, kept }] of entries) {
      expect([name, kept !== undefined && key.template.startsWith(keptFiles[kept].prefix)]).toEqual([
        name,
        name !== "latest",
      ]);
    }
  });

  test("lets no table with a customer's id or address pass for one with nobody in it", () => {
    expectTypeOf(parquetOf<typeof customerTable.row>)
      .parameter(1)
      .not.toExtend<{ how: "nobody" }>();
  });
});

describe("erasure by the register", () => {
  const erased = ["Person!7!"];

  test("leaves nothing of the person in any file, and everybody else where they were", async () => {
    const { marketing, data } = copyOf(world);
    const before = await textsOf(world);
    expect(await sweepOut({ marketing, data }, erased, later)).toMatchObject({ done: 1, left: 0 });
    await data.remove(await keysUnder(data, archivePrefixes.sweeps));
    const after = await textsOf({ marketing, data });
    expect(before.filter(({ text }) => text.includes("Person!7!")).length).toBeGreaterThan(8);
    expect(after.filter(({ text }) => /person!7!/i.test(text)).map(({ key }) => key)).toEqual([]);
    const others = (texts: typeof before) =>
      texts
        .filter(({ file, text }) => file.erasure.how !== "whole" && text.includes("Person!8!"))
        .map(({ key }) => key);
    expect(others(after)).toEqual(others(before));
    const manifest = manifestSchema.parse(
      JSON.parse(after.find(({ key }) => key.endsWith(`${asOf}/manifest.json`))?.text ?? ""),
    );
    expect(manifest.files.find(({ path }) => path === "customers.parquet")?.rows).toBe(shop.length - 1);
  });

  test("makes the index of ids again without the person, also where an erasure had broken off before it", async () => {
    const { marketing, data } = copyOf(world);
    const indexes = () =>
      [...data.objects]
        .filter(([key]) => key.includes("/ids/"))
        .map(([key, bytes]) => [key, decodeHashIndex(bytes)] as const);
    const holding = (id: string) =>
      indexes()
        .filter(([, index]) => index && mayHoldAny(index, [stringHash(id)]))
        .map(([key]) => key);
    const [before, others] = [holding("Person!7!"), holding("Person!8!")];
    expect(before).toHaveLength(2);
    const breaking: FileStore = {
      ...data,
      replace: async (key, ...rest) => {
        if (key.includes("/ids/")) throw new Error("crash");
        return data.replace(key, ...rest);
      },
    };
    await expect(sweepOut({ marketing, data: breaking }, erased, later)).rejects.toThrow("crash");
    expect(holding("Person!7!")).toEqual(before);
    await sweepOut({ marketing, data }, erased, later);
    expect(holding("Person!7!")).toEqual([]);
    expect(holding("Person!8!")).toEqual(others);
    expect(indexes()).toHaveLength(6);
  });

  test("tells of a file that it does not know or cannot read, and erases from all others first", async () => {
    const { marketing, data } = copyOf(world);
    const strange = [
      `nightly/dt=${asOf}/favourites.csv`,
      `nightly/dt=${asOf}/messages.csv`,
      `nightly/dt=${asOf}/customers.parquet`,
      `work/run=${asOf}-1/candidates/00000.json`,
      `work/run=${asOf}-1/letters/00000.json`,
      "work/scratch/notes.json",
    ];
    const storeOf = (key: string): FileStore => (key.startsWith("work/") ? data : marketing);
    for (const key of strange) await storeOf(key).write(key, await strangeBytes(key));
    // An import's mark is no night's file, and tells of nobody.
    await data.write("work/import.json", JSON.stringify({ startedAt: later, wroteAt: later }));
    const failure = await sweepOut({ marketing, data }, erased, later).catch((error: unknown) => String(error));
    expect(strange.filter((key) => !String(failure).includes(key))).toEqual([]);
    expect(failure).toContain(`${strange.length} files`);
    const csv = Buffer.from((await marketing.read(`nightly/dt=${asOf}/customers.csv`)) ?? []).toString();
    expect([csv.includes("Person!7!"), csv.includes("Person!8!")]).toEqual([false, true]);
  });
});

const keysUnder = async (files: FileStore, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const key of files.list(prefix)) keys.push(key);
  return keys;
};

/** As another version might have written it: other columns, another shape. */
const strangeBytes = async (key: string): Promise<Uint8Array | string> => {
  if (key.endsWith(".csv")) return "\uFEFFwho,what\r\nPerson!7!,bought\r\n";
  if (key.endsWith(".json")) return '{"Person!7!":true}';
  return (await world.data.read(`work/run=${asOf}-1/summaries/00001.parquet`)) ?? "";
};
