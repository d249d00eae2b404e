import { handleIdentityOfKey, type ToldChannels } from "../model/channel.ts";
import type { Profile } from "../model/customer.ts";
import type { HolderRow } from "../model/evidence.ts";
import type { Instant } from "../model/time.ts";
import { EARLIEST } from "./join-channels.ts";
import type { Telling } from "./news.ts";

/** Phone numbers and other handles that a holder's row has room for (docs/limits.md). */
export const MOST_PHONES = 64;

type Phones = Pick<HolderRow, "phones" | "phoneTimes" | "lostPhones">;

/**
 * A holder's handles after what an event tells: those told last, and which have given way to them. Commutative, associative,
 * idempotent.
 *
 * @param profile of the holder after the event
 */
export const phonesTold = (
  row: Phones & Pick<HolderRow, "profile">,
  { phones, phoneTimes = {}, knowledge }: Pick<Telling, "phones" | "phoneTimes" | "knowledge">,
  profile: Profile,
): Phones => {
  const times = new Map<string, Instant>(row.phones.map((phone) => [phone, timeOf(phone, row)]));
  const handles = handleTimesIn(knowledge.channels ?? {});
  for (const phone of phones) {
    const at = phoneTimes[phone] ?? handles.get(phone) ?? knowledge.profile.updatedAt ?? EARLIEST;
    if (!isLater(times.get(phone), at)) times.set(phone, at);
  }
  const last = [...times].sort(([a, atA], [b, atB]) => Date.parse(atB) - Date.parse(atA) || (a < b ? -1 : 1));
  const kept = last.slice(0, MOST_PHONES).sort(([a], [b]) => (a < b ? -1 : 1));
  const isKept = new Set(kept.map(([phone]) => phone));
  const own = kept.filter(([, time]) => time !== (profile.updatedAt ?? EARLIEST));
  const lost = [...new Set([...(row.lostPhones ?? []), ...times.keys()])].filter((phone) => !isKept.has(phone)).sort();
  return {
    phones: [...isKept],
    ...(own.length > 0 && { phoneTimes: Object.fromEntries(own) }),
    ...(lost.length > 0 && { lostPhones: lost }),
  };
};

const timeOf = (phone: string, { phoneTimes, profile }: Pick<HolderRow, "phoneTimes" | "profile">): Instant =>
  phoneTimes?.[phone] ?? profile.updatedAt ?? EARLIEST;

/** A file tells of many at once, each with its own time. */
const handleTimesIn = (channels: ToldChannels): ReadonlyMap<string, Instant> => {
  const told = Object.values(channels).flatMap(({ handles = {} }) => Object.entries(handles));
  const times = new Map<string, Instant>();
  for (const [key, at] of told)
    if (!isLater(times.get(handleIdentityOfKey(key)), at)) times.set(handleIdentityOfKey(key), at);
  return times;
};

const isLater = (a: Instant | undefined, b: Instant): boolean => a !== undefined && Date.parse(a) >= Date.parse(b);
