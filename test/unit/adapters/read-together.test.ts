import { describe, expect, it } from "vitest";
import { evidenceTogether, onceTogether, suppressionsTogether } from "../../../shared/adapters/read-together.ts";
import type { EvidenceKeys, ReadEvidence } from "../../../shared/ports/evidence.ts";
import { newHolder, newIdentity } from "../../../shared/recording/evidence.ts";

const readAll: ReadEvidence = async ({ identities = [], holders = [], days = [], notes = [] }) => ({
  identities: new Map(identities.map((name) => [name, newIdentity(name)])),
  holders: new Map(holders.map((name) => [name, newHolder(name)])),
  days: days.map((day) => ({ ...day, version: 1, entries: {} })),
  notes: new Map(
    notes.map((key) => [key, { at: "2026-11-20T00:00:00.000Z", askedAt: "2026-11-20T00:00:00.000Z", finished: true }]),
  ),
});
const recording = () => {
  const asked: EvidenceKeys[] = [];
  const read: ReadEvidence = (keys) => {
    asked.push(keys);
    return readAll(keys);
  };
  return { asked, read };
};

describe("reading together", () => {
  it("reads what is asked for in one turn by one call, and gives each what they asked for and nothing else", async () => {
    const { asked, read } = recording();
    const together = evidenceTogether(read);
    const wanted = [
      { identities: ["a", "b"], notes: ["n"] },
      { identities: ["b"], holders: ["h"] },
      { days: [{ holder: "h", day: "2026-11-20", part: 0 }] },
      {},
    ];
    const found = await Promise.all(wanted.map((keys) => together(keys)));
    expect(asked).toHaveLength(1);
    expect(found).toEqual(await Promise.all(wanted.map(readAll)));
  });

  it("begins a new call for what is asked for once the last one has begun", async () => {
    const { asked, read } = recording();
    const together = evidenceTogether(read);
    await together({ identities: ["a"] });
    await together({ identities: ["a"] });
    expect(asked).toHaveLength(2);
  });

  it("fails for all who asked where the call fails, and works again after it", async () => {
    let calls = 0;
    const together = suppressionsTogether(async (keys) => {
      if (calls++ === 0) throw new Error("throttled");
      return new Map(
        keys.map((emailKey) => [emailKey, { emailKey, reason: "bounced", at: "2026-11-20T00:00:00.000Z" } as const]),
      );
    });
    const ends = await Promise.allSettled([together(["a"]), together(["b"])]);
    expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect([...(await together(["a"])).keys()]).toEqual(["a"]);
  });

  it("asks once for what concerns all alike", async () => {
    let calls = 0;
    const ask = onceTogether(async () => ++calls);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(2);
  });
});
