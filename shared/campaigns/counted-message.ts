import type { Message } from "../model/message.ts";

/** What the gates see of a message. */
export type CountedMessage = Pick<
  Message,
  "emailKey" | "messageKey" | "asOf" | "claimedAt" | "state" | "offer" | "offerCode"
>;
