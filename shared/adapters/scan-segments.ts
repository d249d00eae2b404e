import { hash } from "node:crypto";

/** Into how many parts keys are spread by their hash: a segment of a scan is whole ones of them. */
export const HASH_PARTS = 4096;

/**
 * Where a key stands in a scan of a table, as the embedded engine has it: six hexadecimal figures of a hash, then the key. DynamoDB's own
 * order is nobody's to know; this one is kept so that one process shards a shop, and adds up its numbers, as the embedded system does.
 */
export const scanKeyOf = (key: string): string => {
  const part = hash("md5", `Outliers${key}`, "hex").slice(0, 6);
  return `${part}/${Buffer.from(key, "utf8").toString("hex")}`;
};

/** One segment of so many is counted to estimate the whole, the smallest first; the last whatever it holds. */
const SAMPLED_SEGMENTS = [4096, 512, 64, 16] as const;
/** A sample of so many is within 2 % of the truth 19 times in 20, and that is more than shards need. */
const ENOUGH_COUNTED = 10_000;

/**
 * About how many keys there are, by counting one segment of a scan: keys are spread by hash, so it is a fair sample. The segment grows until
 * enough are in it, so no more than 250,000 are ever counted below a thousand million keys: by it both places choose a night's shards.
 */
export const countBySample = async (
  countSegment: (segment: number, segments: number) => Promise<number>,
): Promise<number> => {
  let [counted, segments] = [0, 1];
  for (segments of SAMPLED_SEGMENTS) {
    counted = await countSegment(0, segments);
    if (counted >= ENOUGH_COUNTED) break;
  }
  return counted * segments;
};

/** The part of all keys that a key is in, 0 to 4095. */
export const hashPartOf = (scanKey: string): number => Number.parseInt(scanKey.slice(0, 3), 16);

/** The least key that a part can have; of the one beyond the last, a key above all. */
export const leastKeyOf = (part: number): string => (part < HASH_PARTS ? part.toString(16).padStart(3, "0") : "g");

/** The first part of a segment of a scan: it ends where the next one begins. */
export const firstPartOf = (segment: number, segments: number): number => Math.ceil((HASH_PARTS * segment) / segments);
