import type { HashIndex } from "./hash-index.ts";

/** Hashes as they come, many of them again and again. A `Set` of as many numbers takes ten times the memory. */
export const gatheredHashes = () => {
  let [hashes, count] = [new Uint32Array(1_024), 0];
  return {
    add: (hash: number): void => {
      if (count === hashes.length) {
        count = distinct(hashes);
        // What comes again and again makes room for itself.
        if (count > hashes.length / 2) hashes = grown(hashes);
      }
      hashes[count] = hash;
      count += 1;
    },
    /** All of them, each once. */
    index: (): HashIndex => {
      const all = hashes.subarray(0, count);
      return all.slice(0, distinct(all));
    },
  };
};

export type GatheredHashes = ReturnType<typeof gatheredHashes>;

const grown = (hashes: Uint32Array): Uint32Array<ArrayBuffer> => {
  const larger = new Uint32Array(hashes.length * 2);
  larger.set(hashes);
  return larger;
};

/** Sorts hashes where they are, each once at the front. @returns how many these are */
const distinct = (hashes: Uint32Array): number => {
  hashes.sort();
  let count = 0;
  for (const hash of hashes) {
    if (count > 0 && hashes[count - 1] === hash) continue;
    hashes[count] = hash;
    count += 1;
  }
  return count;
};
