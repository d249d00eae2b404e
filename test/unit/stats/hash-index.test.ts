import { describe, expect, test } from "vitest";
import { decodeHashIndex, encodeHashIndex, hashIndexOf, mayHoldAny } from "../../../shared/stats/hash-index.ts";
import { seededRandom } from "../../../shared/stats/random.ts";
import { stringHash } from "../../../shared/stats/string-hash.ts";

const texts = (count: number, seed: number): string[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random().toString(36));
};
const holds = (index: Uint32Array, text: string): boolean => mayHoldAny(index, [stringHash(text)]);

describe("an index of hashes", () => {
  test("finds every text that is in it, in whatever order they came", () => {
    const known = texts(2_000, 1);
    const index = hashIndexOf(known);
    expect(known.filter((text) => !holds(index, text))).toEqual([]);
    expect(hashIndexOf(known.toReversed())).toEqual(index);
  });

  test("takes next to no stranger for one of them", () => {
    const index = hashIndexOf(texts(20_000, 1));
    expect(texts(50_000, 2).filter((text) => holds(index, text)).length).toBeLessThan(5);
  });

  test("holds nobody when it is empty, and any when one of them is there", () => {
    expect(holds(hashIndexOf([]), "a")).toBe(false);
    const index = hashIndexOf(["a", "b"]);
    expect(mayHoldAny(index, ["x", "b"].map(stringHash))).toBe(true);
    expect(mayHoldAny(index, [])).toBe(false);
  });

  test("is four bytes a text, least significant first, and the same again", () => {
    const index = hashIndexOf(texts(300, 3));
    const bytes = encodeHashIndex(index);
    expect(bytes.byteLength).toBe(1_200);
    expect(Buffer.from(bytes).readUInt32LE(0)).toBe(index[0]);
    const within = new Uint8Array(1_203);
    within.set(bytes, 3);
    expect(decodeHashIndex(within.subarray(3))).toEqual(index);
    expect(decodeHashIndex(bytes.subarray(1))).toBeUndefined();
  });
});
