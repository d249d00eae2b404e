import { beforeAll, describe, expect, test } from "vitest";
import { nightFileErasure } from "../../../shared/adapters/erase-from-night-file.ts";
import { seenKey } from "../../../shared/adapters/files-seen.ts";
import { measureOf } from "../../../shared/adapters/measure-bytes.ts";
import { archivePrefixes } from "../../../shared/model/archive-keys.ts";
import { marketingKeys } from "../../../shared/model/night.ts";
import { nightFileOf } from "../../../shared/night-files/register.ts";
import type { FileStore } from "../../../shared/ports/files.ts";
import { decodeHashIndex, hashIndexOf } from "../../../shared/stats/hash-index.ts";
import { soughtBy } from "../../../shared/sweeping/sought.ts";
import { expectManifestTrue, textOfFile } from "../../support/expect-files-true.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld } from "../../support/night-world.ts";
import { hash } from "../../support/recording-deps.ts";
import { sweepOut, sweepOutAll } from "../../support/sweep-now.ts";
import { readWhile } from "../../support/watched-files.ts";

const asOf = "2026-11-20";
const later = "2026-11-22T12:00:00.000Z";
/** Everybody has an address that tells nothing of the id. */
const customers = smallShop(400, asOf).map((customer, at) => ({
  ...customer,
  customerId: `Person!${at}!`,
  profile: { ...customer.profile, email: `buyer+${at}@example.com` },
}));

let world: NightWorld;
beforeAll(async () => {
  world = nightWorld({ customers, counted: 140_000, joins: { shardsPerGroup: 3, wholeBytes: 20_000 } });
  await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
});

const bucketsOf = ({ marketing, data }: Pick<NightWorld, "marketing" | "data">) => ({
  marketing: fakeFiles(marketing.objects),
  data: fakeFiles(data.objects),
});
type Night = ReturnType<typeof bucketsOf>;

/** A night that one sweep has gone through, for somebody. */
const sweptNight = async (moreThanBytes?: number): Promise<Night> => {
  const night = bucketsOf(world);
  await sweepOut(sized(night, moreThanBytes), ["Person!0!"], later);
  return night;
};
const sized = (night: Night, moreThanBytes: number | undefined) => ({
  ...night,
  ...(moreThanBytes !== undefined && { moreThanBytes }),
});

const holdersOf = async ({ marketing, data }: Night, text: string): Promise<string[]> => {
  const holders: string[] = [];
  for (const [key, bytes] of [...marketing.objects, ...data.objects])
    if (nightFileOf(key) && (await textOfFile(key, bytes)).includes(text)) holders.push(key);
  return holders.sort();
};

