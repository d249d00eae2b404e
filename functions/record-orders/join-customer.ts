import type { Consent, Customer, Profile } from "../../shared/model/customer.ts";
import { compareIdentities } from "../../shared/model/identity.ts";
import type { Instant } from "../../shared/model/time.ts";

/** What is known of a person apart from their orders. */
export type PersonKnowledge = Pick<Customer, "identities" | "profile" | "profileTimes" | "consent" | "archiveKeys">;

export const nothingKnown: PersonKnowledge = {
  identities: [],
  profile: {},
  consent: { state: "unknown", basis: "none" },
  archiveKeys: [],
};

/** Joins what two events, or two customers found to be one, tell of a person. Commutative, associative, idempotent. */
export const joinPersons = (a: PersonKnowledge, b: PersonKnowledge): PersonKnowledge => ({
  identities: [...new Set([...a.identities, ...b.identities])].sort(compareIdentities),
  ...joinProfiles(a, b),
  consent: strongerConsent(a.consent, b.consent),
  archiveKeys: [...new Set([...a.archiveKeys, ...b.archiveKeys])].sort(),
});

const profileFields = ["email", "phone", "firstName", "lastName", "locale", "country", "birthday"] as const;
type Fact = { value: string; at: Instant };

/** Each fact of a profile has its own time: of two, the later said one holds; of two said at once, the greater text. */
const joinProfiles = (a: PersonKnowledge, b: PersonKnowledge): Pick<Customer, "profile" | "profileTimes"> => {
  const facts = new Map<(typeof profileFields)[number], Fact>();
  for (const field of profileFields) {
    const [mine, theirs] = [factOf(a, field), factOf(b, field)];
    const fact = mine && theirs ? laterFact(mine, theirs) : (mine ?? theirs);
    if (fact) facts.set(field, fact);
  }
  const updatedAt = [...facts.values()].map((fact) => fact.at).reduce(laterInstant, EARLIEST);
  const profile: Profile = Object.fromEntries([...facts].map(([field, { value }]) => [field, value]));
  const older = [...facts].filter(([, { at }]) => Date.parse(at) !== Date.parse(updatedAt));
  return {
    profile: facts.size > 0 ? { ...profile, updatedAt } : {},
    ...(older.length > 0 && { profileTimes: Object.fromEntries(older.map(([field, { at }]) => [field, at])) }),
  };
};

const EARLIEST = "1970-01-01T00:00:00.000Z";

const factOf = (
  { profile, profileTimes }: PersonKnowledge,
  field: (typeof profileFields)[number],
): Fact | undefined => {
  const value = profile[field];
  return value === undefined ? undefined : { value, at: profileTimes?.[field] ?? profile.updatedAt ?? EARLIEST };
};

const laterFact = (a: Fact, b: Fact): Fact => {
  const difference = Date.parse(a.at) - Date.parse(b.at);
  return difference > 0 || (difference === 0 && a.value >= b.value) ? a : b;
};
const laterInstant = (a: Instant, b: Instant): Instant => (Date.parse(a) >= Date.parse(b) ? a : b);

/** A refusal is always something that was said: a file that tells of one needs no basis for it. */
const basisRank = ({ basis, state }: Consent): number =>
  state === "denied" ? 2 : { none: 0, "soft-opt-in": 1, explicit: 2 }[basis];
/** At the same moment a refusal is stronger than a grant: nobody is mailed against their will. */
const stateRank = { unknown: 0, granted: 1, denied: 2 } as const;

/** What a person said outranks what a purchase lets us presume, whenever it was said; of the same rank the latest holds. */
const strongerConsent = (a: Consent, b: Consent): Consent => {
  const time = (consent: Consent) => (consent.at ? Date.parse(consent.at) : Number.NEGATIVE_INFINITY);
  if (basisRank(a) !== basisRank(b)) return basisRank(a) > basisRank(b) ? a : b;
  if (time(a) !== time(b)) return time(a) > time(b) ? a : b;
  if (stateRank[a.state] !== stateRank[b.state]) return stateRank[a.state] > stateRank[b.state] ? a : b;
  const origin = ({ source = "", basis }: Consent) => `${source}\0${basis}`;
  return origin(a) >= origin(b) ? a : b;
};
