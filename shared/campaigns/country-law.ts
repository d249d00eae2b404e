import { likelyCountryOf } from "../mail/choose-locale.ts";
import type { Consent } from "../model/consent.ts";
import { countryOf, UNREADABLE_COUNTRY } from "../model/countries.ts";
import type { Day } from "../model/time.ts";

/** What the law of the recipient's country looks at. */
export type LegalFacts = {
  consent: Consent;
  /** ISO 3166-1 alpha-2, or `UNREADABLE_COUNTRY`; undefined where none was told. */
  country: string | undefined;
  /** Locale of the mail itself. */
  locale: string;
  /** The recipient's own locale, as sources tell it: it stands for the country of whom no country is known. */
  ownLocale: string | undefined;
  /** Last purchase day; undefined where there is none. */
  lastDay: Day | undefined;
  sendDay: Day;
};

type Whereabouts = Pick<LegalFacts, "country" | "locale" | "ownLocale">;

/** Whether what is written in a locale is for readers in mainland China: `zh` and `zh-Hans` as well as `zh-CN`; not `zh-SG`, nor `zh-Hant`. */
export const isForChina = (locale: string | undefined): boolean => likelyCountryOf(locale) === "CN";

const isUnknown = (place: string | undefined): boolean => place === undefined || place === UNREADABLE_COUNTRY;

/**
 * Whether the mail falls under China's rules: Measures for the Administration of Internet E-mail Services (Order 38 of
 * 2006), Article 13: explicit consent, and a subject that begins with 广告.
 */
const isUnderChineseRules = ({ country, locale, ownLocale }: Whereabouts): boolean => {
  const place = countryOf(country);
  return place === "CN" || isForChina(locale) || (isUnknown(place) && isForChina(ownLocale));
};

/**
 * Whether the recipient's country allows the mail, on top of the consent that every country asks for.
 * Canada (CASL, section 10): consent that a purchase implies ends two years after it.
 * A country that nobody can read may be any of them, and is taken for the strictest.
 */
export const isLawful = (facts: LegalFacts): boolean => {
  if (facts.consent.basis === "explicit") return true;
  const place = countryOf(facts.country);
  if (place === UNREADABLE_COUNTRY || isUnderChineseRules(facts)) return false;
  if (place !== "CA") return true;
  return facts.lastDay !== undefined && facts.lastDay >= twoYearsBefore(facts.sendDay);
};

/** Days compare as text; 29 February two years before a common year's is simply a day that sorts between its neighbours. */
const twoYearsBefore = (day: Day): Day => `${String(Number(day.slice(0, 4)) - 2).padStart(4, "0")}${day.slice(4)}`;

/** The subject as the law wants it: 广告 first where China's rules hold, once. */
export const lawfulSubject = (subject: string, of: Whereabouts): string =>
  isUnderChineseRules(of) && !subject.startsWith("广告") ? `广告 ${subject}` : subject;