describe("a night that a sweep has gone through", () => {
  test("is read again where it holds somebody, and nowhere else", async () => {
    const night = await sweptNight();
    const holders = await holdersOf(night, "Person!7!");
    expect(holders.length).toBeGreaterThan(5);
    const files = [...night.marketing.objects, ...night.data.objects].filter(
      ([key]) => nightFileOf(key)?.erasure.how === "rows",
    );
    expect(files.length).toBeGreaterThan(holders.length * 2);
    const read = await readWhile(night, (buckets) => sweepOut(buckets, ["Person!7!"], later));
    expect([...read.keys()].sort()).toEqual(holders);
    expect(await holdersOf(night, "Person!7!")).toEqual([]);
    await expectManifestTrue(night.marketing, asOf);
    expect(await readWhile(night, (buckets) => sweepOut(buckets, ["Person!7!", "Nobody!1!"], later))).toEqual(
      new Map(),
    );
  });

  test("is read in those parts of its large files that hold somebody", async () => {
    const night = await sweptNight(0);
    const key = marketingKeys.customers(asOf);
    const size = night.marketing.objects.get(key)?.byteLength ?? 0;
    const read = await readWhile(night, (buckets) => sweepOut({ ...buckets, moreThanBytes: 0 }, ["Person!7!"], later));
    expect(read.get(key)).toBeLessThan(size / 2);
    await expectManifestTrue(night.marketing, asOf);
  });

  test.each([
    ["an id", { customerIds: ["Person!7!"], identities: [] }, "Person!7!"],
    [
      "an address, however it is written",
      { customerIds: [], identities: [`email:${hash("buyer+7@example.com")}`] },
      "buyer+7@",
    ],
  ])("holds nobody any more who is known by %s", async (_how, who, text) => {
    const night = await sweptNight();
    const expected = bucketsOf(world);
    await sweepOut(expected, ["Person!0!"], later);
    for (const key of expected.data.objects.keys())
      if (key.startsWith(archivePrefixes.sweepsSeen)) await expected.data.remove([key]);
    await sweepOutAll(expected, who, later);
    await sweepOutAll(night, who, later);
    expect(await holdersOf(night, text)).toEqual([]);
    const textsOf = ({ marketing, data }: Night) =>
      [...marketing.objects, ...data.objects].filter(([key]) => nightFileOf(key)).sort(([a], [b]) => (a < b ? -1 : 1));
    expect(textsOf(night)).toEqual(textsOf(expected));
  });

  test("is gone through for everybody of a source, who are known by no name", async () => {
    const night = await sweptNight();
    const read = await readWhile(night, (buckets) =>
      sweepOutAll(buckets, { customerIds: [], identities: [], source: "shopify" }, later),
    );
    expect(read.has(marketingKeys.customers(asOf))).toBe(true);
  });

  test.each([0, undefined])(
    "is read where a file was written anew since, of the same length even (large from %s bytes)",
    async (moreThanBytes) => {
      const night = await sweptNight(moreThanBytes);
      const key = marketingKeys.customers(asOf);
      const text = Buffer.from(night.marketing.objects.get(key) ?? []).toString();
      const ids = text.match(/Person!\d+!/g) ?? [];
      const [first = "", last = ""] = [ids.at(0), ids.at(-1)];
      // Somebody who was seen nowhere stands in one part of the file now, and who is looked for too in another.
      const stranger = first.replace("Person", "Nosrep");
      await night.marketing.write(key, text.replaceAll(first, stranger));
      await sweepOut(sized(night, moreThanBytes), [stranger, last], later);
      expect(await holdersOf(night, stranger)).toEqual([]);
      expect(await holdersOf(night, last)).toEqual([]);
    },
  );

  test.each([
    ["is cut off", (bytes: Uint8Array) => bytes.subarray(0, bytes.byteLength - 4)],
    ["is empty", () => new Uint8Array()],
    [
      "was noted by a version that read names in another way, and found none",
      (bytes: Uint8Array) => {
        const [line = ""] = Buffer.from(bytes).toString("latin1").split("\n", 1);
        const { parts, ...head } = JSON.parse(line);
        const noNames = parts.map((part: object) => ({ ...part, names: 0 }));
        return Buffer.from(`${JSON.stringify({ ...head, naming: 0, parts: noNames })}\n`);
      },
    ],
    ["is of another kind", () => Buffer.from('{"version":1}\n')],
  ])("is read where what was noted of a file %s", async (_how, broken) => {
    const night = await sweptNight();
    const key = seenKey(marketingKeys.customers(asOf));
    await night.data.write(key, broken(night.data.objects.get(key) ?? new Uint8Array()));
    await sweepOut(night, ["Person!7!"], later);
    expect(await holdersOf(night, "Person!7!")).toEqual([]);
  });

  test("is read where a sweep died between a file and its manifest", async () => {
    const night = await sweptNight();
    const marketing: FileStore = {
      ...night.marketing,
      replace: async (key, ...rest) => {
        if (key.endsWith("manifest.json")) throw new Error("died");
        return night.marketing.replace(key, ...rest);
      },
    };
    await expect(sweepOut({ ...night, marketing }, ["Person!7!"], later)).rejects.toThrow("died");
    await sweepOut(night, ["Person!7!"], later);
    expect(await holdersOf(night, "Person!7!")).toEqual([]);
    await expectManifestTrue(night.marketing, asOf);
  });

  test("has a true manifest again where a night at work told after a sweep what a file had been before it", async () => {
    const night = await sweptNight();
    const manifestKey = marketingKeys.manifest(asOf);
    const told = night.marketing.objects.get(manifestKey) ?? new Uint8Array();
    await sweepOut(night, ["Person!7!"], later);
    await night.marketing.write(manifestKey, told);
    await sweepOut(night, ["Person!7!"], later);
    await expectManifestTrue(night.marketing, asOf);
  });

  test("has a true manifest where the last part of a table is not its footer alone", async () => {
    const night = bucketsOf(world);
    const manifestKey = marketingKeys.manifest(asOf);
    const manifest = JSON.parse(Buffer.from(night.marketing.objects.get(manifestKey) ?? []).toString());
    const file = manifest.files.find(({ path }: { path: string }) => path === "customers.parquet");
    const [pages, footer] = file.parts.splice(-2);
    file.parts.push({ ...pages, bytes: pages.bytes + footer.bytes });
    await night.marketing.write(manifestKey, JSON.stringify(manifest));
    await sweepOut(sized(night, 0), ["Person!0!"], later);
    for (const { customerId } of customers.slice(1, 12)) {
      await sweepOut(sized(night, 0), [customerId], later);
      await expectManifestTrue(night.marketing, asOf);
    }
  });

  test("is read once where its manifest tells of the same files in other parts, and not again", async () => {
    const night = await sweptNight(0);
    const manifestKey = marketingKeys.manifest(asOf);
    const manifest = JSON.parse(Buffer.from(night.marketing.objects.get(manifestKey) ?? []).toString());
    const file = manifest.files.find(({ path }: { path: string }) => path === "customers.csv");
    const bytes = night.marketing.objects.get(marketingKeys.customers(asOf)) ?? new Uint8Array();
    const start = file.parts[0].bytes;
    file.parts = [measureOf(bytes.subarray(0, start)), measureOf(bytes.subarray(start))];
    await night.marketing.write(manifestKey, JSON.stringify(manifest));
    const sweep = () => readWhile(night, (buckets) => sweepOut({ ...buckets, moreThanBytes: 0 }, ["Nobody!1!"], later));
    expect([...(await sweep()).keys()]).toEqual([marketingKeys.customers(asOf)]);
    expect([...(await sweep()).keys()]).toEqual([]);
  });

  test("has nothing noted of a file any more that was taken away, and somebody is looked for", async () => {
    const night = await sweptNight();
    const key = marketingKeys.segment(asOf, "lost");
    expect(night.data.objects.has(seenKey(key))).toBe(true);
    await night.marketing.remove([key]);
    await sweepOut(night, ["Person!7!"], later);
    expect(night.data.objects.has(seenKey(key))).toBe(false);
    expect(night.data.objects.has(seenKey(marketingKeys.customers(asOf)))).toBe(true);
  });

  test("has nothing noted of its files any more when they are gone, and somebody is looked for", async () => {
    const night = await sweptNight();
    const noted = () => [...night.data.objects.keys()].filter((key) => key.startsWith(archivePrefixes.sweepsSeen));
    expect(noted().filter((key) => key.includes("/work/")).length).toBeGreaterThan(5);
    await night.data.remove([...night.data.objects.keys()].filter((key) => key.startsWith("work/run=")));
    await sweepOut(night, ["Person!7!"], later);
    expect(noted().filter((key) => key.includes("/work/"))).toEqual([]);
    expect(noted().length).toBeGreaterThan(5);
  });

  test("counts the ids of a shard right when two are taken out of it side by side", async () => {
    const night = await sweptNight();
    const key = [...night.data.objects.keys()].find((one) => /^work\/run=[^/]+\/rows\//.test(one)) ?? "";
    const ids = (await textOfFile(key, night.data.objects.get(key) ?? new Uint8Array())).match(/Person!\d+!/g) ?? [];
    const [first = "", second = ""] = ids;
    const erase = (files: FileStore, id: string) =>
      nightFileErasure(night.marketing, files, 1e9)(key, soughtBy([{ customerIds: [id], identities: [] }], hash));
    // The first has read the rows for the index, and the second is faster.
    let reads = 0;
    const data: FileStore = {
      ...night.data,
      read: async (asked) => {
        const bytes = await night.data.read(asked);
        if (asked === key && reads++ === 0) await erase(night.data, second);
        return bytes;
      },
    };
    expect(await erase(data, first)).toEqual({ rows: 1 });
    expect(reads).toBeGreaterThan(0);
    const index = night.data.objects.get(key.replace("/rows/", "/ids/").replace(".parquet", ".bin"));
    expect(decodeHashIndex(index ?? new Uint8Array())).toEqual(hashIndexOf(ids.slice(2)));
  });

  test("names nobody in what is noted of it", async () => {
    const night = await sweptNight();
    const noted = [...night.data.objects].filter(([key]) => key.startsWith(archivePrefixes.sweepsSeen));
    expect(noted.filter(([key]) => key.includes("/rows/")).length).toBeGreaterThan(5);
    for (const [, bytes] of noted) expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/Person|buyer/);
  });
});
