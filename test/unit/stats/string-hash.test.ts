import { expect, test } from "vitest";
import { stringHash } from "../../../shared/stats/string-hash.ts";

// The published FNV-1a of these texts, 811c9dc5, e40c292c and bf9cf968, through the finaliser fmix32 compiled from C.
test.each([
  ["", 0xab3e7c0b],
  ["a", 0x1a80b1b3],
  ["foobar", 0x0c0da6dc],
])("the hash of %j is FNV-1a, then MurmurHash3's finaliser", (text, hash) => {
  expect(stringHash(text)).toBe(hash);
});

// Every bit of the hash of similar keys is set in half of them: level sampling reads the first ones.
test("spreads keys that differ in their last digits alone over all bits", () => {
  const keys = 20_000;
  const set = new Uint32Array(32);
  for (let i = 0; i < keys; i++) {
    const hash = stringHash(`customer-${i}`);
    for (let bit = 0; bit < 32; bit++) set[bit] = (set[bit] ?? 0) + ((hash >>> bit) & 1);
  }
  for (const count of set) expect(Math.abs(count / keys - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / keys));
});

test("is the same for the same text, and never negative", () => {
  expect(stringHash("customer-1")).toBe(stringHash("customer-1"));
  expect(Math.min(...Array.from({ length: 100 }, (_, i) => stringHash(`${i}`)))).toBeGreaterThanOrEqual(0);
});
