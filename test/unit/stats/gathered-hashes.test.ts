import fc from "fast-check";
import { expect, test } from "vitest";
import { gatheredHashes } from "../../../shared/stats/gathered-hashes.ts";

const rising = (hashes: readonly number[]) => [...new Set(hashes)].sort((a, b) => a - b);

test("gathered hashes are each there once, in rising order, however many come and however often", () => {
  const hash = fc.oneof(fc.nat({ max: 2_000 }), fc.nat({ max: 2 ** 32 - 1 }));
  fc.assert(
    fc.property(fc.array(hash, { maxLength: 5_000, size: "max" }), (hashes) => {
      const gathered = gatheredHashes();
      for (const one of hashes) gathered.add(one);
      expect([...gathered.index()]).toEqual(rising(hashes));
    }),
    { numRuns: 100, seed: 24 },
  );
});

test("so many as fill their room, and one more", () => {
  for (const count of [0, 1, 1_023, 1_024, 1_025, 2_048, 100_000]) {
    const gathered = gatheredHashes();
    for (let hash = count; hash > 0; hash--) gathered.add(hash);
    expect(gathered.index()).toHaveLength(count);
  }
});
