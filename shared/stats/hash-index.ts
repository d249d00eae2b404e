import { stringHash } from "./string-hash.ts";

/**
 * Rising hashes of texts, four bytes each, by which who is surely not among them is known without the texts. Of n texts, a stranger
 * passes for one of them with a chance of n in 2^32: one in 200,000 for 20,000 texts.
 */
export type HashIndex = Uint32Array;

export const hashIndexOf = (texts: Iterable<string>): HashIndex => Uint32Array.from(texts, stringHash).sort();

/** Whether any of the texts whose hashes these are may be in an index. O(k log n). */
export const mayHoldAny = (index: HashIndex, hashes: Iterable<number>): boolean => {
  for (const hash of hashes) if (index[firstAtLeast(index, hash)] === hash) return true;
  return false;
};

const firstAtLeast = (rising: HashIndex, wanted: number): number => {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
};

const BYTES = 4;

/** The same bytes on every machine: least significant first. */
export const encodeHashIndex = (index: HashIndex): Uint8Array => {
  const bytes = new DataView(new ArrayBuffer(index.length * BYTES));
  for (const [at, hash] of index.entries()) bytes.setUint32(at * BYTES, hash, true);
  return new Uint8Array(bytes.buffer);
};

/** Undefined for what is no index: a part of one, say. */
export const decodeHashIndex = (bytes: Uint8Array): HashIndex | undefined => {
  if (bytes.byteLength % BYTES !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.byteLength / BYTES }, (_, at) => view.getUint32(at * BYTES, true));
};
