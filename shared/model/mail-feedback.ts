import type { Day } from "./time.ts";

/** What a mailbox, or whoever reads it, answered to a message, of what harms a sender's name. */
export const feedbackKinds = ["bounced", "complained"] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];

/** One answer, counted once however often it is told. */
export type MailFeedback = {
  /** In UTC, as the mail service dates it. */
  day: Day;
  campaignId: string;
  kind: FeedbackKind;
  /** Tells messages apart, and leads to nobody. */
  message: string;
  /** It was a mail to a dormant address. */
  warmed?: true;
};

/** Days that a report looks back at what came of mail. */
export const FEEDBACK_DAYS = 30;

/** What came of a campaign's mail within `FEEDBACK_DAYS`, in counts of messages. */
export type CampaignFeedback = { id: string; name: string; sent: number } & Record<FeedbackKind, number> & {
    /** Mails that somebody clicked in; absent where the shop does not count them. */
    clicked?: number;
  };
