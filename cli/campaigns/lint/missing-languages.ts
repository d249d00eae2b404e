import { matchLocale } from "../../../shared/mail/choose-locale.ts";
import { type CampaignSource, localesOf } from "../../../shared/model/campaign-library.ts";
import { type Finding, findingIn } from "./finding.ts";

/** Languages that a template of any campaign is written in, and another is not: its readers get that one in the shop's own language. */
export const missingLanguages = (campaigns: readonly CampaignSource[], shown: string): Finding[] => {
  const templates = campaigns.flatMap((source) =>
    [...localesOf(source)].map(([template, locales]) => ({ id: source.campaign.id, template, locales })),
  );
  const spoken = new Set(templates.flatMap(({ locales }) => locales));
  return templates.flatMap(({ id, template, locales }) =>
    [...spoken]
      .filter((locale) => matchLocale(locale, locales) === undefined)
      .map((locale) => {
        const speaker = templates.find((other) => other.locales.includes(locale));
        return findingIn(`${shown}/${id}`)({
          rule: "missing-language",
          what: `has no ${template} in ${locale}, and ${speaker?.id} has its ${speaker?.template}: who reads it gets the shop's own language`,
        });
      }),
  );
};
