import { joinConsents, nothingSaid } from "../model/consent.ts";
import { UNREADABLE_COUNTRY } from "../model/countries.ts";
import type { Profile } from "../model/customer.ts";
import type { HolderRow } from "../model/evidence.ts";
import { compareInstants, type Instant } from "../model/time.ts";
import { newestBodies } from "./forget-bodies.ts";
import { joinChannels } from "./join-channels.ts";

/** What is known of a person apart from their orders. */
export type PersonKnowledge = Pick<HolderRow, "profile" | "profileTimes" | "consents" | "channels" | "archiveKeys">;

export const nothingKnown: PersonKnowledge = {
  profile: {},
  consents: nothingSaid,
  archiveKeys: [],
};

/** Joins what two events, or two customers found to be one, tell of a person. Commutative, associative, idempotent. */
export const joinPersons = (a: PersonKnowledge, b: PersonKnowledge): PersonKnowledge => ({
  ...joinProfiles(a, b),
  consents: joinConsents(a.consents, b.consents),
  ...((a.channels ?? b.channels) && { channels: joinChannels(a.channels ?? {}, b.channels ?? {}) }),
  archiveKeys:
    a.archiveKeys.length + b.archiveKeys.length === 0 ? [] : newestBodies([...a.archiveKeys, ...b.archiveKeys]),
});

/** First and last name are told together: of two people, one would be greeted by half a name of each. */
const factFields = [["email"], ["phone"], ["firstName", "lastName"], ["locale"], ["country"], ["birthday"]] as const;
type Field = (typeof factFields)[number][number];
type Fact = { values: Partial<Record<Field, string>>; at: Instant };

/**
 * Each fact of a profile has its own time: of two, the later said one holds; of two said at once, the greater text. A
 * country that cannot be read takes the place of none that can.
 */
const joinProfiles = (a: PersonKnowledge, b: PersonKnowledge): Pick<HolderRow, "profile" | "profileTimes"> => {
  const facts: Fact[] = [];
  for (const fields of factFields) {
    const [mine, theirs] = [factOf(a, fields), factOf(b, fields)];
    const fact = mine && theirs ? holdingFact(mine, theirs) : (mine ?? theirs);
    if (fact) facts.push(fact);
  }
  return facts.length === 0 ? { profile: {} } : profileOf(facts);
};

const profileOf = (facts: readonly Fact[]): Pick<HolderRow, "profile" | "profileTimes"> => {
  let updatedAt = EARLIEST;
  const profile: Profile = {};
  for (const { values, at } of facts) {
    updatedAt = laterInstant(updatedAt, at);
    Object.assign(profile, values);
  }
  profile.updatedAt = updatedAt;
  const older = facts.filter(({ at }) => compareInstants(at, updatedAt) !== 0);
  if (older.length === 0) return { profile };
  const times = older.flatMap(({ values, at }) => Object.keys(values).map((field) => [field, at] as const));
  return { profile, profileTimes: Object.fromEntries(times) };
};

const EARLIEST = "1970-01-01T00:00:00.000Z";

const factOf = ({ profile, profileTimes }: PersonKnowledge, fields: readonly Field[]): Fact | undefined => {
  let fact: Fact | undefined;
  for (const field of fields) {
    const value = profile[field];
    if (value === undefined) continue;
    const at = profileTimes?.[field] ?? profile.updatedAt ?? EARLIEST;
    fact ??= { values: {}, at };
    fact.values[field] = shortened(value);
    fact.at = laterInstant(fact.at, at);
  }
  return fact;
};

/** Nobody's name or address is longer; a row has an end (docs/limits.md). */
const MAX_TEXT_LENGTH = 500;
const shortened = (text: string): string => text.slice(0, MAX_TEXT_LENGTH).toWellFormed();

const holdingFact = (a: Fact, b: Fact): Fact => {
  if (isReadable(a) !== isReadable(b)) return isReadable(a) ? a : b;
  return laterFact(a, b);
};

const isReadable = ({ values }: Fact): boolean => values.country !== UNREADABLE_COUNTRY;

const laterFact = (a: Fact, b: Fact): Fact => {
  const difference = compareInstants(a.at, b.at);
  return difference > 0 || (difference === 0 && textOf(a) >= textOf(b)) ? a : b;
};
const textOf = ({ values }: Fact): string =>
  factFields.flatMap((fields) => fields.map((field) => values[field] ?? "")).join("\0");
const laterInstant = (a: Instant, b: Instant): Instant => (compareInstants(a, b) >= 0 ? a : b);
