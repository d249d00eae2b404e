import { describe, expect, it } from "vitest";
import { gates } from "../../../shared/campaigns/gates.ts";
import { withhold, withholdClaimed } from "../../../shared/campaigns/withhold.ts";
import { gateReasonSchema } from "../../../shared/model/message.ts";
import { nightRun } from "../../support/notify-world.ts";

const night = nightRun();
const now = "2026-11-21T03:31:00.000Z";
const overLimit = { verdict: "wait", reason: "over-limit", until: "2026-11-22" } as const;

describe("withhold", () => {
  it("stops for good what a gate stops, whatever is left of its days", () => {
    const stop = { verdict: "stop", reason: "holdout" } as const;
    expect(withhold(stop, { dueUntil: "2026-11-27" }, night, now)).toEqual({ outcome: "stopped", reason: "holdout" });
  });

  it("lets wait what is due tomorrow as well, and says until when", () => {
    expect(withhold(overLimit, { dueUntil: "2026-11-22" }, night, now)).toEqual({
      outcome: "waiting",
      reason: "over-limit",
      until: "2026-11-22",
      dueUntil: "2026-11-22",
    });
  });

  it("says that it has expired on the last day, after it, and of what is due in this night alone", () => {
    const expired = { outcome: "expired", reason: "over-limit" };
    expect(withhold(overLimit, { dueUntil: "2026-11-21" }, night, now)).toEqual({ ...expired, dueUntil: "2026-11-21" });
    expect(withhold(overLimit, { dueUntil: "2026-11-20" }, night, now)).toEqual({ ...expired, dueUntil: "2026-11-20" });
    expect(withhold(overLimit, {}, night, now)).toEqual(expired);
  });
});

describe("what waits for a later hour", () => {
  const day = { dueUntil: "2026-11-21", sendUntil: "2026-11-21T20:00:00.000Z" };
  const held = { verdict: "wait", reason: "held" } as const;

  it("waits on its last day while an hour of it is left, and no longer", () => {
    const at = (time: string) => withhold(held, day, night, `2026-11-21T${time}.000Z`);
    expect(at("18:59:59")).toEqual({ outcome: "waiting", reason: "held", dueUntil: "2026-11-21" });
    expect(at("19:00:00")).toEqual({ outcome: "expired", reason: "held", dueUntil: "2026-11-21" });
    const tomorrow = { ...day, dueUntil: "2026-11-22" };
    expect(withhold(held, tomorrow, night, "2026-11-21T19:00:00.000Z")).toEqual({
      ...{ outcome: "waiting", reason: "held", until: "2026-11-22", dueUntil: "2026-11-22" },
    });
  });

  it("waits for a moment of the day that is within its hours", () => {
    const from = (until: string) => withhold({ verdict: "wait", reason: "over-limit", until }, day, night, now);
    expect(from("2026-11-21T19:00:00.000Z")).toMatchObject({ outcome: "waiting", until: "2026-11-21T19:00:00.000Z" });
    expect(from("2026-11-21T20:00:00.000Z")).toMatchObject({ outcome: "expired" });
  });

  it("has no hours in a simulated night", () => {
    const simulated = nightRun({}, { simulated: true });
    expect(withhold(held, day, simulated, now)).toMatchObject({ outcome: "expired" });
    expect(withhold(held, { ...day, dueUntil: "2026-11-22" }, simulated, now)).toEqual({
      ...{ outcome: "waiting", reason: "held", dueUntil: "2026-11-22" },
    });
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
