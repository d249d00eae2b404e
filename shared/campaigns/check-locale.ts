import { matchLocale } from "../mail/choose-locale.ts";
import { type CampaignLibrary, localesOf } from "../model/campaign-library.ts";

/**
 * A sentence for each campaign that cannot write in the shop's own language, which is what everybody is written to in
 * whose language it does not have; `origin` and `folder` are what settings and campaigns are called in it.
 */
export const checkDefaultLocale = (
  defaultLocale: string,
  { campaigns }: CampaignLibrary,
  { origin, folder }: { origin: string; folder: string },
): string[] =>
  campaigns.flatMap((source) => {
    const { campaign } = source;
    if (!campaign.enabled) return [];
    const lacking = [...localesOf(source)].filter(([, locales]) => matchLocale(defaultLocale, locales) === undefined);
    return lacking.map(
      ([template, locales]) =>
        `${origin}: defaultLocale is "${defaultLocale}", and ${folder}/${campaign.id} has no template "${template}" in it; it has ${locales.join(", ")}`,
    );
  });
