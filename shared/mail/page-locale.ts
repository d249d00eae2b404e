import { matchLocale } from "./choose-locale.ts";

/** What a page's language goes by. */
type Wanted = {
  /** Of the mail which led here, where it is known. */
  mail?: string | undefined;
  /** What the reader's browser asks for. */
  acceptLanguage: string | undefined;
  shopDefault: string;
};

/**
 * A page's language: that of the mail which led here, else what the reader's browser asks for, in its order of
 * preference, else the shop's; undefined where the page is in none of them.
 */
export const pageLocale = <Locale extends string>(
  { mail, acceptLanguage, shopDefault }: Wanted,
  available: readonly Locale[],
): Locale | undefined => {
  const wanted = [...(mail === undefined ? [] : [mail]), ...byPreference(acceptLanguage ?? ""), shopDefault];
  for (const tag of wanted) {
    const found = matchLocale(tag, available);
    const locale = available.find((name) => name === found);
    if (locale !== undefined) return locale;
  }
  return undefined;
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
