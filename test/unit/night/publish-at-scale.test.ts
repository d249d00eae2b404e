import { beforeAll, describe, expect, test } from "vitest";
import { joinsOf } from "../../../shared/model/joins.ts";
import { type PublishWork, publishAtScale, type ScoredShard, scoreOneShard } from "../../support/publish-at-scale.ts";
import type { Traffic } from "../../support/sized-files.ts";

const MIB = 1024 * 1024;
const through = ({ bytesIn, bytesOut }: Traffic) => bytesIn + bytesOut;
const largest = ({ files }: PublishWork) => Math.max(...files.map(({ bytes }) => bytes));

describe("publishing a shop of many shards", () => {
  let scored: ScoredShard;
  let [once, twice]: PublishWork[] = [];
  beforeAll(async () => {
    scored = await scoreOneShard(1_500);
    // So few customers a shard make small files: what goes whole is made smaller by as much.
    const work = (shards: number) => {
      const joins = joinsOf(shards);
      if (joins === undefined) throw new RangeError(`${shards} shards are not joined in groups`);
      return publishAtScale(scored, shards, { ...joins, wholeBytes: 5 * MIB });
    };
    once = await work(800);
    twice = await work(1_600);
  });

  test("has as many groups however many customers there are, and a worker of each takes its share", () => {
    expect([once?.groups, twice?.groups]).toEqual([32, 32]);
    if (!once || !twice) return expect.unreachable();
    expect(through(twice.joinWorker) / through(once.joinWorker)).toBeCloseTo(2, 1);
    expect(twice.joinWorker.gets / once.joinWorker.gets).toBeCloseTo(2, 1);
  });

  test("carries in publish what the number of groups comes to, and not more with twice the customers", () => {
    if (!once || !twice) return expect.unreachable();
    expect(largest(twice)).toBeGreaterThan(300 * MIB);
    for (const work of [once, twice]) {
      const inParts = work.files.filter((file) => "parts" in file);
      const whole = work.files.filter((file) => "sha256" in file).reduce((sum, { bytes }) => sum + bytes, 0);
      expect(through(work.publish)).toBeLessThan(2 * (whole + inParts.length * work.groups * 10 * MIB));
      expect(Math.max(...inParts.map((file) => file.parts.length))).toBeLessThanOrEqual(work.groups + 2);
    }
    expect(twice.publish.bytesCopied).toBeGreaterThan(1.7 * once.publish.bytesCopied);
    expect(twice.publish.gets).toBeLessThan(1.2 * once.publish.gets);
  });

  test("tells of all of its files in a manifest of a sensible size", () => {
    expect(JSON.stringify(twice?.files, null, 2).length).toBeLessThan(250_000);
  });
});
