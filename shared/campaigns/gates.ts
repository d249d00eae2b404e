import { consentReasons, whatConsentLacks } from "../mail/consent-stands.ts";
import type { AddressKind } from "../model/address-kind.ts";
import { type Campaign, type Candidate, holdoutOf } from "../model/campaign.ts";
import type { Channel } from "../model/channel.ts";
import type { Consent } from "../model/consent.ts";
import { normaliseEmail } from "../model/identity.ts";
import { type GateReason, gateReasonSchema, isUnwritten, type StopReason } from "../model/message.ts";
import { NIGHT_GIVEN_UP_MS, type NightRun } from "../model/night.ts";
import { dayOf, lastCompleteDay } from "../model/shop-time.ts";
import type { Day, Instant } from "../model/time.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import { isAlreadyWritten } from "./already-written.ts";
import type { CountedMessage } from "./counted-message.ts";
import { isLawful } from "./country-law.ts";
import { mayBeginFrom } from "./days-apart.ts";
import { isDormant } from "./dormant.ts";
import { isHeldOut } from "./holdout.ts";
import { hasNothingToFollow, mayFollowFrom } from "./needed-step.ts";
import { isOccasionGone } from "./occasion-gone.ts";
import { isOverLimit, underLimitFrom } from "./over-limit.ts";

/** An address that mail could reach, or a handle of another channel, and its key: without that it could neither be suppressed nor unsubscribed. */
export type Mailbox = { address: string; emailKey: string };

/** How many more may leave today: to dormant addresses, of the campaign, and of what the mail service takes. */
export type Room = { warmUp: number; budget: number; quota: number };

/** Everything the gates look at, read fresh for one candidate. */
export type GateFacts = {
  candidate: Candidate;
  campaign: Campaign;
  channel: Channel;
  run: Pick<NightRun, "asOf" | "at" | "sendDay" | "settings" | "simulated">;
  now: Instant;
  /** Whether the campaign's messages of this night wait for somebody to release them. */
  awaitsApproval: boolean;
  /** Whether somebody held the campaign's messages. */
  isHeld: boolean;
  /** Whether the mail service took nothing of this night's mail a moment ago: it is not asked again in this pass. */
  postBrokeOff: boolean;
  /** Whether an import of orders was under way or broken off while the night read, or is now. */
  importUnfinished: boolean;
  mailbox: Mailbox | undefined;
  /** What says by lot whether they are held out: it has to last longer than a device's token. */
  heldOutBy: string | undefined;
  /** Their e-mail address, whatever they are reached at: by it they are a test recipient. */
  email: string | undefined;
  suppressed: boolean;
  /** What their address is where it is no person's. */
  addressKind: AddressKind | undefined;
  /** What is in force for messages to this address, by this channel. */
  consent: Consent;
  country: string | undefined;
  /** The recipient's own locale, as sources tell it. */
  ownLocale: string | undefined;
  /** Locale of the mail that would be sent. */
  locale: string;
  /** Last counted purchase day as known now. */
  lastDay: Day | undefined;
  /** All of them, rising. */
  purchaseDays: readonly Day[];
  birthday: string | undefined;
  /** Every message to any address of the person, but for the one in question. */
  messages: readonly CountedMessage[];
  room: Room;
};

/** `until`: the first day on which it may pass, or the moment of the send day, where that is known. */
export type Objection =
  | { verdict: "stop"; reason: GateReason }
  | { verdict: "wait"; reason: GateReason; until?: Day | Instant };
export type Verdict = { verdict: "pass"; mailbox: Mailbox } | Objection;

type Gate<Fact extends keyof GateFacts = keyof GateFacts> = {
  /** The facts that the gate looks at: it is shown no others. */
  needs: readonly Fact[];
  shuts: (facts: Pick<GateFacts, Fact>) => boolean;
  /** What it answers then: that this occasion is not written about, or that it waits. */
  answers: "stop" | "wait";
  /** Of what waits: the first day on which it may pass, or the moment of the send day, where that is known. */
  until?: (facts: Pick<GateFacts, Fact>) => Day | Instant | undefined;
  /** What is only switched off, held, or not sent yet, would have been mail: it counts against limits, and is listed as what the real thing would send. */
  wouldBeMail: boolean;
};

const gate = <Fact extends keyof GateFacts>(
  needs: readonly Fact[],
  shuts: (facts: Pick<GateFacts, Fact>) => boolean,
): Gate<Fact> => ({ needs, shuts, answers: "stop", wouldBeMail: false });
const ofKind = (kind: AddressKind) => gate(["addressKind"], ({ addressKind }) => addressKind === kind);
const theSwitch: typeof gate = (needs, shuts) => ({ ...gate(needs, shuts), answers: "wait", wouldBeMail: true });
const waits = <Fact extends keyof GateFacts>(
  gate: Gate<Fact>,
  until: (facts: Pick<GateFacts, Fact>) => Day | Instant | undefined,
): Gate<Fact> => ({
  ...gate,
  answers: "wait",
  until,
});
const tomorrow = ({ run: { sendDay } }: Pick<GateFacts, "run">): Day => addDays(sendDay, 1);

