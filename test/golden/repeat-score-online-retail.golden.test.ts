import { describe, expect, it } from "vitest";
import { hasReference } from "../support/cdnow.ts";
import { expectWellForetold } from "../support/expect-foretold.ts";
import { missOf } from "../support/foretold.ts";
import {
  cdnowDays,
  onlineRetailDays as days,
  foretellCdnow,
  foretellOnlineRetail as foretold,
} from "../support/foretold-shops.ts";
import { hasOnlineRetail } from "../support/online-retail.ts";

describe.skipIf(!hasOnlineRetail)("the repeat score on Online Retail II, a wholesaler with a strong Christmas", () => {
  it.each(days)("as of %s ranks as well as MBG/NBD and is no further off, over the 90 days that came", (asOf) => {
    expectWellForetold(foretold(asOf));
  });

  it("is calibrated better than MBG/NBD where the season was seen a year before", () => {
    for (const asOf of ["2011-06-09", "2011-09-10"]) {
      const { score, plain } = foretold(asOf);
      expect(score.calibrationError).toBeLessThan(0.95 * plain.calibrationError);
    }
  });

  it.skipIf(!hasReference)("is calibrated to .06 on average over these days and CDNOW's", () => {
    const nights = [...days.map(foretold), ...cdnowDays.map((asOf) => foretellCdnow("master", asOf))];
    const errors = nights.map(({ score }) => score.calibrationError);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThanOrEqual(0.06);
  });

  it("knows the season at the last two, and not at the first", () => {
    expect(days.map((asOf) => foretold(asOf).repeatScore.level?.seasonKnown)).toEqual([false, true, true]);
  });

  it("promises how many will buy to within two standard errors where the season is known, and to three where it is not", () => {
    const misses = days.map((asOf) => missOf(foretold(asOf)));
    expect(misses[0]).toBeLessThanOrEqual(3);
    expect(Math.max(...misses.slice(1))).toBeLessThanOrEqual(2);
  });
});
