import { recordedOutcome } from "../mail/message-life.ts";
import { tagsOf } from "../mail/message-tags.ts";
import { type Message, type MessageOutcome, messageKeyOf, type StopReason } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import type { Instant } from "../model/time.ts";
import type { SendRaw } from "../ports/mailer.ts";
import type { ClaimMessage, ReleaseClaim, SettleClaim } from "../ports/messages.ts";
import type { Draft } from "./judge-candidate.ts";

export type SendOnceDeps = {
  claimMessage: ClaimMessage;
  releaseClaim: ReleaseClaim;
  settleClaim: SettleClaim;
  /** A token that nobody ever had before, for one claim. */
  newOwner: () => string;
  send: SendRaw;
  /** Waits for the next moment at which the mail service's rate allows a send. */
  pace: () => Promise<void>;
  /** The instant mail goes by: the wall clock, or the night's own hour where the night is simulated. */
  now: () => Instant;
  /** Tells the operator why a mail was refused or is unknown; ids only. */
  report: (trouble: { messageKey: string; customerId: string; outcome: "refused" | "unknown"; reason: string }) => void;
};

export type Sending = {
  draft: Draft;
  raw: Uint8Array;
  run: NightRun;
  at: Instant;
  /** Asks once more, of everything read afresh, whether this very mail may go; answers what stops it now. */
  askAgain: () => Promise<StopReason | undefined>;
};

/** What became of one message, without saying whose it is. */
export type SendOutcome =
  | { outcome: Exclude<MessageOutcome["outcome"], "stopped">; locale: string }
  | { outcome: "stopped"; reason: StopReason };

/**
 * Claim, look once more whether anything speaks against it now, send once, settle. The second look comes after the
 * claim and the wait: who unsubscribed, refused or bought while others were written to is not written to, and a customer
 * who is merged either finds the claim among their messages or is seen here to be another.
 *
 * Whatever happens after the claim, nobody sends this message again: who comes later finds the claim and reports what
 * is recorded. If this worker dies between claim and answer, or the answer is lost, the message stays `claimed`, which
 * reads as unknown until SES's own events settle it. The claim is taken back only when surely nothing was sent.
 */
export const sendOnce = async (sending: Sending, deps: SendOnceDeps): Promise<SendOutcome> => {
  const { draft, raw, run } = sending;
  const message = claimOf(sending, deps.newOwner());
  const claim = await deps.claimMessage(message);
  if (claim.outcome === "taken") return whatStands(claim.message, run);

  await deps.pace();
  const reason = await askOrRelease(sending, message, deps);
  if (reason !== undefined) return { outcome: "stopped", reason };
  const { customerId, messageKey } = message;
  const from = run.settings.mail.sender.email;
  const sent = await deps.send({ raw, from, to: draft.address, tags: tagsOf(message) });
  if (sent.outcome === "sent") await deps.settleClaim(message, "sent", deps.now(), sent.sesMessageId);
  else {
    await deps.settleClaim(message, sent.outcome, deps.now());
    deps.report({ customerId, messageKey, outcome: sent.outcome, reason: sent.reason });
  }
  return { outcome: sent.outcome, locale: draft.locale };
};

/** Nothing was sent yet: whatever comes in between, the claim is given back. */
const askOrRelease = async ({ askAgain }: Sending, message: Message, deps: SendOnceDeps) => {
  let stops: StopReason | "unknown" | undefined = "unknown";
  try {
    stops = await askAgain();
    return stops;
  } finally {
    if (stops !== undefined) await deps.releaseClaim(message);
  }
};

/** The outcome of a message that stands in the table: this as-of day's own, or an earlier one about the same occasion. */
export const whatStands = (message: Message, run: Pick<NightRun, "asOf">): SendOutcome =>
  message.asOf === run.asOf
    ? { outcome: recordedOutcome(message), locale: message.locale }
    : { outcome: "stopped", reason: "already-written" };

const MONTHS_KEPT = 25;

const claimOf = ({ draft, run, at }: Sending, owner: string): Message => ({
  owner,
  customerId: draft.customer.customerId,
  messageKey: messageKeyOf(draft.candidate),
  runId: run.runId,
  asOf: run.asOf,
  emailKey: draft.emailKey,
  state: "claimed",
  claimedAt: at,
  locale: draft.locale,
  expiresAt: Math.floor(new Date(at).setUTCMonth(new Date(at).getUTCMonth() + MONTHS_KEPT) / 1000),
});
