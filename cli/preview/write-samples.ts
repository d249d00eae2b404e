import type { Mailing } from "../../shared/campaigns/mailing.ts";
import { smsLength } from "../../shared/campaigns/sms-length.ts";
import { type TellingCustomer, tellingCustomers, tierOf } from "../../shared/campaigns/telling-customers.ts";
import { nobodysKey } from "../../shared/mail/unsubscribe-token.ts";
import { type Campaign, offerOf } from "../../shared/model/campaign.ts";
import type { HandedChannel } from "../../shared/model/channel.ts";
import { nothingSaid } from "../../shared/model/consent.ts";
import type { Tier } from "../../shared/model/customer.ts";
import type { UnwrittenReason } from "../../shared/model/message.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { dayOf } from "../../shared/model/shop-time.ts";
import type { Instant } from "../../shared/model/time.ts";
import { type Draft, type LetterPlace, writeLetter } from "../../shared/post/write-letter.ts";
import { writeText } from "../../shared/post/write-text.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { readMail, type ShownMail } from "./read-mail.ts";

/** The text of a message by another channel than mail. */
export type ShownText = { channel: HandedChannel; text: string; says: string };

/** A message as one of the telling customers would get it. */
export type Sample = {
  customer: TellingCustomer;
  tier: Tier | undefined;
  /** The language they read, and the one that they are written to in. */
  reads: string;
  locale: string;
  shown: ShownMail | ShownText | { unwritten: UnwrittenReason };
};

export type SampledMessage = {
  step: string;
  /** What it promises, by the offer's name. */
  offer?: ReturnType<typeof offerOf>;
  samples: readonly Sample[];
};

/** By whom and when messages are written. */
export type SampleSettings = {
  settings: Settings;
  at: Instant;
  locale?: string | undefined;
  step?: string | undefined;
};

/** What the links of a preview would be signed by; nobody can use them. */
const nowhere: LetterPlace = { linkKey: "preview", publicUrl: "https://mail.example" };

/** Every message of a campaign for each of the telling customers, by the code that writes the night's mail. */
export const writeSamples = (mailing: Mailing, how: SampleSettings): Promise<SampledMessage[]> =>
  Promise.all(
    mailing.campaign.steps.map(async ({ name: step }) => ({
      step,
      offer: offerOf(mailing.campaign, step),
      samples: await Promise.all(tellingCustomers.map((customer) => sampleOf(mailing, customer, { ...how, step }))),
    })),
  );

const sampleOf = async (mailing: Mailing, customer: TellingCustomer, how: SampleSettings): Promise<Sample> => {
  const draft = sampleDraft(mailing, customer, how);
  const { tier } = draft.candidate;
  const reads = draft.customer.profile.locale ?? how.settings.defaultLocale;
  return { customer, tier, reads, locale: draft.locale, shown: await shownOf(draft, mailing.campaign, how) };
};

const shownOf = async (
  draft: Draft,
  campaign: Campaign,
  { settings, at }: SampleSettings,
): Promise<Sample["shown"]> => {
  if (campaign.channel !== "email") return textOf(draft, campaign.channel, settings, at);
  const raw = writeLetter(draft, settings, at, nowhere);
  return typeof raw === "string" ? { unwritten: raw } : readMail(raw);
};

const textOf = (draft: Draft, channel: HandedChannel, settings: Settings, at: Instant): Sample["shown"] => {
  const entry = writeText(draft, { settings, sendDay: dayOf(at, settings.timeZone) });
  if (typeof entry === "string") return { unwritten: entry };
  const { segments, alphabet } = smsLength(entry.text);
  const characters = `${[...entry.text].length} characters`;
  return {
    ...{ channel, text: entry.text },
    says: channel === "sms" ? `${characters}, sent as ${segments} of ${alphabet}` : characters,
  };
};

/** One of the telling customers as a night would have chosen them for a campaign today. */
export const sampleDraft = (
  mailing: Mailing,
  customer: TellingCustomer,
  { settings, at, locale: asked, step = mailing.campaign.steps[0]?.name ?? "" }: SampleSettings,
): Draft => {
  const { campaign } = mailing;
  const { firstName, lastName, country, silentDays } = customer;
  const today = dayOf(at, settings.timeZone);
  const lastDay = silentDays === undefined ? undefined : addDays(today, -silentDays);
  const tier = tierOf(customer, campaign.trigger);
  const wanted = customer.locale ?? asked;
  const customerId = `example-${customer.name}`;
  const address = `${customer.name}@example.com`;
  const emailKey = nobodysKey(customer.name);
  const { channel } = campaign;
  return {
    candidate: {
      ...{ customerId, campaignId: campaign.id, step, occurrence: today, dueUntil: today, tier },
      ...(channel !== "email" && { channel }),
    },
    customer: {
      ...{
        customerId,
        version: 1,
        identities: [],
        consents: nothingSaid,
        days: new Uint8Array(),
        sources: [],
        holders: [],
      },
      emailKey,
      profile: { firstName, lastName, country, locale: wanted, email: address },
    },
    mailing,
    mailbox: { address, emailKey },
    locale: mailing.writerOf(step).localeFor(wanted, settings.defaultLocale),
    lastDay,
  };
};
