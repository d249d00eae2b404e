import { chooseLocale } from "../mail/choose-locale.ts";
import { compileMail, type RenderMail } from "../mail/render-mail.ts";
import type { Campaign } from "../model/campaign.ts";
import type { CampaignLibrary } from "../model/campaign-library.ts";

/** A campaign ready to render: its templates are parsed once for all mails. */
export type Mailing = {
  campaign: Campaign;
  /** The locale to write to a customer in; the shop's default, or failing that any there is, where nothing fits better. */
  localeFor: (wanted: string | undefined, shopDefault: string) => string;
  render: (locale: string) => RenderMail;
};

/** Mailings by campaign id. */
export const prepareMailings = ({ campaigns, frame }: CampaignLibrary): ReadonlyMap<string, Mailing> =>
  new Map(
    campaigns.map(({ campaign, templates }) => {
      const compiled = new Map(Object.entries(templates).map(([locale, parts]) => [locale, compileMail(parts, frame)]));
      const locales = [...compiled.keys()];
      const localeFor = rememberLocales(
        (wanted, shopDefault) => chooseLocale(wanted, locales, shopDefault) ?? locales[0] ?? shopDefault,
      );
      const render: Mailing["render"] = (locale) => {
        const found = compiled.get(locale);
        if (!found) throw new RangeError(`campaign ${campaign.id} has no templates in ${locale}`);
        return found;
      };
      return [campaign.id, { campaign, localeFor, render }];
    }),
  );

/** Customers are many and their locales few; more names than the world has locales are not worth remembering. */
const MOST_REMEMBERED = 1_000;

/** The same answers, each looked up once: to take a locale apart costs as much as to judge a customer. */
const rememberLocales = (localeFor: Mailing["localeFor"]): Mailing["localeFor"] => {
  const known = new Map<string, string>();
  return (wanted, shopDefault) => {
    const key = JSON.stringify([wanted, shopDefault]);
    const locale = known.get(key) ?? localeFor(wanted, shopDefault);
    if (known.size < MOST_REMEMBERED) known.set(key, locale);
    return locale;
  };
};
