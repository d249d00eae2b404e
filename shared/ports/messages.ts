import type { Message, MessageState, Suppression } from "../model/message.ts";
import type { Instant } from "../model/time.ts";

/** Conditional put: `claimed` only for the first. Otherwise the row that stands there. */
export type ClaimMessage = (
  message: Message,
) => Promise<{ outcome: "claimed" } | { outcome: "taken"; message: Message }>;

/** Sets state, SES id and time of a message that exists. */
export type SettleMessage = (
  key: { customerId: string; messageKey: string },
  state: MessageState,
  at: Instant,
  sesMessageId?: string,
) => Promise<void>;
/** Strongly consistent, all messages of one customer. */
export type ReadMessagesOf = (customerId: string) => Promise<readonly Message[]>;
export type RemoveMessage = (key: { customerId: string; messageKey: string }) => Promise<void>;

/** The ones that are suppressed among these e-mail keys. Strongly consistent. */
export type ReadSuppressions = (emailKeys: readonly string[]) => Promise<Map<string, Suppression>>;
/** The first reason stays: suppressing twice changes nothing. */
export type Suppress = (suppression: Suppression) => Promise<void>;
