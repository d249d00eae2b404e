import * as z from "zod";
import { stringHash } from "../../stats/string-hash.ts";
import { VarintReader, VarintWriter } from "../../stats/varint.ts";
import type { PurchaseSummary } from "../summaries/purchase-summary.ts";

/** Most customers in the sample: k-means over ten thousand takes a tenth of a second, and more find the same groups. */
export const LARGEST_SAMPLE = 10_000;

/** A shard keeps this many bits more than its shop is expected to need: should there be 32 times fewer customers, the sample is still the same. */
const SPARE_BITS = 5;

/** The level at which a shard of a shop of about so many customers may begin: what it leaves out, the merged sample would leave out as well. */
export const levelToBegin = (customers: number): number =>
  Math.max(0, Math.floor(Math.log2(Math.max(1, customers) / LARGEST_SAMPLE)) - SPARE_BITS);

/** What clusters are found from: spans in days, money in minor units. */
export type ClusterFacts = Pick<PurchaseSummary, "daysSilent" | "repeats" | "recencyDays" | "netMinor">;

type Sampled = ClusterFacts & {
  /** Leading zero bits of the hash of the customer's id: one customer in 2^n has n or more. */
  readonly depth: number;
};

/**
 * A sample of customers that a hash of their ids chooses: all whose hash starts with `level` zero bits, at the least level
 * that leaves at most `LARGEST_SAMPLE`. So it is the same whatever the order and the shards, nearly the same the night
 * after, and a sample of a sample needs no id: five numbers a customer are kept. Not a value: `add` changes it.
 */
export class ClusterSample {
  #level: number;
  #rows: Sampled[] = [];

  constructor(level = 0) {
    this.#level = level;
  }

  add(customerId: string, facts: ClusterFacts): void {
    const depth = Math.clz32(stringHash(customerId));
    const { daysSilent, repeats, recencyDays, netMinor } = facts;
    if (depth >= this.#level) this.#keep({ depth, daysSilent, repeats, recencyDays, netMinor });
  }

  merge({ level, rows }: ClusterSampleFile): void {
    this.#raiseTo(Math.max(level, this.#level));
    const reader = new VarintReader(Buffer.from(rows, "base64"));
    while (!reader.done) {
      const depth = reader.unsigned();
      const row = {
        depth,
        daysSilent: reader.unsigned(),
        repeats: reader.unsigned(),
        recencyDays: reader.unsigned(),
        netMinor: reader.signed(),
      };
      if (depth >= this.#level) this.#keep(row);
    }
  }

  toFile(): ClusterSampleFile {
    const writer = new VarintWriter();
    for (const { depth, daysSilent, repeats, recencyDays, netMinor } of this.#sorted()) {
      for (const value of [depth, daysSilent, repeats, recencyDays]) writer.unsigned(value);
      writer.signed(netMinor);
    }
    return { level: this.#level, rows: Buffer.from(writer.toBytes()).toString("base64") };
  }

  /** One customer in so many is here. */
  get oneIn(): number {
    return 2 ** this.#level;
  }

  /** In an order of their own values, so that sums over them come out the same to the last bit. */
  toFacts(): readonly ClusterFacts[] {
    return this.#sorted();
  }

  #keep(row: Sampled): void {
    this.#rows.push(row);
    while (this.#rows.length > LARGEST_SAMPLE && this.#level < 32) this.#raiseTo(this.#level + 1);
  }

  #raiseTo(level: number): void {
    this.#level = level;
    this.#rows = this.#rows.filter(({ depth }) => depth >= level);
  }

  #sorted(): Sampled[] {
    return [...this.#rows].sort(
      (a, b) =>
        a.repeats - b.repeats ||
        a.daysSilent - b.daysSilent ||
        a.recencyDays - b.recencyDays ||
        a.netMinor - b.netMinor ||
        a.depth - b.depth,
    );
  }
}

/** Part of `aggregates/<shard>.json`: base64 of five variable-length integers a customer, about ten bytes. */
export const clusterSampleFileSchema = z.object({ level: z.int().min(0).max(32), rows: z.base64() });
export type ClusterSampleFile = z.infer<typeof clusterSampleFileSchema>;
