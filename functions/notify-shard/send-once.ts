import { recordedOutcome } from "../../shared/mail/message-life.ts";
import { tagsOf } from "../../shared/mail/message-tags.ts";
import { type Message, type MessageOutcome, messageKeyOf, type StopReason } from "../../shared/model/message.ts";
import type { NightRun } from "../../shared/model/night.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { SendRaw } from "../../shared/ports/mailer.ts";
import type { ClaimMessage, ReadSuppressions, ReleaseMessage, SettleMessage } from "../../shared/ports/messages.ts";
import type { Draft } from "./judge-candidate.ts";

export type SendOnceDeps = {
  claimMessage: ClaimMessage;
  releaseMessage: ReleaseMessage;
  settleMessage: SettleMessage;
  readSuppressions: ReadSuppressions;
  send: SendRaw;
  /** Waits for the next moment at which the mail service's rate allows a send. */
  pace: () => Promise<void>;
  /** The instant mail goes by: the wall clock, or the night's own hour where the night is simulated. */
  now: () => Instant;
  /** Tells the operator why a mail was refused or is unknown; ids only. */
  report: (trouble: { messageKey: string; customerId: string; outcome: "refused" | "unknown"; reason: string }) => void;
};

export type Sending = { draft: Draft; raw: Uint8Array; run: NightRun; at: Instant };

/** What became of one message, without saying whose it is. */
export type SendOutcome =
  | { outcome: Exclude<MessageOutcome["outcome"], "stopped">; locale: string }
  | { outcome: "stopped"; reason: StopReason };

/**
 * Claim, look once more whether the address was suppressed meanwhile, send once, settle.
 *
 * Whatever happens after the claim, nobody sends this message again: who comes later finds the claim and reports what
 * is recorded. If this worker dies between claim and answer, or the answer is lost, the message stays `claimed`, which
 * reads as unknown until SES's own events settle it. The claim is taken back only when surely nothing was sent.
 */
export const sendOnce = async (sending: Sending, deps: SendOnceDeps): Promise<SendOutcome> => {
  const { draft, raw, run } = sending;
  const message = claimOf(sending);
  const claim = await deps.claimMessage(message);
  if (claim.outcome === "taken") return whatStands(claim.message, run);

  await deps.pace();
  const suppressions = await deps.readSuppressions([draft.emailKey]);
  if (suppressions.size > 0) {
    await deps.releaseMessage(message);
    return { outcome: "stopped", reason: "suppressed" };
  }
  const { customerId, messageKey } = message;
  const from = run.settings.mail.sender.email;
  const sent = await deps.send({ raw, from, to: draft.address, tags: tagsOf(message) });
  if (sent.outcome === "sent") await deps.settleMessage(message, "sent", deps.now(), sent.sesMessageId);
  else {
    if (sent.outcome === "refused") await deps.settleMessage(message, "refused", deps.now());
    deps.report({ customerId, messageKey, outcome: sent.outcome, reason: sent.reason });
  }
  return { outcome: sent.outcome, locale: draft.locale };
};

/** The outcome of a message that stands in the table: this as-of day's own, or an earlier one about the same occasion. */
export const whatStands = (message: Message, run: Pick<NightRun, "asOf">): SendOutcome =>
  message.asOf === run.asOf
    ? { outcome: recordedOutcome(message), locale: message.locale }
    : { outcome: "stopped", reason: "already-written" };

const MONTHS_KEPT = 25;

const claimOf = ({ draft, run, at }: Sending): Message => ({
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
