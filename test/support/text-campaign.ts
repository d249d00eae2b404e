import { type Campaign, campaignSchema } from "../../shared/model/campaign.ts";
import type { CampaignLibrary } from "../../shared/model/campaign-library.ts";
import type { Consent } from "../../shared/model/consent.ts";
import type { Customer } from "../../shared/model/customer.ts";
import { shippedCampaigns } from "./shipped-campaigns.ts";

const ofMail = await shippedCampaigns();

/** Of one's birthday, with a text in which everything hostile may stand that a template can write. */
export const textCampaign = (
  more: Partial<Campaign> = {},
  text = "{{ shop.name }}: {{ customer.first_name }}, come by! STOP ends",
) => ({
  campaign: campaignSchema.parse({
    ...{ id: "text", name: "Text", channel: "sms", trigger: { on: "birthday" }, expires_after: 2 },
    ...more,
  }),
  templates: {},
  texts: { first: { en: text, de: `{{ shop.name }}: komm vorbei! STOP beendet` } },
});

/** The project's own campaigns, and one by text message. */
export const libraryWith = (...sources: CampaignLibrary["campaigns"]): CampaignLibrary => ({
  ...ofMail,
  campaigns: [...ofMail.campaigns, ...sources],
});

export const withTexts = async () => ({ library: libraryWith(textCampaign({ priority: 100 })), broken: [] });

export const numberOf = (index: number): string => `+49170${String(1_000_000 + index)}`;
const agreed: Consent = { state: "granted", basis: "explicit", at: "2026-01-01T00:00:00.000Z" };

/** What is known of a customer who agreed to text messages. */
export const agreesToTexts = (index: number, consent: Consent = agreed): Pick<Customer, "channels"> => {
  const key = `sms:key-${index}`;
  const consents = consent.state === "denied" ? { denied: consent, granted: {} } : { granted: { [key]: consent } };
  return { channels: { sms: { consents, handle: numberOf(index), key } } };
};

/** The same customer, who agreed to text messages. */
export const byText = (customer: Customer, index: number): Customer => ({ ...customer, ...agreesToTexts(index) });
