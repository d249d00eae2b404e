import { matchLocale } from "../../shared/mail/choose-locale.ts";
import { didYouMean } from "../../shared/model/near-miss.ts";
import type { ReadCampaigns } from "../campaigns/read-campaign-folder.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { localesSpoken, stepsOf } from "./steps-of.ts";

/** What the operator wants to see of campaigns. */
export type Asked = { campaign: string | undefined; step: string | undefined; locale: string | undefined };

/** @throws UsageError for a campaign, a step or a language that there is not, with those that there are */
export const checkAsked = (asked: Asked, { library, broken }: ReadCampaigns): void => {
  const sources = library.campaigns.filter(
    ({ campaign }) => asked.campaign === undefined || campaign.id === asked.campaign,
  );
  const ids = [...library.campaigns.map(({ campaign }) => campaign.id), ...broken.map(({ id }) => id)];
  refuseUnknown("campaign", asked.campaign, ids);
  // Of what has mistakes, these are said.
  if (sources.length === 0) return;
  refuseUnknown("step", asked.step, sources.flatMap(stepsOf));
  const locales = [...new Set(sources.flatMap(localesSpoken))];
  if (asked.locale !== undefined && matchLocale(asked.locale, locales) === undefined)
    refuseUnknown("language", asked.locale, locales);
};

const refuseUnknown = (what: string, word: string | undefined, known: readonly string[]): void => {
  if (word === undefined || known.includes(word)) return;
  throw new UsageError(
    `There is no ${what} "${word}"${didYouMean(word, known) || `; there is ${[...new Set(known)].sort().join(", ")}.`}`,
  );
};
