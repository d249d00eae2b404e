import type { Consent } from "../model/consent.ts";
import type { Day } from "../model/time.ts";

/** What the law of the recipient's country looks at. */
export type LegalFacts = {
  consent: Consent;
  /** ISO 3166 alpha-2, in any case. */
  country: string | undefined;
  /** Locale of the mail itself. */
  locale: string;
  /** Last purchase day; undefined where there is none. */
  lastDay: Day | undefined;
  sendDay: Day;
};

/**
 * Whether the mail falls under China's rules: Measures for the Administration of Internet E-mail Services (Order 38 of
 * 2006), Article 13: explicit consent, and a subject that begins with 广告.
 */
const isUnderChineseRules = ({ country, locale }: Pick<LegalFacts, "country" | "locale">): boolean =>
  country?.toUpperCase() === "CN" || locale.toLowerCase() === "zh-cn";

/**
 * Whether the recipient's country allows the mail, on top of the consent that every country asks for.
 * Canada (CASL, section 10): consent that a purchase implies ends two years after it.
 */
export const isLawful = (facts: LegalFacts): boolean => {
  if (facts.consent.basis === "explicit") return true;
  if (isUnderChineseRules(facts)) return false;
  if (facts.country?.toUpperCase() !== "CA") return true;
  return facts.lastDay !== undefined && facts.lastDay >= twoYearsBefore(facts.sendDay);
};

/** Days compare as text; 29 February two years before a common year's is simply a day that sorts between its neighbours. */
const twoYearsBefore = (day: Day): Day => `${String(Number(day.slice(0, 4)) - 2).padStart(4, "0")}${day.slice(4)}`;

/** The subject as the law wants it: 广告 first where China's rules hold, once. */
export const lawfulSubject = (subject: string, of: Pick<LegalFacts, "country" | "locale">): string =>
  isUnderChineseRules(of) && !subject.startsWith("广告") ? `广告 ${subject}` : subject;
