import { expect, test } from "vitest";
import {
  type ClusterFacts,
  ClusterSample,
  clusterSampleFileSchema,
  LARGEST_SAMPLE,
  levelToBegin,
} from "../../../../shared/scoring/clusters/cluster-sample.ts";
import { VarintWriter } from "../../../../shared/stats/varint.ts";

const facts: ClusterFacts = { daysSilent: 12, repeats: 2, recencyDays: 90, netMinor: 5000 };
const sampleOf = (rows: readonly (readonly [id: string, facts: ClusterFacts])[]): ClusterSample => {
  const sample = new ClusterSample();
  for (const [id, one] of rows) sample.add(id, one);
  return sample;
};

test("a sample comes in the order of its own values, whatever the order that customers came in", () => {
  const rows = [
    { ...facts, repeats: 1 },
    { ...facts, daysSilent: 3 },
    { ...facts, recencyDays: 20 },
    { ...facts, netMinor: 4999 },
    facts,
  ];
  const known = rows.map((one, i) => [`c${i}`, one] as const);
  const inOrder = [rows[0], rows[1], rows[2], rows[3], rows[4]];
  for (const sample of [sampleOf(known), sampleOf(known.toReversed())])
    expect(
      sample
        .toFacts()
        .map(({ daysSilent, repeats, recencyDays, netMinor }) => ({ daysSilent, repeats, recencyDays, netMinor })),
    ).toEqual(inOrder);
});

test("the file of a sample is the same whatever the order that customers came in who differ in their ids alone", () => {
  const known = Array.from({ length: 40 }, (_, i) => [`c${i}`, facts] as const);
  expect(sampleOf(known).toFile()).toEqual(sampleOf(known.toReversed()).toFile());
});

test("a sample's level ends at all 32 bits of the hash: what is left then stays, however many", () => {
  const writer = new VarintWriter();
  for (let i = 0; i <= LARGEST_SAMPLE; i++) {
    for (const value of [32, 12, 2, 90]) writer.unsigned(value);
    writer.signed(5000);
  }
  const sample = new ClusterSample();
  sample.merge({ level: 31, rows: Buffer.from(writer.toBytes()).toString("base64") });
  expect(sample.toFile().level).toBe(32);
  expect(sample.toFacts().length).toBe(LARGEST_SAMPLE + 1);
});

test("a sample's file has a level from 0 to 32", () => {
  for (const level of [0, 7, 32])
    expect(clusterSampleFileSchema.parse({ level, rows: "" })).toEqual({ level, rows: "" });
  for (const level of [-1, 33, 1.5]) expect(() => clusterSampleFileSchema.parse({ level, rows: "" })).toThrow();
  expect(() => clusterSampleFileSchema.parse({ rows: "" })).toThrow();
});

test("a shard of a large shop leaves out at once what the merged sample leaves out, and it is the same sample", () => {
  expect([0, 1, 20_000, 320_000, 640_000, 10_000_000].map(levelToBegin)).toEqual([0, 0, 0, 0, 1, 4]);
  const shards = 8;
  const customers = 1_300_000;
  const mergedFrom = (level: number) => {
    const merged = new ClusterSample();
    for (let shard = 0; shard < shards; shard++) {
      const sample = new ClusterSample(level);
      for (let at = shard; at < customers; at += shards)
        sample.add(`csv:${at}`, { daysSilent: at % 90, repeats: at % 7, recencyDays: at % 365, netMinor: at });
      merged.merge(sample.toFile());
    }
    return merged.toFile();
  };
  expect(levelToBegin(customers)).toBe(2);
  expect(mergedFrom(2)).toEqual(mergedFrom(0));
});
