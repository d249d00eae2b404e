import { askedAgainAt } from "../campaigns/withhold.ts";
import { isWithheld, type MessageOutcome } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import type { Instant } from "../model/time.ts";

/** What another worker was about to send, and has not settled: it may have given its claim back. */
const underWay = ({ outcome }: MessageOutcome) => (outcome === "in-progress" ? "each hour" : undefined);

/** When the first of a shard's messages is asked again on this day; what may leave in any hour is from the night on. */
export const firstDue = (
  outcomes: readonly MessageOutcome[],
  { at, simulated }: Pick<NightRun, "at" | "simulated">,
): Instant | undefined => {
  if (simulated) return undefined;
  let first: Instant | undefined;
  for (const row of outcomes) {
    const asked = isWithheld(row) ? askedAgainAt(row) : underWay(row);
    const moment = asked === "each hour" ? at : asked;
    if (moment !== undefined && (first === undefined || moment < first)) first = moment;
  }
  return first;
};
