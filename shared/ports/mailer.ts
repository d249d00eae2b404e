/**
 * Hands one raw MIME message to the mail service.
 * `refused`: the service said no to this mail; nothing was sent, and never will be. `unknown`: no answer; it may have been sent.
 * `not-sent`: surely nothing was sent, and not for the sake of this mail: the service takes none from this account (`again`
 * false: somebody has to act), or could not be reached, or throttled to the end (`again` true).
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
  | { outcome: "not-sent"; reason: string; again: boolean }
  | { outcome: "unknown"; reason: string }
>;

/** SES's quota: mails a second. */
export type ReadSendRate = () => Promise<number>;
