import { randomUUID } from "node:crypto";
import { accountId, arn } from "../place.ts";
import { headerText, readHeaders } from "./mail-headers.ts";
import { mailOutcome } from "./mail-outcome.ts";
import type { Envelope } from "./mail-store.ts";

export type MailEvent = { eventType: "Send" | "Delivery" | "Bounce" | "Complaint"; [detail: string]: unknown };

const describeMail = (envelope: Envelope, raw: Buffer) => {
  const headers = readHeaders(raw);
  const domain = envelope.source.slice(envelope.source.lastIndexOf("@") + 1).replace(/>$/, "");
  return {
    timestamp: envelope.receivedAt,
    source: envelope.source,
    sourceArn: arn("ses", `identity/${domain}`),
    sendingAccountId: accountId,
    messageId: envelope.messageId,
    destination: envelope.destinations,
    headersTruncated: false,
    headers,
    commonHeaders: {
      from: [headerText(headers, "From")],
      to: [headerText(headers, "To")],
      messageId: envelope.messageId,
      subject: headerText(headers, "Subject"),
    },
    tags: {
      ...(envelope.configurationSet && { "ses:configuration-set": [envelope.configurationSet] }),
      "ses:from-domain": [domain],
      ...Object.fromEntries(Object.entries(envelope.tags).map(([name, value]) => [name, [value]])),
    },
  };
};

const bounce = (emailAddress: string, at: string, type: string, subType: string, status: string) => ({
  eventType: "Bounce" as const,
  bounce: {
    bounceType: type,
    bounceSubType: subType,
    bouncedRecipients: [{ emailAddress, action: "failed", status, diagnosticCode: `smtp; ${status}` }],
    timestamp: at,
    feedbackId: randomUUID(),
    reportingMTA: "dns; local",
  },
});

const delivery = (recipient: string, at: string) => ({
  eventType: "Delivery" as const,
  delivery: {
    timestamp: at,
    processingTimeMillis: 1,
    recipients: [recipient],
    smtpResponse: "250 2.0.0 Ok",
    reportingMTA: "local",
  },
});

const complaint = (emailAddress: string, at: string) => ({
  eventType: "Complaint" as const,
  complaint: {
    complainedRecipients: [{ emailAddress }],
    timestamp: at,
    feedbackId: randomUUID(),
    complaintSubType: null,
    complaintFeedbackType: "abuse",
    arrivalDate: at,
  },
});

type EventBody = ReturnType<typeof bounce> | ReturnType<typeof delivery> | ReturnType<typeof complaint>;

const afterSending = (address: string, at: string): EventBody[] => {
  const outcome = mailOutcome(address);
  switch (outcome) {
    case "delivered":
      return [delivery(address, at)];
    case "bounced":
      return [bounce(address, at, "Permanent", "General", "5.1.1")];
    case "complained":
      return [delivery(address, at), complaint(address, at)];
    case "out-of-office":
      // The mail arrived; the answer that nobody is there comes as a bounce that must not suppress.
      return [delivery(address, at), bounce(address, at, "Transient", "General", "4.0.0")];
    case "on-suppression-list":
      return [bounce(address, at, "Permanent", "OnAccountSuppressionList", "5.1.1")];
    default:
      return outcome satisfies never;
  }
};

/**
 * The events that SES tells about one accepted mail, in its configuration-set dialect (`eventType`), in order:
 * Send, then what the mailbox simulator does for each address.
 */
export const mailEvents = (envelope: Envelope, raw: Buffer): readonly MailEvent[] => {
  const mail = describeMail(envelope, raw);
  const events = [
    { eventType: "Send" as const, send: {} },
    ...envelope.destinations.flatMap((address) => afterSending(address, envelope.receivedAt)),
  ];
  return events.map((event) => ({ ...event, mail }));
};
