import { askGates, type GateFacts, type Verdict } from "../campaigns/gates.ts";
import type { Mailing } from "../campaigns/mailing.ts";
import { mailableAddress } from "../mail/mailable-address.ts";
import type { Candidate } from "../model/campaign.ts";
import { consentFor } from "../model/consent.ts";
import type { Customer } from "../model/customer.ts";
import type { NightRun } from "../model/night.ts";
import type { Day, Instant } from "../model/time.ts";
import { fromEpochDay } from "../scoring/summaries/epoch-day.ts";
import { decodePurchaseDays } from "../scoring/summaries/purchase-days.ts";

/** Where and how a message would go. */
export type Draft = {
  candidate: Candidate;
  customer: Customer;
  mailing: Mailing;
  address: string;
  emailKey: string;
  locale: string;
  lastDay: Day | undefined;
};

export type JudgeInput = {
  candidate: Candidate;
  customer: Customer;
  mailing: Mailing;
  suppressed: boolean;
  messages: GateFacts["messages"];
  run: NightRun;
  now: Instant;
};

/** Asks the gates about one candidate, and says what to write if they let it pass. */
export const judgeCandidate = (
  input: JudgeInput,
): { verdict: "pass"; draft: Draft } | Extract<Verdict, { verdict: "stop" }> => {
  const { candidate, customer, mailing, run } = input;
  const { profile, consents, emailKey } = customer;
  // Without its key an address could neither be suppressed nor unsubscribed.
  const address = emailKey === undefined ? undefined : mailableAddress(profile.email);
  const locale = mailing.localeFor(profile.locale, run.settings.defaultLocale);
  const lastDay = lastPurchaseDay(customer);
  const verdict = askGates({
    ...input,
    trigger: mailing.campaign.trigger.on,
    address,
    emailKey,
    consent: consentFor(consents, emailKey),
    country: profile.country,
    locale,
    lastDay,
  });
  if (verdict.verdict === "stop") return verdict;
  if (address === undefined || emailKey === undefined) return { verdict: "stop", reason: "no-address" };
  return { verdict: "pass", draft: { candidate, customer, mailing, address, emailKey, locale, lastDay } };
};

const lastPurchaseDay = ({ days }: Customer): Day | undefined => {
  const last = decodePurchaseDays(days).at(-1);
  return last && fromEpochDay(last.day);
};
