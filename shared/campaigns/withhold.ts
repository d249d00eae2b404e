import type { Candidate } from "../model/campaign.ts";
import type { StopReason, WithheldOutcome } from "../model/message.ts";
import type { Day } from "../model/time.ts";
import { type Objection, wouldWait } from "./gates.ts";

/** What is said of a candidate who is not written to, without saying whose it is. */
export type WithheldAs = Pick<WithheldOutcome, "outcome" | "reason" | "until" | "dueUntil">;

/** What becomes of a candidate whom a gate objects to. What would wait has expired where this is the last day on which it is due. */
export const withhold = (
  objection: Objection,
  { dueUntil }: Pick<Candidate, "dueUntil">,
  { sendDay }: { sendDay: Day },
): WithheldAs => {
  const { reason } = objection;
  if (objection.verdict === "stop") return { outcome: "stopped", reason };
  const due = dueUntil === undefined ? {} : { dueUntil };
  if (dueUntil === undefined || dueUntil <= sendDay) return { outcome: "expired", reason, ...due };
  return { outcome: "waiting", reason, ...(objection.until && { until: objection.until }), ...due };
};

/**
 * What becomes of a message that is claimed, and that something speaks against after all: nobody takes its claim back, so
 * that no other day can write it.
 */
export const withholdClaimed = (reason: StopReason): WithheldAs => ({
  outcome: wouldWait(reason) ? "expired" : "stopped",
  reason,
});
