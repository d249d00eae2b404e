import type { Channel } from "../model/channel.ts";
import type { Consent } from "../model/consent.ts";
import type { Settings } from "../model/settings.ts";
import type { Day } from "../model/time.ts";

/** Why a consent is none to write by, in the order in which it is asked. */
export const consentReasons = ["no-consent", "soft-opt-in", "consent-too-old"] as const;
type ConsentReason = (typeof consentReasons)[number];

/**
 * What speaks against writing to somebody by a consent, by what the shop has set; undefined where nothing does. A purchase lets
 * nobody presume that they may be written to by another channel than mail. One of which nobody knows how old it is counts as
 * too old where age matters.
 *
 * @param day on which the message would leave
 */
export const whatConsentLacks = (
  { state, basis, at }: Consent,
  channel: Channel,
  { softOptIn, months }: Settings["mail"]["consent"],
  day: Day,
): ConsentReason | undefined => {
  if (state !== "granted" || (channel !== "email" && basis !== "explicit")) return "no-consent";
  if (basis !== "explicit" && softOptIn === "refused") return "soft-opt-in";
  if (months !== undefined && (at === undefined || at < monthsBefore(day, months))) return "consent-too-old";
  return undefined;
};

/** Days compare as text; the 31st of a shorter month is simply one that sorts after its last. */
const monthsBefore = (day: Day, months: number): Day => {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  const [year, ofYear] = [Math.floor(month / 12), (month % 12) + 1];
  return `${String(year).padStart(4, "0")}-${String(ofYear).padStart(2, "0")}${day.slice(7)}`;
};
