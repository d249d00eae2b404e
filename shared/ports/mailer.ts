/**
 * Hands one raw MIME message to the mail service.
 * `refused`: the service said no, nothing was sent, and never will be. `unknown`: no answer; it may have been sent.
 * Throttling is retried inside, before anything was accepted.
 */
export type SendRaw = (mail: {
  raw: Uint8Array;
  from: string;
  to: string;
  /** Name and value pairs that come back in SES events. */
  tags: Readonly<Record<string, string>>;
}) => Promise<
  | { outcome: "sent"; sesMessageId: string }
  | { outcome: "refused"; reason: string }
  | { outcome: "unknown"; reason: string }
>;

/** SES's quota: mails a second. */
export type ReadSendRate = () => Promise<number>;
