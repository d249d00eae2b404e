import { tagsOf } from "../../shared/mail/message-tags.ts";
import type { Message } from "../../shared/model/message.ts";

/** A message that was claimed and not yet settled, and the mail service's events about it. */
export const message: Message = {
  emailKey: "key-a",
  messageKey: "win-back#first#2026-09-01",
  customerId: "瞌睡 customer#1",
  owner: "token-1",
  runId: "2026-11-20-1",
  asOf: "2026-11-20",
  state: "claimed",
  claimedAt: "2026-11-21T03:31:00.000Z",
  locale: "en",
  expiresAt: 1_900_000_000,
};

type Mail = { tags?: Record<string, string[]> };
const mailOf = (more: Mail = {}) => ({
  timestamp: "2026-11-21T03:31:01.000Z",
  messageId: "ses-1",
  destination: ["ada@mail.example"],
  tags: {
    "ses:configuration-set": ["Sending"],
    ...Object.fromEntries(Object.entries(tagsOf(message)).map(([name, value]) => [name, [value]])),
  },
  ...more,
});

export const event = (eventType: "Send" | "Delivery" | "Reject") => ({
  eventType,
  mail: mailOf(),
  [eventType.toLowerCase()]: eventType === "Delivery" ? { timestamp: "2026-11-21T03:32:00.000Z" } : {},
});
export const bounce = (bounceType: string, bounceSubType: string, mail: Mail = {}) => ({
  eventType: "Bounce",
  mail: mailOf(mail),
  bounce: {
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ emailAddress: "Ada@mail.example", status: "5.1.1" }],
    timestamp: "2026-11-21T03:40:00.000Z",
  },
});
export const complaint = (more: Record<string, unknown> = {}, mail: Mail = {}) => ({
  eventType: "Complaint",
  mail: mailOf(mail),
  complaint: {
    complainedRecipients: [{ emailAddress: "ada@mail.example" }],
    timestamp: "2026-11-21T05:00:00.000Z",
    ...more,
  },
});
