import { describe, expect, it } from "vitest";
import type { ModelFile } from "../../shared/model/model-file.ts";
import type { TierCandidate, TierRuleName } from "../../shared/model/tier-proof.ts";
import type { Day } from "../../shared/model/time.ts";
import { fromEpochDay, toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { hasReference, readCdnow } from "../support/cdnow.ts";
import { flipsOverNights } from "../support/flips-over-nights.ts";
import { ladderAfter } from "../support/ladder-after.ts";
import { hasOnlineRetail, readOnlineRetail } from "../support/online-retail.ts";
import { demoPurchaseDays, proveOn, proveOnCdnow, proveOnDemo } from "../support/prove-on.ts";

const of = ({ proof }: ModelFile["tiers"], name: TierRuleName): TierCandidate => {
  const found = proof?.candidates.find(({ rule }) => rule === name);
  if (found === undefined) throw new Error("nothing was measured");
  return found;
};

/** Repeat rates fall, the ladder ranks no worse than that of days, and errs no more. */
const expectHonest = (tiers: ModelFile["tiers"]): void => {
  const [won, days] = [of(tiers, tiers.rule), of(tiers, "fixed-days")];
  expect(won.steepestRise).toBeLessThan(1.645);
  expect(won.auc).toBeGreaterThan(days.auc - 0.002);
  expect(won.errorRate).toBeLessThan(days.errorRate + 0.002);
  expect(won.omissionRate).toBeLessThan(days.omissionRate + 0.002);
};

/** What came of tonight's tiers within 90 days, beside what would have come of tiers by days of silence. */
const whatCame = (customers: readonly (readonly PurchaseDay[])[], asOf: Day, night: ReturnType<typeof proveOn>) => {
  const by = (rule: TierRuleName) => ladderAfter(customers, asOf, night.model, of(night.model.tiers, rule));
  return { inForce: by(night.model.tiers.rule), days: by("fixed-days") };
};

describe.skipIf(!hasReference)("tier rules on all of CDNOW", () => {
  it.each([
    ["1997-06-30", "chance"],
    ["1997-09-30", "chance"],
    ["1997-12-31", "chance"],
    ["1998-03-31", "chance"],
    ["1998-06-30", "chance"],
  ])("%s: %s in force; by the rhythm sleepier customers bought more often, or it ranks no better", (asOf, rule) => {
    const { tiers, statements } = proveOnCdnow("master", asOf).byTier;
    expectHonest(tiers);
    expect(tiers).toMatchObject({ rule, hysteresis: 0.9, before: null });
    expect(of(tiers, "rhythm").fault).not.toBeNull();
    expect(statements).toEqual([]);
  });

  it("and in the 90 days after, which nobody had seen: the ladder in force ranks as well as that of days", () => {
    const customers = [...readCdnow("master").values()];
    for (const asOf of ["1997-06-30", "1997-09-30", "1997-12-31", "1998-03-31"]) {
      const { inForce, days } = whatCame(customers, asOf, proveOnCdnow("master", asOf));
      expect(inForce.auc).toBeGreaterThan(days.auc - 0.0005);
    }
  });
});

describe.skipIf(!hasReference)("tier rules on all of CDNOW, night after night", () => {
  it("do not take turns, and limits stay until tiers have outgrown them", () => {
    const customers = [...readCdnow("master").values()];
    const first = toEpochDay("1998-01-15");
    let yesterday: ReturnType<typeof proveOn>["model"] | undefined;
    const cuts: string[] = [];
    for (let night = 0; night < 5; night++) {
      yesterday = proveOn(customers, fromEpochDay(first + night), yesterday).model;
      expect(yesterday.tiers.rule).toBe("chance");
      cuts.push(yesterday.tiers.cuts.join(", "));
    }
    // Nobody new comes to this shop, so that its silences grow by a day a night; the chances fall more slowly than those.
    expect(new Set(cuts)).toEqual(new Set(["3.172, 5.936, 24.63"]));
  });
});

describe.skipIf(!hasOnlineRetail)("tier rules on Online Retail II", () => {
  it.each(["2010-06-09", "2010-09-09", "2010-12-09", "2011-03-09", "2011-06-09", "2011-09-10"])(
    "%s: the chance of buying again is in force, and ranks better in the 90 days after, missing fewer buyers",
    (asOf) => {
      const night = proveOn(readOnlineRetail(), asOf);
      expect(night.model.tiers.rule).toBe("chance");
      expectHonest(night.model.tiers);
      const { inForce, days } = whatCame(readOnlineRetail(), asOf, night);
      expect(inForce.auc).toBeGreaterThan(days.auc + 0.004);
      expect(inForce.omissionRate).toBeLessThan(days.omissionRate);
      expect(inForce.steepestRise).toBeLessThan(1.645);
    },
  );
});

describe("tier rules on the demo shop", () => {
  it.each([1, 2, 3, 7])("seed %i: the rule in force falls from tier to tier and ranks best", (seed) => {
    const { tiers } = proveOnDemo(seed, "2026-11-20").byTier;
    expectHonest(tiers);
    const best = Math.max(...(tiers.proof?.candidates ?? []).map(({ auc }) => auc));
    expect(of(tiers, tiers.rule).auc).toBe(best);
    const [drowsy, halfAsleep, asleep] = tiers.cuts;
    expect(drowsy).toBeLessThan(halfAsleep);
    expect(halfAsleep).toBeLessThan(asleep);
  });

  it("flips few customers from night to night, and wakes nobody who did not buy", () => {
    const customers = demoPurchaseDays(1, "2026-11-20");
    const nights = ["2026-11-05", "2026-11-06", "2026-11-07", "2026-11-08", "2026-11-09", "2026-11-10"];
    const { flips, woke, rules } = flipsOverNights(customers, nights);
    expect(rules).toEqual(new Set(["chance"]));
    // On the night of the 8th the cuts move, which flips one in a hundred.
    for (const share of flips) expect(share).toBeLessThan(0.015);
    expect(flips.toSorted((a, b) => a - b)[2]).toBeLessThan(0.003);
    expect(woke).toBe(0);
  });
});
