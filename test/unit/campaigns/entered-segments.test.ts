import { describe, expect, it } from "vitest";
import { missingSegments } from "../../../shared/campaigns/segments/entered-segments.ts";
import { triggerSchema } from "../../../shared/model/trigger.ts";

const saidOf = (segments: string[], own: string[]) =>
  missingSegments({ trigger: triggerSchema.parse({ on: "segment-entered", segments }) }, own);

describe("segments that a campaign waits for somebody to come into", () => {
  it("are of the shop's own, each with its place where it is none", () => {
    expect(saidOf(["vip", "regulars"], ["vip", "regulars"])).toEqual([]);
    expect(saidOf(["vip", "regular"], ["vip", "regulars"])).toEqual([
      { path: ["trigger", "segments", 1], says: 'there is no segment "regular" of your own; did you mean "regulars"?' },
    ]);
    expect(saidOf(["vip"], [])[0]?.says).toContain("segments.yaml has none");
  });

  it("are told how to become one, where they are Rouse's own", () => {
    for (const name of ["champions", "at-risk", "value-a", "reachable", "tier-awake"])
      expect(saidOf([name], ["vip"])[0]?.says).toContain(
        `make one of your own of it in segments.yaml, by when: in_segment("${name}")`,
      );
  });

  it("are told the trigger of their own, where they are tiers that somebody falls into", () => {
    expect(saidOf(["tier-half-asleep"], [])[0]?.says).toBe(
      '"tier-half-asleep" is a tier; write on: tier-entered, tiers: [half-asleep]',
    );
  });
});
