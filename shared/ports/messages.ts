import type { Message, MessageState, Suppression } from "../model/message.ts";
import type { Instant } from "../model/time.ts";

/** Conditional put: `claimed` only for the first. Otherwise the row that stands there. */
export type ClaimMessage = (
  message: Message,
) => Promise<{ outcome: "claimed" } | { outcome: "taken"; message: Message }>;

/**
 * Raises the state of a message that exists, with SES's id and time. Never lowers it (order in `shared/mail/message-life.ts`):
 * what is reported late or twice changes nothing.
 */
export type SettleMessage = (
  key: { customerId: string; messageKey: string },
  state: MessageState,
  at: Instant,
  sesMessageId?: string,
) => Promise<void>;
/** Takes back a claim that no send followed; does nothing once the message is more than `claimed`. */
export type ReleaseMessage = (key: { customerId: string; messageKey: string }) => Promise<void>;
/** Strongly consistent, all messages of one customer. */
export type ReadMessagesOf = (customerId: string) => Promise<readonly Message[]>;
export type RemoveMessage = (key: { customerId: string; messageKey: string }) => Promise<void>;

/** The ones that are suppressed among these e-mail keys. Strongly consistent. */
export type ReadSuppressions = (emailKeys: readonly string[]) => Promise<Map<string, Suppression>>;
/** The first reason stays: suppressing twice changes nothing. */
export type Suppress = (suppression: Suppression) => Promise<void>;
