import { createHash } from "node:crypto";

/** Into how many parts keys are spread by their hash: a segment of a scan is whole ones of them. */
export const HASH_PARTS = 4096;

/**
 * Where a key stands in a scan of a table, as the embedded engine has it: six hexadecimal figures of a hash, then the key. DynamoDB's own
 * order is nobody's to know; this one is kept so that one process shards a shop, and adds up its numbers, as the embedded system does.
 */
export const scanKeyOf = (key: string): string => {
  const bytes = Buffer.from(key, "utf8");
  const hash = createHash("md5").update("Outliers").update(bytes).digest("hex").slice(0, 6);
  return `${hash}/${bytes.toString("hex")}`;
};

/** One segment of this many is counted to estimate the whole: by it both places choose a night's shards. */
export const SAMPLED_SEGMENTS = 16;

/** The part of all keys that a key is in, 0 to 4095. */
export const hashPartOf = (scanKey: string): number => Number.parseInt(scanKey.slice(0, 3), 16);

/** The first part of a segment of a scan: it ends where the next one begins. */
export const firstPartOf = (segment: number, segments: number): number => Math.ceil((HASH_PARTS * segment) / segments);
