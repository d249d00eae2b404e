import { EARLIER } from "../../model/own-segment.ts";
import type { TriggerOf } from "../../model/trigger.ts";
import type { FindOccasion } from "./occasion.ts";

/**
 * Since when a customer has been in the trigger's segments, in one or another. None of who was in one already when it was made or changed:
 * they came into it on no day that anybody knows, and a new segment must not write to everybody in it at once.
 */
export const segmentEnteredOccasion: FindOccasion<TriggerOf<"segment-entered">> = (
  { segments },
  { inSegments, lastDay },
) => {
  const [first] = [...inSegments].flatMap(([name, since]) => (segments.includes(name) ? [since] : [])).sort();
  const isMissing =
    first === undefined || [...inSegments].some(([name, since]) => since === EARLIER && segments.includes(name));
  return isMissing ? undefined : { day: first, name: first, exitAfter: lastDay };
};
