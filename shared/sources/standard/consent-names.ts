import { refusalNamed } from "../consent-words.ts";
import {
  gluedPermission,
  gluedRefusal,
  hasEnded,
  inScripts,
  isAgreement,
  isAskedFor,
  isChannel,
  isElse,
  isList,
  isListed,
  isMarketing,
  isNewsletter,
  isOfBrowsers,
  isOfPersons,
  isPair,
  isPreference,
  isRefused,
  isState,
  isStatus,
  LOW,
  NOBODY_MET,
  permitted,
  refusesOfGoods,
  refusesOfOrder,
  refusesOfPerson,
  SUBSCRIPTION,
  sends,
  takenBack,
  writesOfOrder,
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
};

/** What stands around a field: something said of one consent, a refusal, or a list of what somebody gets. */
export type Around = "consent" | "refusal" | "preferences";

/** What a field's name says by itself; undefined for what is of something else. */
export const kindOf = (name: string, place: Place): Kind | undefined => {
  if (isElse(name) || isOfBrowsers(name)) return undefined;
  if (isNoByName(name, place)) return { tells: "no", isStrict: true };
  const isOrder = place === "order" || place === "goods";
  const isPermitted = isPermission(name, place);
  const isYes = isAgreement(name) || isPermitted || isNewsletter(name) || (!isOrder && isOfPersons(name));
  // Of what somebody prefers, a text may say which of several.
  const isStrict = isAgreement(name) || isNewsletter(name) || !isPreference(name);
  if (isYes || isMarketing(name))
    return takenBack(name) ? { tells: "no", isStrict } : { tells: "yes", isStrict: isYes && isStrict };
  if (!isOrder && SUBSCRIPTION.test(name)) return { tells: "yes", isStrict: false, mayBeGoods: true };
  return place !== "goods" && isStatus(name) && writesOfOrder(name) ? { tells: "yes", isStrict: false } : undefined;
};

const isNoByName = (name: string, place: Place): boolean => {
  if (place === "goods") return refusesOfGoods(name) || (isRefused(name) && isMarketing(name));
  if (isRefused(name) || inScripts(name) || refusalNamed(name.trim().replaceAll(" ", "-")) === "of mail") return true;
  const named = new Set(name.split(" ").map(refusalNamed));
  const isAnyRefused = named.has("of mail") || named.has("of anything");
  if (place === "order")
    return (
      (refusesOfOrder(name) && !NOBODY_MET.test(name)) ||
      (isMarketing(name) && isAnyRefused) ||
      (writesOfOrder(name) && named.has("of mail"))
    );
  if (refusesOfPerson(name) || gluedRefusal(name) || isListed(name)) return true;
  return (named.has("of mail") && !LOW.test(name)) || ((isMarketing(name) || writesToPerson(name)) && isAnyRefused);
};

/** `emailOk`, `mayContact`, `email_notifications`; and for people `sendEmails`. */
const isPermission = (name: string, place: Place): boolean => {
  if (place === "goods") return permitted(name) && isMarketing(name);
  const isWritten = place === "order" ? writesOfOrder(name) : writesToPerson(name);
  if (isWritten && (permitted(name) || (place !== "order" && sends(name)))) return true;
  if (place !== "order" && isAskedFor(name)) return true;
  return (isMarketing(name) && permitted(name)) || isPair(name) || (place !== "order" && gluedPermission(name));
};

/** What stands around all that lies in such a field. */
export const aroundIn = (name: string, kind: Kind | undefined, around: Around | undefined): Around | undefined => {
  if (kind?.tells === "no") return "refusal";
  if (kind !== undefined && !kind.mayBeGoods && !(isPreference(name) && !isAgreement(name) && !isMarketing(name)))
    return "consent";
  return isList(name) && !isElse(name) ? (around ?? "preferences") : around;
};

/** Of a field within: what the name around does not say, or says by another name. */
export const kindWithin = (name: string, around: Around): Kind | undefined => {
  if (isElse(name)) return undefined;
  if (around === "refusal") return { tells: "no", isStrict: true };
  if (around === "preferences") return isChannel(name) ? { tells: "yes", isStrict: false } : undefined;
  if (hasEnded(name) || (isState(name) && takenBack(name))) return { tells: "no", isStrict: true };
  if (isState(name)) return { tells: "yes", isStrict: true };
  return isChannel(name) ? { tells: "yes", isStrict: false } : undefined;
};
