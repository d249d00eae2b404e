import type { ClickedMail } from "../model/click.ts";
import type { MailFeedback } from "../model/mail-feedback.ts";
import type { Message, MessageRef, MessageState } from "../model/message.ts";
import type { Suppressed, Suppression } from "../model/suppression.ts";
import type { Day, Instant } from "../model/time.ts";

/** Conditional put: `claimed` only for the first. Otherwise the row that stands there. */
export type ClaimMessage = (
  message: Message,
) => Promise<{ outcome: "claimed" } | { outcome: "taken"; message: Message }>;

/** A claim and whose it is: both calls below do nothing where the message is another's, or more than `claimed` already. */
export type OwnClaim = MessageRef & Pick<Message, "owner">;
/** Says what became of one's own claim. */
export type SettleClaim = (
  claim: OwnClaim,
  state: "unknown" | "sent" | "refused",
  at: Instant,
  sesMessageId?: string,
) => Promise<void>;
/** Takes back one's own claim, that no send followed. */
export type ReleaseClaim = (claim: OwnClaim) => Promise<void>;

/**
 * Raises the state of a message that exists, whoever claimed it, with SES's id, where it is known, and time. Never lowers it (order in
 * `shared/mail/message-life.ts`): what is reported late or twice changes nothing.
 */
export type RaiseMessage = (
  message: MessageRef,
  state: MessageState,
  at: Instant,
  sesMessageId: string | undefined,
) => Promise<void>;
/** Strongly consistent, all messages to these addresses, address after address. */
export type ReadMessagesTo = (emailKeys: readonly string[]) => Promise<readonly Message[]>;
/** Takes the customer id out of a message that exists, for good. */
export type UnnameMessage = (message: MessageRef) => Promise<void>;
export type RemoveMessage = (message: MessageRef) => Promise<void>;

/** The ones that are suppressed among these e-mail keys. Strongly consistent. */
export type ReadSuppressions = (emailKeys: readonly string[]) => Promise<Map<string, Suppressed>>;
/** Adds a reason; the first time of each stays. In any order, and however often, the same is kept in the end. */
export type Suppress = (suppression: Suppression) => Promise<void>;

/** Keeps one answer to a mail for two months, once however often it is noted. */
export type NoteFeedback = (feedback: MailFeedback) => Promise<void>;
/** The answers of one day, in any order. */
export type ReadFeedback = (day: Day) => Promise<readonly MailFeedback[]>;

/** Notes that a link of a mail was opened; however often, the mail counts once, and not where only a scanner opened it. */
export type NoteClick = (mail: ClickedMail, click: { at: Instant; link: string }) => Promise<void>;
/** Mails of a day that somebody clicked in, by campaign: those of none that nobody did. */
export type ReadClicks = (day: Day) => Promise<Readonly<Record<string, number>>>;
