import type { Random } from "./random.ts";

/**
 * The XSadd generator: uniform numbers in [0, 1), 24 bits each; the same seed, the same numbers. For k-means, whose groups of a shop
 * would be others with another generator. Source: Saito and Matsumoto (2014), XORSHIFT-ADD.
 */
export const xsadd = (seed: number): Random => {
  const state = Uint32Array.of(seed, 0, 0, 0);
  for (let at = 1; at < ROUNDS; at++) {
    const before = state[(at - 1) & 3] ?? 0;
    state[at & 3] = (state[at & 3] ?? 0) ^ (at + Math.imul(MULTIPLIER, before ^ (before >>> 30)));
  }
  const next = (): number => {
    const [first = 0, second = 0, third = 0, last = 0] = state;
    let mixed = first ^ (first << 15);
    mixed ^= mixed >>> 18;
    mixed ^= last << 11;
    state.set([second, third, last, mixed]);
    return (last + (mixed >>> 0)) >>> 0;
  };
  for (let round = 0; round < ROUNDS; round++) next();
  return () => (next() >>> 8) / 2 ** 24;
};

const ROUNDS = 8;
const MULTIPLIER = 1812433253;
