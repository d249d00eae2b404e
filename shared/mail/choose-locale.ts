/**
 * The locale to write in, among those a campaign has templates for: the customer's own, else one of the same language
 * and script, else the shop's default. Script decides too, so that simplified and traditional Chinese are never mixed:
 * without a `zh-TW` template a reader of traditional Chinese is written to in the shop's language.
 *
 * @param wanted as sources send it: `zh-CN`, `en_GB`, or nothing
 * @returns undefined if not even the shop's default has a template
 */
export const chooseLocale = (
  wanted: string | undefined,
  available: readonly string[],
  shopDefault: string,
): string | undefined => matchLocale(wanted, available) ?? matchLocale(shopDefault, available);

/** The locale among `available` that a reader of `wanted` reads; undefined where there is none or `wanted` is no locale. */
export const matchLocale = (wanted: string | undefined, available: readonly string[]): string | undefined => {
  const locale = parseLocale(wanted);
  if (locale === undefined) return undefined;
  const sameWriting = available.filter((name) => writingOf(parseLocale(name)) === writingOf(locale));
  return (
    available.find((name) => name.toLowerCase() === locale.toString().toLowerCase()) ??
    sameWriting.find((name) => name === locale.language) ??
    [...sameWriting].sort()[0]
  );
};

const parseLocale = (text: string | undefined): Intl.Locale | undefined => {
  try {
    return text ? new Intl.Locale(text.trim().replaceAll("_", "-")) : undefined;
  } catch {
    return undefined;
  }
};

/** Language and script, the script being the likely one where none is named: `zh-TW` is `zh-Hant`. */
const writingOf = (locale: Intl.Locale | undefined): string | undefined => {
  const likely = locale?.maximize();
  return likely && `${likely.language}-${likely.script}`;
};

/** The country that a locale names, else the one where most of its readers live: `zh` and `zh-Hans` name CN, `zh-Hant` TW. */
export const likelyCountryOf = (locale: string | undefined): string | undefined =>
  parseLocale(locale)?.maximize().region;

const rightToLeftScripts: ReadonlySet<string> = new Set(["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"]);

/** The direction in which a locale is written. */
export const directionOf = (locale: string): "ltr" | "rtl" =>
  rightToLeftScripts.has(parseLocale(locale)?.maximize().script ?? "") ? "rtl" : "ltr";
