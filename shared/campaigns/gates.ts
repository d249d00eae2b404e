import { type consentReasons, whatConsentLacks } from "../mail/consent-stands.ts";
import type { AddressKind } from "../model/address-kind.ts";
import { type Candidate, holdoutOf } from "../model/campaign.ts";
import { normaliseEmail } from "../model/identity.ts";
import type { GateReason } from "../model/message.ts";
import { NIGHT_GIVEN_UP_MS } from "../model/night.ts";
import { dayOf, lastCompleteDay } from "../model/shop-time.ts";
import type { Day, Instant } from "../model/time.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import { isAlreadyWritten } from "./already-written.ts";
import { isLawful } from "./country-law.ts";
import { mayBeginFrom } from "./days-apart.ts";
import { isDormant } from "./dormant.ts";
import { type Gate, gate, theSwitch, waits } from "./gate.ts";
import type { GateFacts } from "./gate-facts.ts";
import { isHeldOut } from "./holdout.ts";
import { hasNothingToFollow, mayFollowFrom } from "./needed-step.ts";
import { isOccasionGone } from "./occasion-gone.ts";
import { isOfferOver, mayOfferFrom } from "./offered.ts";
import { isOverLimit, underLimitFrom } from "./over-limit.ts";

const ofKind = (kind: AddressKind) => gate(["addressKind"], ({ addressKind }) => addressKind === kind);
const tomorrow = ({ run: { sendDay } }: Pick<GateFacts, "run">): Day => addDays(sendDay, 1);

const HOUR_MS = 3_600_000;

/**
 * When a message is to go: at its hour, or in the one that asks for it later on, for what was in its way may have ended. A simulated night
 * takes its day's post as one.
 */
const hourOf = ({ sendFrom }: Candidate, { at, simulated }: GateFacts["run"], now: Instant): Instant => {
  if (simulated) return at;
  const [planned, asking] = [Date.parse(sendFrom ?? at), Math.floor(Date.parse(now) / HOUR_MS) * HOUR_MS];
  return new Date(Math.max(planned, asking)).toISOString();
};

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
export const gatesOfPerson = {
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
  ...gatesOfPerson,
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
  "offer-over": gate(["candidate", "campaign", "run"], ({ run, ...facts }) => isOfferOver(facts, run.sendDay)),
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
  "offered-lately": waits(
    gate(["candidate", "campaign", "messages", "run"], ({ run, ...facts }) => {
      const from = mayOfferFrom(facts);
      return from !== undefined && from > run.sendDay;
    }),
    mayOfferFrom,
  ),
  "more-important-first": waits(
    gate(["messages", "run"], ({ messages, run }) =>
      messages.some(({ asOf, state }) => asOf === run.asOf && state !== "refused"),
    ),
    tomorrow,
  ),
  "over-limit": waits(
    gate(["candidate", "messages", "now", "run"], ({ candidate, messages, now, run }) =>
      isOverLimit(messages, hourOf(candidate, run, now), run.settings.mail.limits),
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
