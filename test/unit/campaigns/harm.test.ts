import { describe, expect, it } from "vitest";
import { harmOf, mostOf } from "../../../shared/campaigns/harm.ts";

const came = (sent: number, bounced: number, complained = 0) => ({ sent, bounced, complained });

/** P(X >= found), summed up term by term. */
const tail = (found: number, sent: number, chance: number): number => {
  let term = (1 - chance) ** sent;
  let below = 0;
  for (let k = 0; k < found; k++) {
    below += term;
    term *= ((sent - k) / (k + 1)) * (chance / (1 - chance));
  }
  return 1 - below;
};

describe("harmOf", () => {
  it("finds no harm in what chance brings, however great its share, nor below the bound, however many", () => {
    for (const few of [came(0, 0), came(0, 3), came(1, 1), came(4, 4), came(20, 2), came(100, 7), came(10, 0, 4)])
      expect(harmOf(few)).toBeUndefined();
    expect(harmOf(came(100_000, 4_000, 80))).toBeUndefined();
  });

  it("finds it where no chance brings so much", () => {
    expect(harmOf(came(5, 5))).toBe("bounced");
    expect(harmOf(came(1_000, 70))).toBe("bounced");
    expect(harmOf(came(100_000, 4_200))).toBe("bounced");
    expect(harmOf(came(1_000, 0, 5))).toBe("complained");
    expect(harmOf(came(100_000, 5_000, 120))).toBe("complained");
    expect(harmOf(came(10, 20))).toBe("bounced");
  });

  it("draws the line where the exact test does: less than once in a hundred at the bound itself", () => {
    for (const sent of [10, 50, 100, 250, 500, 1_000, 5_000]) {
      for (const [kind, chance] of [
        ["bounced", mostOf.bounced],
        ["complained", mostOf.complained],
      ] as const) {
        const least = Array.from({ length: sent }, (_, index) => index + 1).find(
          (found) => found >= 5 && found > chance * sent && tail(found, sent, chance) < 0.01,
        );
        if (least === undefined) throw new Error("there is a line");
        const at = (found: number) => harmOf({ ...came(sent, 0), [kind]: found });
        expect([sent, kind, at(least - 1), at(least)]).toEqual([sent, kind, undefined, kind]);
      }
    }
  });
});
