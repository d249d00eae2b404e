import { matchLocale } from "../../shared/mail/choose-locale.ts";
import { unsubscribeWords } from "../../shared/words/unsubscribe-words.ts";

export type PageLocale = keyof typeof unsubscribeWords;

const isPageLocale = (locale: string | undefined): locale is PageLocale =>
  locale !== undefined && Object.hasOwn(unsubscribeWords, locale);

/**
 * The page's language: that of the mail which led here, else what the reader's browser asks for, in its order of
 * preference, else the shop's.
 */
export const choosePageLocale = (
  mailLocale: string | undefined,
  acceptLanguage: string | undefined,
  shopDefault: string,
): PageLocale => {
  const wanted = [
    ...(mailLocale === undefined ? [] : [mailLocale]),
    ...byPreference(acceptLanguage ?? ""),
    shopDefault,
  ];
  return wanted.map((tag) => matchLocale(tag, Object.keys(unsubscribeWords))).find(isPageLocale) ?? "en";
};

/** `Accept-Language` (RFC 9110, 12.5.4), most wanted first; what is refused (`q=0`) or a wildcard is left out. */
const byPreference = (header: string): string[] =>
  header
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = Number(/^\s*q=([\d.]+)/.exec(parameters.join(";"))?.[1] ?? 1);
      return { tag: tag.trim(), quality };
    })
    .filter(({ tag, quality }) => tag !== "" && tag !== "*" && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
