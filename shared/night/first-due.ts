import { askedAgainAt } from "../campaigns/withhold.ts";
import { isWithheld, type MessageOutcome } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import type { Instant } from "../model/time.ts";

/** When the first of a shard's messages is asked again on this day; what may leave in any hour is from the night on. */
export const firstDue = (
  outcomes: readonly MessageOutcome[],
  { at, simulated }: Pick<NightRun, "at" | "simulated">,
): Instant | undefined => {
  if (simulated) return undefined;
  let first: Instant | undefined;
  for (const row of outcomes) {
    const asked = isWithheld(row) ? askedAgainAt(row) : undefined;
    const moment = asked === "each hour" ? at : asked;
    if (moment !== undefined && (first === undefined || moment < first)) first = moment;
  }
  return first;
};
