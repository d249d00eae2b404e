import { joinConsents, nothingSaid } from "../model/consent.ts";
import { UNREADABLE_COUNTRY } from "../model/countries.ts";
import type { Profile } from "../model/customer.ts";
import type { HolderRow } from "../model/evidence.ts";
import type { Instant } from "../model/time.ts";
import { newestBodies } from "./forget-bodies.ts";

/** What is known of a person apart from their orders. */
export type PersonKnowledge = Pick<HolderRow, "profile" | "profileTimes" | "consents" | "archiveKeys">;

export const nothingKnown: PersonKnowledge = {
  profile: {},
  consents: nothingSaid,
  archiveKeys: [],
};

/** Joins what two events, or two customers found to be one, tell of a person. Commutative, associative, idempotent. */
export const joinPersons = (a: PersonKnowledge, b: PersonKnowledge): PersonKnowledge => ({
  ...joinProfiles(a, b),
  consents: joinConsents(a.consents, b.consents),
  archiveKeys: newestBodies([...a.archiveKeys, ...b.archiveKeys]),
});

const profileFields = ["email", "phone", "firstName", "lastName", "locale", "country", "birthday"] as const;
type Field = (typeof profileFields)[number];
type Fact = { value: string; at: Instant };

/**
 * Each fact of a profile has its own time: of two, the later said one holds; of two said at once, the greater text. A
 * country that cannot be read takes the place of none that can.
 */
const joinProfiles = (a: PersonKnowledge, b: PersonKnowledge): Pick<HolderRow, "profile" | "profileTimes"> => {
  const facts = new Map<Field, Fact>();
  for (const field of profileFields) {
    const [mine, theirs] = [factOf(a, field), factOf(b, field)];
    const fact = mine && theirs ? holdingFact(field, mine, theirs) : (mine ?? theirs);
    if (fact) facts.set(field, fact);
  }
  return profileOf(facts);
};

const profileOf = (facts: ReadonlyMap<Field, Fact>): Pick<HolderRow, "profile" | "profileTimes"> => {
  const updatedAt = [...facts.values()].map((fact) => fact.at).reduce(laterInstant, EARLIEST);
  const profile: Profile = Object.fromEntries([...facts].map(([field, { value }]) => [field, value]));
  const older = [...facts].filter(([, { at }]) => Date.parse(at) !== Date.parse(updatedAt));
  return {
    profile: facts.size > 0 ? { ...profile, updatedAt } : {},
    ...(older.length > 0 && { profileTimes: Object.fromEntries(older.map(([field, { at }]) => [field, at])) }),
  };
};

const EARLIEST = "1970-01-01T00:00:00.000Z";

const factOf = ({ profile, profileTimes }: PersonKnowledge, field: Field): Fact | undefined => {
  const value = profile[field];
  return value === undefined
    ? undefined
    : { value: shortened(value), at: profileTimes?.[field] ?? profile.updatedAt ?? EARLIEST };
};

/** Nobody's name or address is longer; a row has an end (docs/limits.md). */
const MAX_TEXT_LENGTH = 500;
const shortened = (text: string): string => text.slice(0, MAX_TEXT_LENGTH).toWellFormed();

const holdingFact = (field: Field, a: Fact, b: Fact): Fact => {
  const readable = field === "country" ? [a, b].filter(({ value }) => value !== UNREADABLE_COUNTRY) : [];
  const [only] = readable;
  return only !== undefined && readable.length === 1 ? only : laterFact(a, b);
};

const laterFact = (a: Fact, b: Fact): Fact => {
  const difference = Date.parse(a.at) - Date.parse(b.at);
  return difference > 0 || (difference === 0 && a.value >= b.value) ? a : b;
};
const laterInstant = (a: Instant, b: Instant): Instant => (Date.parse(a) >= Date.parse(b) ? a : b);
