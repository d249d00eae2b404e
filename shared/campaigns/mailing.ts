import { chooseLocale } from "../mail/choose-locale.ts";
import type { MailView } from "../mail/mail-view.ts";
import { compileMail, type RenderMail } from "../mail/render-mail.ts";
import { compileText } from "../mail/render-text.ts";
import type { Campaign } from "../model/campaign.ts";
import { type CampaignLibrary, localesOf } from "../model/campaign-library.ts";

/** A campaign ready to render: its templates are parsed once for all mails. */
export type Mailing = {
  campaign: Campaign;
  /** The locale to write to a customer in; the shop's default, or failing that any there is, where nothing fits better. */
  localeFor: (wanted: string | undefined, shopDefault: string) => string;
  render: (locale: string) => RenderMail;
  /** The text of a message by another channel than mail. */
  renderText: (locale: string) => (view: MailView) => string;
};

/** Mailings by campaign id. */
export const prepareMailings = ({ campaigns }: CampaignLibrary): ReadonlyMap<string, Mailing> =>
  new Map(
    campaigns.map((source) => {
      const { campaign, templates, texts = {} } = source;
      const compiled = new Map(Object.entries(templates).map(([locale, parts]) => [locale, compileMail(parts)]));
      const compiledTexts = new Map(Object.entries(texts).map(([locale, text]) => [locale, compileText(text)]));
      const locales = localesOf(source);
      const localeFor = rememberLocales(
        (wanted, shopDefault) => chooseLocale(wanted, locales, shopDefault) ?? locales[0] ?? shopDefault,
      );
      const render: Mailing["render"] = (locale) => foundIn(compiled, campaign.id, locale);
      const renderText: Mailing["renderText"] = (locale) => foundIn(compiledTexts, campaign.id, locale);
      return [campaign.id, { campaign, localeFor, render, renderText }];
    }),
  );

const foundIn = <Compiled>(compiled: ReadonlyMap<string, Compiled>, id: string, locale: string): Compiled => {
  const found = compiled.get(locale);
  if (!found) throw new RangeError(`campaign ${id} has no templates in ${locale}`);
  return found;
};

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
