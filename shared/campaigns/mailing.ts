import { chooseLocale } from "../mail/choose-locale.ts";
import type { MailView } from "../mail/mail-view.ts";
import { compileMail, type RenderMail } from "../mail/render-mail.ts";
import { compileText } from "../mail/render-text.ts";
import { type Campaign, stepNamed, templateOf } from "../model/campaign.ts";
import { type CampaignLibrary, type CampaignSource, localesOf } from "../model/campaign-library.ts";

/** A campaign ready to render: its templates are parsed once for all mails. */
export type Mailing = {
  campaign: Campaign;
  /** What writes a step's messages. */
  writerOf: (step: string) => Writer;
};

/** A template in all of its locales. */
type Writer = {
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
      const { campaign } = source;
      const writers = new Map(
        [...localesOf(source)].map(([template, locales]) => [template, writerOf(source, template, locales)]),
      );
      const written = (step: string) => foundIn(writers, campaign.id, templateOf(stepNamed(campaign, step)));
      return [campaign.id, { campaign, writerOf: written }];
    }),
  );

const writerOf = (
  { campaign, templates, texts = {} }: CampaignSource,
  template: string,
  locales: readonly string[],
): Writer => {
  const compiled = new Map(
    Object.entries(templates[template] ?? {}).map(([locale, parts]) => [`${template}.${locale}`, compileMail(parts)]),
  );
  const compiledTexts = new Map(
    Object.entries(texts[template] ?? {}).map(([locale, text]) => [`${template}.${locale}`, compileText(text)]),
  );
  return {
    localeFor: rememberLocales(
      (wanted, shopDefault) => chooseLocale(wanted, locales, shopDefault) ?? locales[0] ?? shopDefault,
    ),
    render: (locale) => foundIn(compiled, campaign.id, `${template}.${locale}`),
    renderText: (locale) => foundIn(compiledTexts, campaign.id, `${template}.${locale}`),
  };
};

const foundIn = <Found>(among: ReadonlyMap<string, Found>, id: string, name: string): Found => {
  const found = among.get(name);
  if (!found) throw new RangeError(`campaign ${id} has no template ${name}`);
  return found;
};

/** Customers are many and their locales few; more names than the world has locales are not worth remembering. */
const MOST_REMEMBERED = 1_000;

/** The same answers, each looked up once: to take a locale apart costs as much as to judge a customer. */
const rememberLocales = (localeFor: Writer["localeFor"]): Writer["localeFor"] => {
  const known = new Map<string, string>();
  return (wanted, shopDefault) => {
    const key = JSON.stringify([wanted, shopDefault]);
    const locale = known.get(key) ?? localeFor(wanted, shopDefault);
    if (known.size < MOST_REMEMBERED) known.set(key, locale);
    return locale;
  };
};