/** When a message is to go: a simulated night takes its day's post as one. */
const hourOf = ({ sendFrom }: Candidate, { at, simulated }: GateFacts["run"]): Instant =>
  simulated ? at : (sendFrom ?? at);

const lacksConsent = (reason: (typeof consentReasons)[number]) =>
  gate(
    ["consent", "channel", "run"],
    ({ consent, channel, run: { settings, sendDay } }) =>
      whatConsentLacks(consent, channel, settings.mail.consent, sendDay) === reason,
  );

const isTestRecipient = (run: GateFacts["run"], email: string | undefined): boolean => {
  const address = normaliseEmail(email);
  return address !== undefined && run.settings.mail.testRecipients.map(normaliseEmail).includes(address);
};

/** What a person can say no by, and where they are reached; and what the operator has switched off. */
const ofThePerson = {
  "no-address": gate(["mailbox"], ({ mailbox }) => mailbox === undefined),
  suppressed: gate(["suppressed"], ({ suppressed }) => suppressed),
  "no-consent": lacksConsent("no-consent"),
  "soft-opt-in": lacksConsent("soft-opt-in"),
  "consent-too-old": lacksConsent("consent-too-old"),
  "country-law": gate(
    ["consent", "country", "locale", "ownLocale", "lastDay", "run"],
    ({ run, ...facts }) => !isLawful({ ...facts, sendDay: run.sendDay }),
  ),
  "sending-off": theSwitch(["run"], ({ run }) => run.settings.mail.sending === "off"),
  "not-a-test-recipient": theSwitch(
    ["run", "email"],
    ({ run, email }) => run.settings.mail.sending === "test" && !isTestRecipient(run, email),
  ),
};

/**
 * The gates by their reasons, each declared here and nowhere else (its sentence for people: `shared/words/stop-words.ts`).
 * They are asked in the order of the reasons, and the first that does not let pass gives its own.
 *
 * First what concerns the whole night, then whether we can and may write at all, then whether the occasion still stands.
 * The holdout comes after these, so that it is a fair sample of those who would have been written to, and before
 * what waits, whose verdict a message of tonight could change when a shard is tried again. What the operator has switched off,
 * what has its hour before it, what nobody has released, what somebody holds, what the mail service does not take and what an import holds comes last: what waits
 * there is what would have been sent, so far as its mail turns out whole. Before these it is asked whether the hours of its day are over:
 * then no release sends it today, and it takes nobody's place.
 */
