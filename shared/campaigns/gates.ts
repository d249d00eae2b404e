import type { Campaign, Candidate } from "../model/campaign.ts";
import type { Consent } from "../model/consent.ts";
import { type Message, messageKeyOf, type StopReason } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import { lastCompleteDay } from "../model/shop-time.ts";
import type { Day, Instant } from "../model/time.ts";
import { isLawful } from "./country-law.ts";
import { isHeldOut } from "./holdout.ts";
import { isOverLimit } from "./over-limit.ts";

/** Everything the gates look at, read fresh for one candidate. */
export type GateFacts = {
  candidate: Candidate;
  trigger: Campaign["trigger"]["on"];
  run: Pick<NightRun, "asOf" | "at" | "sendDay" | "settings">;
  now: Instant;
  /** Undefined where there is no address that mail could reach. */
  address: string | undefined;
  /** Keyed hash of the address. */
  emailKey: string | undefined;
  suppressed: boolean;
  /** What is in force for mail to this address. */
  consent: Consent;
  country: string | undefined;
  /** Locale of the mail that would be sent. */
  locale: string;
  /** Last counted purchase day as known now. */
  lastDay: Day | undefined;
  /** Every message of the customer. */
  messages: readonly Pick<Message, "messageKey" | "claimedAt" | "state">[];
};

export type Verdict = { verdict: "pass" } | { verdict: "stop"; reason: StopReason };

const STALE_AFTER_MS = 36 * 3_600_000;

type Gate = { reason: StopReason; stops: (facts: GateFacts) => boolean };

/**
 * The gates in the order they are asked; the first that stops gives the reason.
 *
 * First what concerns the whole night, then whether we can and may write at all, then whether the occasion still stands.
 * The holdout comes after these, so that it is a fair sample of those who would have been written to, and before the
 * limit, whose verdict a message of tonight could change when a shard is tried again. What the operator has switched off
 * comes last: what is stopped there is exactly what would have been sent.
 */
const gates: readonly Gate[] = [
  { reason: "past-day", stops: ({ run }) => lastCompleteDay(run.at, run.settings.timeZone) !== run.asOf },
  { reason: "stale-night", stops: ({ run, now }) => Date.parse(now) - Date.parse(run.at) > STALE_AFTER_MS },
  { reason: "no-address", stops: ({ address }) => address === undefined },
  { reason: "suppressed", stops: ({ suppressed }) => suppressed },
  { reason: "no-consent", stops: ({ consent }) => consent.state !== "granted" },
  { reason: "country-law", stops: (facts) => !isLawful({ ...facts, sendDay: facts.run.sendDay }) },
  { reason: "bought-since", stops: (facts) => facts.trigger === "tier-entered" && hasBoughtSince(facts) },
  { reason: "already-written", stops: (facts) => facts.messages.some(isAboutThis(facts.candidate)) },
  {
    reason: "holdout",
    stops: ({ candidate, emailKey, run }) =>
      emailKey !== undefined && isHeldOut(candidate.campaignId, emailKey, run.settings.mail.holdoutShare),
  },
  {
    reason: "over-limit",
    stops: ({ messages, run }) => isOverLimit(messages, run.at, run.settings.mail.limits),
  },
  { reason: "sending-off", stops: ({ run }) => run.settings.mail.sending === "off" },
  {
    reason: "not-a-test-recipient",
    stops: ({ run, address }) => run.settings.mail.sending === "test" && !isTestRecipient(run, address),
  },
];

/** Whether the message may be sent, and if not, the first reason why not. */
export const askGates = (facts: GateFacts): Verdict => {
  const gate = gates.find(({ stops }) => stops(facts));
  return gate ? { verdict: "stop", reason: gate.reason } : { verdict: "pass" };
};

const hasBoughtSince = ({ lastDay, candidate }: GateFacts): boolean =>
  lastDay !== undefined && lastDay > candidate.lastDay;

const isAboutThis = (candidate: Candidate) => {
  const key = messageKeyOf(candidate);
  return ({ messageKey }: Pick<Message, "messageKey">): boolean => messageKey === key;
};

const isTestRecipient = (run: GateFacts["run"], address: string | undefined): boolean =>
  run.settings.mail.testRecipients.some((recipient) => recipient.toLowerCase() === address?.toLowerCase());
