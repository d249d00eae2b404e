import { pageLocale } from "../../shared/mail/page-locale.ts";
import { unsubscribeWords } from "../../shared/words/unsubscribe-words.ts";

export type PageLocale = keyof typeof unsubscribeWords;

const isPageLocale = (locale: string): locale is PageLocale => Object.hasOwn(unsubscribeWords, locale);
const pageLocales = Object.keys(unsubscribeWords).filter(isPageLocale);

/** The page's language: the mail's, the browser's, or the shop's; English where the page is in none of them. */
export const choosePageLocale = (
  mailLocale: string | undefined,
  acceptLanguage: string | undefined,
  shopDefault: string,
): PageLocale => pageLocale({ mail: mailLocale, acceptLanguage, shopDefault }, pageLocales) ?? "en";
