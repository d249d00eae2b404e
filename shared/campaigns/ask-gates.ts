import { consentReasons } from "../mail/consent-stands.ts";
import { type GateReason, gateReasonSchema, isUnwritten, type StopReason } from "../model/message.ts";
import type { Day, Instant } from "../model/time.ts";
import type { GateFacts, Mailbox, PersonFacts } from "./gate-facts.ts";
import { gates, gatesOfPerson } from "./gates.ts";

/** `until`: the first day on which it may pass, or the moment of the send day, where that is known. */
export type Objection =
  | { verdict: "stop"; reason: GateReason }
  | { verdict: "wait"; reason: GateReason; until?: Day | Instant };
export type Verdict = { verdict: "pass"; mailbox: Mailbox } | Objection;

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

/** Why somebody may not be written to any more whose message is claimed, and is to stand in a file; undefined where they may. */
export const whatForbids = (facts: PersonFacts): GateReason | undefined =>
  namesOfPerson.find((name) => gatesOfPerson[name].shuts(facts));
const namesOfPerson = [
  "no-address",
  "suppressed",
  ...consentReasons,
  "country-law",
  "sending-off",
  "not-a-test-recipient",
] as const;

/** Whether what was withheld would have been mail, had it not been switched off. */
export const wouldBeMail = (reason: StopReason): boolean => !isUnwritten(reason) && gates[reason].wouldBeMail;

/** Whether what is not written for this reason waits for another day, where there is one. */
export const wouldWait = (reason: StopReason): boolean => !isUnwritten(reason) && gates[reason].answers === "wait";

/** What is said of a message whose sender takes nothing, and of those that a worker died over before it asked the gates. */
export const brokenOff: Objection = { verdict: gates["post-broke-off"].answers, reason: "post-broke-off" };
