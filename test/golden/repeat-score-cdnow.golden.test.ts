import { describe, expect, it } from "vitest";
import { hasReference } from "../support/cdnow.ts";
import { expectWellForetold } from "../support/expect-foretold.ts";
import { missOf } from "../support/foretold.ts";
import { cdnowDays as days, foretellCdnow } from "../support/foretold-shops.ts";

describe.skipIf(!hasReference).each(["master", "sample"] as const)("the repeat score on CDNOW, %s", (file) => {
  const foretold = (asOf: string) => foretellCdnow(file, asOf);
  const all = () => days.map(foretold);

  it.each(days)("as of %s ranks as well as MBG/NBD and is no further off, over the 90 days that came", (asOf) => {
    expectWellForetold(foretold(asOf));
  });

  it("is calibrated to .03 on average over eight months", () => {
    const errors = all().map(({ score }) => score.calibrationError);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThanOrEqual(0.03);
  });

  it("promises how many will buy to within two standard errors, four times of five at least", () => {
    const kept = all().filter((night) => missOf(night) <= 2);
    expect(kept.length).toBeGreaterThanOrEqual((days.length * 4) / 5);
  });

  it("goes by several features together as soon as three cuts of the past can be told apart, and never knows the season", () => {
    expect(foretold("1998-03-31").repeatScore.inForce).toBe("combined");
    expect(foretold("1997-08-31").repeatScore).toMatchObject({ inForce: "plain-chance", proof: null });
    expect(all().every(({ repeatScore }) => repeatScore.level?.seasonKnown === false)).toBe(true);
  });
});
