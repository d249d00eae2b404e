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
    const locales = localesOf(source);
    if (!campaign.enabled || matchLocale(defaultLocale, locales) !== undefined) return [];
    return [
      `${origin}: defaultLocale is "${defaultLocale}", and ${folder}/${campaign.id} has no templates in it; it has ${locales.join(", ")}`,
    ];
  });
