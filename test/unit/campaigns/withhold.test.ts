import { describe, expect, it } from "vitest";
import { gates } from "../../../shared/campaigns/gates.ts";
import { withhold, withholdClaimed } from "../../../shared/campaigns/withhold.ts";
import { gateReasonSchema } from "../../../shared/model/message.ts";

const night = { sendDay: "2026-11-21" };
const overLimit = { verdict: "wait", reason: "over-limit", until: "2026-11-22" } as const;

describe("withhold", () => {
  it("stops for good what a gate stops, whatever is left of its days", () => {
    const stop = { verdict: "stop", reason: "holdout" } as const;
    expect(withhold(stop, { dueUntil: "2026-11-27" }, night)).toEqual({ outcome: "stopped", reason: "holdout" });
  });

  it("lets wait what is due tomorrow as well, and says until when", () => {
    expect(withhold(overLimit, { dueUntil: "2026-11-22" }, night)).toEqual({
      outcome: "waiting",
      reason: "over-limit",
      until: "2026-11-22",
      dueUntil: "2026-11-22",
    });
  });

  it("says that it has expired on the last day, after it, and of what is due in this night alone", () => {
    const expired = { outcome: "expired", reason: "over-limit" };
    expect(withhold(overLimit, { dueUntil: "2026-11-21" }, night)).toEqual({ ...expired, dueUntil: "2026-11-21" });
    expect(withhold(overLimit, { dueUntil: "2026-11-20" }, night)).toEqual({ ...expired, dueUntil: "2026-11-20" });
    expect(withhold(overLimit, {}, night)).toEqual(expired);
  });
});

describe("withholdClaimed", () => {
  it("never says that a message waits whose claim nobody takes back", () => {
    for (const reason of gateReasonSchema.options) {
      const outcome = gates[reason].answers === "wait" ? "expired" : "stopped";
      expect(withholdClaimed(reason)).toEqual({ outcome, reason });
    }
    expect(withholdClaimed("template-failed")).toEqual({ outcome: "stopped", reason: "template-failed" });
  });
});
