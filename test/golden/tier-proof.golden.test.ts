import { describe, expect, it } from "vitest";
import type { ModelFile } from "../../shared/model/model-file.ts";
import type { TierCandidate } from "../../shared/model/tier-proof.ts";
import { fromEpochDay, toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { hasReference, readCdnow } from "../support/cdnow.ts";
import { proveOn, proveOnCdnow, proveOnDemo } from "../support/prove-on.ts";

const rates = ({ tiers }: TierCandidate) => tiers.map(({ repeatRate }) => repeatRate && Number(repeatRate.toFixed(3)));
const inForce = ({ rule, proof }: ModelFile["tiers"]): TierCandidate => {
  if (proof === null) throw new Error("nothing was measured");
  return rule === "rhythm" ? proof.rhythm : proof.fixedDays;
};

/** Acceptance of the tiers: they fall, and predict no worse than the best day limit of the same share. */
const expectHonest = (tiers: ModelFile["tiers"]): void => {
  const { proof } = tiers;
  const won = inForce(tiers);
  const ladder = won.tiers.filter(({ tier, customers }) => tier !== "new" && customers > 0);
  expect(won.steepestRise).toBeLessThan(1.645);
  for (const [at, rung] of ladder.entries()) {
    if (at > 0) expect(rung.repeatRate ?? 1, rung.tier).toBeLessThan(ladder[at - 1]?.repeatRate ?? 0);
  }
  expect(won.errorRate).toBeLessThanOrEqual((proof?.fixedDays.errorRate ?? 0) + 1e-12);
  expect(won.omissionRate).toBeLessThanOrEqual((proof?.fixedDays.omissionRate ?? 0) + 1e-12);
};

describe.skipIf(!hasReference)("tier rules on all of CDNOW", () => {
  it.each([
    ["1997-09-30", [88, 171, 182], [0.433, 0.111, 0.22, 0.215], [0.427, 0.111, 0.074, 0.067], -0.0489],
    ["1997-12-31", [100, 230, 268], [0.439, 0.115, 0.106, 0.142], [0.47, 0.132, 0.071, 0.068], -0.0291],
    ["1998-03-31", [131, 198, 352], [0.402, 0.297, 0.069, 0.115], [0.436, 0.247, 0.071, 0.044], -0.034],
    ["1998-06-30", [145, 250, 439], [0.374, 0.25, 0.046, 0.078], [0.407, 0.198, 0.048, 0.025], -0.0323],
  ])(
    "%s: days of silence are in force, since the rhythm errs more and its sleepiest buy more often",
    (asOf, limits, byRhythm, byDays, gain) => {
      const { tiers, statements } = proveOnCdnow("master", asOf).byTier;
      expectHonest(tiers);
      expect(tiers).toMatchObject({ rule: "fixed-days", hysteresis: 0.9, before: null });
      expect(tiers.proof).toMatchObject({
        customers: 23_570,
        why: "rhythm-does-not-fall",
        fixedDays: { cuts: limits },
      });
      expect(tiers.proof && rates(tiers.proof.rhythm).slice(1)).toEqual(byRhythm);
      expect(tiers.proof && rates(tiers.proof.fixedDays).slice(1)).toEqual(byDays);
      expect(tiers.proof?.gain).toBeCloseTo(gain, 4);
      expect(tiers.proof?.gainInStandardErrors).toBeLessThan(-6);
      expect(statements.map(({ code }) => code)).toEqual(["tiers-by-days"]);
    },
  );
});

describe.skipIf(!hasReference)("tier rules on all of CDNOW, night after night", () => {
  it("do not take turns, and limits stay until tiers have outgrown them", () => {
    const customers = [...readCdnow("master").values()];
    const first = toEpochDay("1998-01-15");
    let yesterday: ReturnType<typeof proveOn>["model"] | undefined;
    const cuts: string[] = [];
    for (let night = 0; night < 5; night++) {
      yesterday = proveOn(customers, fromEpochDay(first + night), yesterday).model;
      expect(yesterday.tiers.rule).toBe("fixed-days");
      cuts.push(yesterday.tiers.cuts.join(", "));
    }
    // Nobody new comes to this shop, so that its silences grow by a day a night: its limits have to follow.
    const [before, after] = ["134, 207, 366", "134, 209, 369"];
    expect(cuts).toEqual([before, before, before, after, after]);
  });
});

describe("tier rules on the demo shop", () => {
  it.each([1, 2, 3, 7])(
    "seed %i: the rule in force falls from tier to tier and errs no more than days of silence",
    (seed) => {
      const { tiers } = proveOnDemo(seed, "2026-11-20").byTier;
      expectHonest(tiers);
      const [drowsy, halfAsleep, asleep] = tiers.cuts;
      expect(drowsy).toBeLessThan(halfAsleep);
      expect(halfAsleep).toBeLessThan(asleep);
    },
  );
});
