import type { Message } from "../model/message.ts";
import type { Settings } from "../model/settings.ts";
import type { Instant } from "../model/time.ts";

const MS_PER_DAY = 86_400_000;

/**
 * Whether one more mail would be too many for this customer. Counted are claims, since a claim may have become a mail;
 * only what the service refused surely did not. Windows reach back from the night's own hour, so that a shard that is
 * tried again comes to the same verdict.
 *
 * @param messages the customer's messages other than the one in question
 */
export const isOverLimit = (
  messages: readonly Pick<Message, "claimedAt" | "state">[],
  at: Instant,
  limits: Settings["mail"]["limits"],
): boolean => {
  const atMs = Date.parse(at);
  const countSince = (days: number) =>
    messages.filter(({ claimedAt, state }) => state !== "refused" && Date.parse(claimedAt) > atMs - days * MS_PER_DAY)
      .length;
  return countSince(1) >= limits.per24Hours || countSince(7) >= limits.per7Days;
};
