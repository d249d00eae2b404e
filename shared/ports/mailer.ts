import type { UnwrittenReason } from "../model/message.ts";
import type { Refusal } from "../model/refusal.ts";

/**
 * Hands one raw MIME message to the mail service.
 * `refused`: the service said no to this mail; nothing was sent, and never will be. `unknown`: no answer; it may have been sent.
 * `not-sent`: surely nothing was sent, and not for the sake of this mail: `refusal` says why.
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
  | { outcome: "not-sent"; reason: string; refusal: Refusal }
  | { outcome: "unknown"; reason: string }
>;

/** Tells the operator that the mail service took nothing. `reason`: its own stable word, which names nobody. */
export type ReportRefusal = (refusal: Refusal, reason: string) => void;

/** Mails of one campaign that its templates did not write, each for the same reason. Names nobody. */
export type Unwritten = { campaignId: string; reason: UnwrittenReason; mails: number };

/** Tells the operator of mails that were not written. */
export type ReportUnwritten = (unwritten: readonly Unwritten[]) => void;

/** SES's quota: mails a second. */
export type ReadSendRate = () => Promise<number>;
/** Mails that it takes of us from now on, within the day that ends now; endless where it says nothing. */
export type ReadQuotaLeft = () => Promise<number>;
