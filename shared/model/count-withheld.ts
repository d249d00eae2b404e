import type { StopReason, WithheldCounts, WithheldOutcome } from "./message.ts";

export const noneWithheld = (): WithheldCounts => ({ stopped: {}, waiting: {}, expired: {} });

export const countWithheld = (
  counts: WithheldCounts,
  { outcome, reason }: Pick<WithheldOutcome, "outcome" | "reason">,
): void => {
  counts[outcome][reason] = (counts[outcome][reason] ?? 0) + 1;
};

/** How many were not written to for a reason, whatever becomes of them. */
export const withheldFor = (reason: StopReason, { stopped, waiting, expired }: WithheldCounts): number =>
  (stopped[reason] ?? 0) + (waiting[reason] ?? 0) + (expired[reason] ?? 0);
