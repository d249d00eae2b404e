import { refusalNamed } from "../consent-words.ts";
import {
  gluedPermission,
  gluedRefusal,
  hasEnded,
  hasLeft,
  isAgreement,
  isAskedFor,
  isChannel,
  isElse,
  isList,
  isListed,
  isMarketing,
  isNewsletter,
  isNotDisturbed,
  isNotWritten,
  isOfBrowsers,
  isOffers,
  isOfMessages,
  isOfPersons,
  isOfThisOrder,
  isPair,
  isPreference,
  isRefused,
  isState,
  isStatus,
  isWritten,
  LOW,
  permitted,
  refusesMarketing,
  refusesOfPerson,
  SUBSCRIPTION,
  sends,
  takenBack,
  writesToPerson,
} from "./consent-tables.ts";

/**
 * Where a field stands: in what was said of one consent, with a person, with an order, or in a part of an order that is of goods,
 * money or parcels.
 */
export type Place = "consent" | "person" | "order" | "goods";

/** What a field tells by its name: a refusal (`emailOptOut`), or an agreement (`subscribed`), which a no in it takes back. */
export type Kind = {
  tells: "no" | "yes";
  /** Nothing but a word for yes is one there: in `marketing: "google"` nothing was refused. */
  isStrict: boolean;
  /** The same word is used of goods that come again and again, and of these any end is told. */
  mayBeGoods?: true;
  /** How it went with messages, `not sent` and `off`: nothing there but a refusal in so many words is of who gets them. */
  isHowSent?: true;
  /** Of an order, whose messages are kept back and fail: nothing but that somebody left them is of who gets them. */
  isOfMessages?: true;
};

/** What stands around a field: something said of one consent, a refusal, or a list of what somebody gets. */
export type Around = "consent" | "refusal" | "preferences" | "messages";

/**
 * What a field's name says by itself; undefined for what is of something else. In an order nothing counts but what names marketing,
 * and consent: how somebody is written to, and whether, is there of the messages about that order.
 */
export const kindOf = (name: string, place: Place): Kind | undefined => {
  if (isElse(name) || isOfBrowsers(name)) return undefined;
  const isOrder = isOfOrder(place);
  if (isOrder && isOfThisOrder(name) && !isMarketing(name)) return undefined;
  if (isNoByName(name, place)) return { tells: "no", isStrict: true };
  const isAgreed = isAgreement(name) && (place !== "goods" || isMarketing(name));
  const isYes = isAgreed || isPermission(name, place) || isNewsletter(name) || (!isOrder && isOfPersons(name));
  // Of what somebody prefers, a text may say which of several.
  const isStrict = isAgreement(name) || isNewsletter(name) || !isPreference(name);
  if (isYes || isMarketing(name))
    return takenBack(name) ? { tells: "no", isStrict } : { tells: "yes", isStrict: isYes && isStrict };
  if (isOrder) return place === "order" && isWritten(name) ? OF_MESSAGES : undefined;
  if (SUBSCRIPTION.test(name)) return { tells: "yes", isStrict: false, mayBeGoods: true };
  return isStatus(name) && isWritten(name) ? { tells: "yes", isStrict: false, isHowSent: true } : undefined;
};

const OF_MESSAGES: Kind = { tells: "yes", isStrict: false, isOfMessages: true };

const isOfOrder = (place: Place): boolean => place === "order" || place === "goods";

/** Numbers for what somebody said, of which 1 is the yes, as in Magento's `subscriber_status`. */
export const isCode = (name: string, { tells, mayBeGoods, isHowSent }: Kind): boolean =>
  tells === "yes" && !mayBeGoods && !isHowSent && isStatus(name);

const isNoByName = (name: string, place: Place): boolean => {
  if (place === "goods") return refusesMarketing(name) || (isRefused(name) && isMarketing(name));
  const whole = refusalNamed(name.trim().replaceAll(" ", "-"));
  const named = new Set(name.split(" ").map((word) => (word === "invalid" ? undefined : refusalNamed(word))));
  const isAnyRefused = named.has("of mail") || named.has("of anything");
  if (place === "order") {
    if (isOfMessages(name) && !isMarketing(name) && !hasLeft(name)) return false;
    if (isRefused(name) || whole === "of mail" || refusesMarketing(name) || isNotWritten(name)) return true;
    return (isMarketing(name) && isAnyRefused) || (isWritten(name) && named.has("of mail"));
  }
  if (isRefused(name) || isNotDisturbed(name) || whole === "of mail") return true;
  if (refusesOfPerson(name) || gluedRefusal(name) || isListed(name)) return true;
  return (named.has("of mail") && !LOW.test(name)) || ((isMarketing(name) || writesToPerson(name)) && isAnyRefused);
};

/** `accepts_offers`; and of people `emailOk`, `mayContact`, `email_notifications`, `sendEmails`. */
const isPermission = (name: string, place: Place): boolean => {
  if (isMarketing(name) && permitted(name)) return true;
  if (place === "goods") return false;
  if (place === "order") return isOffers(name) && (permitted(name) || isPair(name));
  if (writesToPerson(name) && (permitted(name) || sends(name))) return true;
  return isAskedFor(name) || isPair(name) || gluedPermission(name);
};

/** What stands around all that lies in such a field. */
export const aroundIn = (name: string, kind: Kind | undefined, around: Around | undefined): Around | undefined => {
  if (kind?.tells === "no") return "refusal";
  if (
    kind !== undefined &&
    !kind.mayBeGoods &&
    !kind.isOfMessages &&
    !(isPreference(name) && !isAgreement(name) && !isMarketing(name))
  )
    return "consent";
  if (isList(name) && !isElse(name)) return around ?? "preferences";
  return kind?.isOfMessages ? (around ?? "messages") : around;
};

/** Of a field within: what the name around does not say, or says by another name. */
export const kindWithin = (name: string, around: Around, place: Place): Kind | undefined => {
  if (isElse(name)) return undefined;
  if (around === "refusal") return { tells: "no", isStrict: true };
  if (around === "messages") return isState(name) ? OF_MESSAGES : undefined;
  if (around === "preferences") {
    if (isChannel(name) && (!isOfOrder(place) || isOffers(name))) return { tells: "yes", isStrict: false };
    return place === "order" && isState(name) ? OF_MESSAGES : undefined;
  }
  if (hasEnded(name) || (isState(name) && takenBack(name))) return { tells: "no", isStrict: true };
  if (isState(name)) return { tells: "yes", isStrict: true };
  return isChannel(name) ? { tells: "yes", isStrict: false } : undefined;
};
