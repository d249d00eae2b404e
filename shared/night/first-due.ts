import { isWithheld, type MessageOutcome, type StopReason } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import type { Instant } from "../model/time.ts";

/** What may be over at any moment, and nobody tells when: each hour of the send day asks again. */
const atAnyMoment: readonly StopReason[] = ["held", "post-broke-off", "import-unfinished"];

/** From when on something of these outcomes may leave on the send day; undefined where nothing may. */
export const firstDue = (outcomes: readonly MessageOutcome[], run: Pick<NightRun, "at">): Instant | undefined =>
  outcomes.some((row) => isWithheld(row) && atAnyMoment.includes(row.reason)) ? run.at : undefined;
