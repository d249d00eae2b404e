import type { Message, MessageState, RecordedOutcome } from "../model/message.ts";

/**
 * The states of a message in the order in which the truth about it can only grow. What is reported late, twice or out of
 * order therefore ends in the same state: the highest ever reported.
 */
const life: readonly MessageState[] = ["claimed", "unknown", "sent", "refused", "delivered", "bounced", "complained"];

/** The states that a report of `state` may replace. */
export const statesBefore = (state: MessageState): readonly MessageState[] => life.slice(0, life.indexOf(state));

/**
 * What a message's row says became of it, in the terms of the night that claimed it. Whatever the service took counts as
 * sent, also if it bounced later: the files of a night tell what the night did.
 */
export const recordedOutcome = ({ state, sesMessageId }: Pick<Message, "state" | "sesMessageId">): RecordedOutcome => {
  if (sesMessageId !== undefined) return "sent";
  if (state === "claimed") return "in-progress";
  return state === "unknown" || state === "refused" ? state : "sent";
};
