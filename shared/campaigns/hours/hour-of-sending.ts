import type { Campaign, Candidate } from "../../model/campaign.ts";
import type { NightRun } from "../../model/night.ts";
import { receiverOf } from "../../model/receiver-of.ts";
import { instantAt } from "../../model/shop-time.ts";
import type { Instant } from "../../model/time.ts";
import { clock, type SendingWindow, sendingWindow, zonesOf } from "./sending-window.ts";

type Person = {
  /** Two letters (ISO 3166-1); undefined of who told none. */
  country: string | undefined;
  /** The hour at which they buy, on the shop's clock. */
  usualHour: number | undefined;
};
type Night = Pick<NightRun, "sendDay" | "settings" | "simulated">;
type Hour = Pick<Candidate, "sendFrom" | "sendUntil">;

const HOUR_MS = 3_600_000;

/**
 * From when to when on its send day a message to somebody may go: from the hour at which they buy, else the campaign's, else the
 * shop's, moved into the hours that are allowed where they live. Where that is follows from their country: an hour has to be allowed
 * in every time zone of it, and one that is meant on their own clock is that of its easternmost zone. Of a country without such an hour,
 * and of who told none, it goes by the shop's own zone; so it does for all where every hour is an allowed one. What another system sends by a file has no hour of ours.
 *
 * What a zone comes to is worked out once for all people of a country.
 */
export const hoursOfSending = (night: Night): ((campaign: Campaign, person: Person) => Hour) => {
  const { timeZone, mail } = night.settings;
  const isAnyHour = mail.hours.from === 0 && mail.hours.to === 24;
  const places = new Map<string, Place>();
  const placeOf = (country = ""): Place => {
    const known = places.get(country);
    if (known) return known;
    const place = (isAnyHour ? undefined : placeIn(night, zonesOf(country))) ?? placeIn(night, [timeZone]);
    if (place === undefined) throw new RangeError("no hour of the shop's own day is allowed");
    places.set(country, place);
    return place;
  };
  return (campaign, { country, usualHour }) => {
    if (campaign.channel !== "email" && receiverOf(campaign.channel, night) === undefined) return {};
    const place = placeOf(country);
    const wanted =
      mail.usualHour && usualHour !== undefined
        ? instantAt(night.sendDay, clock(usualHour), timeZone)
        : place.firstAt(campaign.send_at ?? mail.sendAt);
    return { sendFrom: movedInto(place.window, wanted), sendUntil: place.window.until };
  };
};

type Place = {
  window: SendingWindow;
  /** When an hour comes on their day, first of all zones. */
  firstAt: (hour: number) => Instant;
};

const placeIn = ({ sendDay, settings }: Night, zones: readonly string[]): Place | undefined => {
  const { timeZone, mail } = settings;
  const day = { sendDay, timeZone, postFrom: postFromOf(settings) };
  const window = zones.length > 0 ? sendingWindow(day, mail.hours, zones) : undefined;
  if (window === undefined) return undefined;
  const hours = new Map<number, Instant>();
  const earliest = (hour: number): Instant =>
    zones.map((zone) => instantAt(window.day, clock(hour), zone)).reduce((a, b) => (a < b ? a : b));
  const firstAt = (hour: number): Instant => {
    const known = hours.get(hour) ?? earliest(hour);
    hours.set(hour, known);
    return known;
  };
  return { window, firstAt };
};

/** When the night has begun that says what is due; what somebody has to release first, not before the shop's own hours. */
const postFromOf = ({ nightly, mail }: NightRun["settings"]): string => {
  const opens = clock(mail.hours.from);
  return mail.approval === "required" && opens > nightly.at ? opens : nightly.at;
};

/** What is meant for a moment before the window goes at its beginning, what is meant for one after it in its last hour. */
const movedInto = ({ from, until }: SendingWindow, wanted: Instant): Instant =>
  new Date(Math.max(Date.parse(from), Math.min(Date.parse(wanted), Date.parse(until) - HOUR_MS))).toISOString();
