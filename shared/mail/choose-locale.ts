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
  const parsed = parseLocale(wanted);
  if (parsed === undefined) return undefined;
  const { locale } = parsed;
  const sameWriting = available.filter((name) => writingOf(parseLocale(name)) === writingOf(parsed));
  return (
    available.find((name) => name.toLowerCase() === locale.toString().toLowerCase()) ??
    sameWriting.find((name) => name === locale.language) ??
    [...sameWriting].sort()[0]
  );
};

/** Not many are ever asked for, but sources send what they like. */
const MOST_REMEMBERED = 500;
/** What was made of each text: every mail asks for the same few, and taking one apart takes long. */
const remembered = new Map<string, Likely | undefined>();

/** A locale as it was asked for, and with the script and region that are likely where it names none. */
type Likely = { locale: Intl.Locale; likely: Intl.Locale };

const parseLocale = (text: string | undefined): Likely | undefined => {
  if (text === undefined || text === "") return undefined;
  if (remembered.has(text)) return remembered.get(text);
  const parsed = takenApart(text);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(text, parsed);
  return parsed;
};

const takenApart = (text: string): Likely | undefined => {
  try {
    const locale = new Intl.Locale(text.trim().replaceAll("_", "-"));
    return { locale, likely: locale.maximize() };
  } catch {
    return undefined;
  }
};

/** Language and script, the script being the likely one where none is named: `zh-TW` is `zh-Hant`. */
const writingOf = (parsed: Likely | undefined): string | undefined =>
  parsed && `${parsed.likely.language}-${parsed.likely.script}`;

/** The country that a locale names, else the one where most of its readers live: `zh` and `zh-Hans` name CN, `zh-Hant` TW. */
export const likelyCountryOf = (locale: string | undefined): string | undefined => parseLocale(locale)?.likely.region;

const rightToLeftScripts: ReadonlySet<string> = new Set(["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"]);

/** The direction in which a locale is written. */
export const directionOf = (locale: string): "ltr" | "rtl" =>
  rightToLeftScripts.has(parseLocale(locale)?.likely.script ?? "") ? "rtl" : "ltr";
