import type { Tier } from "../model/customer.ts";
import { type Offer, type OfferKind, offerKindOf } from "../model/offer.ts";
import type { Day } from "../model/time.ts";
import { directionOf } from "./choose-locale.ts";
import { oneLine } from "./one-line.ts";
import { personName } from "./person-name.ts";

/** What templates can speak of; docs/campaigns.md explains each to marketing. What is not known is an empty text. */
export type MailView = {
  customer: { first_name: string; full_name: string };
  shop: { name: string; postal_address: string; url: string };
  /** Day of the last purchase, written out in the locale; empty where there is none. */
  last_order_on: string;
  /** Empty of who has bought nothing. */
  tier: Tier | "";
  /** What the message promises, in words of the locale; all empty where that is nothing. */
  offer: OfferView;
  unsubscribe_url: string;
  locale: string;
  /** First part of the locale: `zh` of `zh-CN`. */
  language: string;
  direction: "ltr" | "rtl";
};

export type OfferView = { code: string; kind: OfferKind | ""; value: string; minimum_order: string; ends_on: string };

export type MailViewFacts = {
  firstName: string | undefined;
  lastName: string | undefined;
  shop: { name: string; postalAddress: string; url?: string | undefined };
  lastDay: Day | undefined;
  tier: Tier | undefined;
  /** What the message promises, and the currency of its amounts. */
  offer: { offer: Offer; currency: string } | undefined;
  unsubscribeUrl: string;
  locale: string;
};

/** The view of one mail. Everything is plain text; only the HTML part escapes. */
export const mailViewOf = (facts: MailViewFacts): MailView => {
  const { locale, shop } = facts;
  const language = new Intl.Locale(locale).language;
  const firstName = personName(facts.firstName);
  return {
    customer: { first_name: firstName, full_name: fullName(firstName, personName(facts.lastName), language) },
    shop: {
      name: plainText(shop.name),
      postal_address: plainText(shop.postalAddress),
      url: shop.url ?? "",
    },
    last_order_on: facts.lastDay === undefined ? "" : longDate(facts.lastDay, locale),
    tier: facts.tier ?? "",
    offer: facts.offer === undefined ? noOffer : offerViewOf(facts.offer.offer, facts.offer.currency, locale),
    unsubscribe_url: facts.unsubscribeUrl,
    locale,
    language,
    direction: directionOf(locale),
  };
};

/** One line without control characters, and without the marks that would turn the direction of the text around it. */
const plainText = (text: string): string =>
  oneLine(text.normalize("NFC").replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, ""));

const familyNameFirst: ReadonlySet<string> = new Set(["zh", "ja", "ko"]);

/** In the order of the language, for names that are written in its script; empty unless both parts are known. */
const fullName = (first: string, last: string, language: string): string => {
  if (first === "" || last === "") return "";
  const isWrittenThatWay = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u.test(
    last + first,
  );
  // Judged once more: two harmless halves may make one telephone number.
  return personName(familyNameFirst.has(language) && isWrittenThatWay ? `${last}${first}` : `${first} ${last}`);
};

const noOffer: OfferView = { code: "", kind: "", value: "", minimum_order: "", ends_on: "" };

/** An offer in words of the locale: `10%`, `€5`, `July 14, 2026`. What free shipping is worth, no one can say beforehand. */
export const offerViewOf = (offer: Offer, currency: string, locale: string): OfferView => {
  const { code, percent, amount, minimum_order, ends_on } = offer;
  const money = (value: number | undefined): string =>
    value === undefined
      ? ""
      : new Intl.NumberFormat(locale, { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" }).format(
          value,
        );
  const share =
    percent === undefined
      ? ""
      : new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(percent / 100);
  return {
    code,
    kind: offerKindOf(offer),
    value: share || money(amount),
    minimum_order: money(minimum_order),
    ends_on: ends_on === undefined ? "" : longDate(ends_on, locale),
  };
};

/** By locale: making one takes a good part of the time of a letter. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

const longDate = (day: Day, locale: string): string => {
  const format = dateFormats.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  dateFormats.set(locale, format);
  return format.format(Date.parse(`${day}T00:00:00Z`));
};