export const gates: Readonly<Record<GateReason, Gate>> = {
  "past-day": gate(["run"], ({ run }) => lastCompleteDay(run.at, run.settings.timeZone) !== run.asOf),
  "stale-night": gate(["run", "now"], ({ run, now }) => Date.parse(now) - Date.parse(run.at) > NIGHT_GIVEN_UP_MS),
  ...ofThePerson,
  "shops-own-address": ofKind("shops-own"),
  "staff-address": ofKind("staff"),
  "placeholder-address": ofKind("placeholder"),
  "relay-address": ofKind("relay"),
  "disposable-address": ofKind("disposable"),
  "role-address": ofKind("role"),
  "bought-since": gate(
    ["candidate", "lastDay"],
    ({ candidate: { exitAfter }, lastDay }) => exitAfter !== undefined && lastDay !== undefined && lastDay > exitAfter,
  ),
  "occasion-gone": gate(["candidate", "campaign", "purchaseDays", "birthday", "country"], isOccasionGone),
  "already-written": gate(
    ["candidate", "campaign", "mailbox", "lastDay", "messages"],
    ({ messages, mailbox, campaign: { trigger }, ...facts }) =>
      messages.some((message) => isAlreadyWritten(message, { ...facts, trigger, emailKey: mailbox?.emailKey })),
  ),
  holdout: gate(
    ["campaign", "heldOutBy", "run"],
    ({ campaign, heldOutBy, run }) =>
      heldOutBy !== undefined && isHeldOut(campaign.id, heldOutBy, holdoutOf(campaign, run.settings.mail.holdoutShare)),
  ),
  "nothing-to-follow": gate(
    ["candidate", "campaign", "mailbox", "lastDay", "messages", "run"],
    ({ run, mailbox, ...facts }) => hasNothingToFollow({ ...facts, emailKey: mailbox?.emailKey }, run),
  ),
  "needed-step-missing": waits(
    gate(["candidate", "campaign", "lastDay", "messages", "run"], ({ run, ...facts }) => {
      const { needs, from } = mayFollowFrom(facts);
      return needs && (from === undefined || from > run.sendDay);
    }),
    (facts) => mayFollowFrom(facts).from,
  ),
  "too-soon-for-campaign": waits(
    gate(["candidate", "campaign", "lastDay", "messages", "run"], ({ run, ...facts }) => {
      const from = mayBeginFrom(facts);
      return from !== undefined && from > run.sendDay;
    }),
    mayBeginFrom,
  ),
  "more-important-first": waits(
    gate(["messages", "run"], ({ messages, run }) =>
      messages.some(({ asOf, state }) => asOf === run.asOf && state !== "refused"),
    ),
    tomorrow,
  ),
  "over-limit": waits(
    gate(["candidate", "messages", "run"], ({ candidate, messages, run }) =>
      isOverLimit(messages, hourOf(candidate, run), run.settings.mail.limits),
    ),
    ({ messages, run: { sendDay, settings } }) => {
      const from = underLimitFrom(messages, settings.mail.limits);
      const day = from && dayOf(from, settings.timeZone);
      return day === sendDay ? from : day;
    },
  ),
  "warming-up": waits(
    gate(
      ["campaign", "channel", "consent", "lastDay", "mailbox", "messages", "run", "room"],
      ({ room, ...facts }) => room.warmUp <= 0 && isDormant(facts),
    ),
    tomorrow,
  ),
  "over-budget": waits(
    gate(["room", "run"], ({ room }) => room.budget <= 0),
    tomorrow,
  ),
  "hour-to-come": {
    ...theSwitch(
      ["candidate", "now", "run"],
      ({ candidate: { sendFrom }, now, run }) => !run.simulated && sendFrom !== undefined && now < sendFrom,
    ),
    until: ({ candidate }) => candidate.sendFrom,
  },
  "quiet-hours": waits(
    gate(
      ["candidate", "now", "run"],
      ({ candidate: { sendUntil }, now, run }) => !run.simulated && sendUntil !== undefined && now >= sendUntil,
    ),
    tomorrow,
  ),
  "awaiting-approval": theSwitch(["awaitsApproval"], ({ awaitsApproval }) => awaitsApproval),
  held: theSwitch(["isHeld"], ({ isHeld }) => isHeld),
  "over-quota": waits(
    gate(["channel", "room"], ({ channel, room }) => channel === "email" && room.quota <= 0),
    () => undefined,
  ),
  "post-broke-off": theSwitch(["postBrokeOff"], ({ postBrokeOff }) => postBrokeOff),
  "import-unfinished": theSwitch(["importUnfinished"], ({ importUnfinished }) => importUnfinished),
};

/** Whether the message may be sent and to where, and if not, the first reason why not. */
export const askGates = (facts: GateFacts): Verdict => {
  const reason = gateReasonSchema.options.find((name) => gates[name].shuts(facts));
  if (reason !== undefined) return objectionOf(reason, facts);
  if (facts.mailbox === undefined) throw new RangeError("the gates let a candidate pass who has no address");
  return { verdict: "pass", mailbox: facts.mailbox };
};

const objectionOf = (reason: GateReason, facts: GateFacts): Objection => {
  const { answers, until } = gates[reason];
  if (answers === "stop") return { verdict: "stop", reason };
  const day = until?.(facts);
  return { verdict: "wait", reason, ...(day !== undefined && { until: day }) };
};

/** Whether what was withheld would have been mail, had it not been switched off. */
export const wouldBeMail = (reason: StopReason): boolean => !isUnwritten(reason) && gates[reason].wouldBeMail;

/** Whether what is not written for this reason waits for another day, where there is one. */
export const wouldWait = (reason: StopReason): boolean => !isUnwritten(reason) && gates[reason].answers === "wait";

/** What is said of a message whose sender takes nothing, and of those that a worker died over before it asked the gates. */
export const brokenOff: Objection = { verdict: gates["post-broke-off"].answers, reason: "post-broke-off" };

/** The facts of a person, which hold for whatever they are written to about. */
export type PersonFacts = Omit<
  GateFacts,
  | "candidate"
  | "campaign"
  | "now"
  | "awaitsApproval"
  | "isHeld"
  | "postBrokeOff"
  | "importUnfinished"
  | "messages"
  | "room"
>;

/** Why somebody may not be written to any more whose message is claimed, and is to stand in a file; undefined where they may. */
export const whatForbids = (facts: PersonFacts): GateReason | undefined =>
  namesOfPerson.find((name) => ofThePerson[name].shuts(facts));
const namesOfPerson = [
  "no-address",
  "suppressed",
  ...consentReasons,
  "country-law",
  "sending-off",
  "not-a-test-recipient",
] as const;
