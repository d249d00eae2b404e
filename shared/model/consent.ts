import * as z from "zod";
import { instantSchema } from "./time.ts";

/** What a customer said about marketing mail, why we may rely on it, when and where they said it. */
export const consentSchema = z.object({
  state: z.enum(["granted", "denied", "unknown"]),
  basis: z.enum(["explicit", "soft-opt-in", "none"]),
  at: instantSchema.optional(),
  source: z.string().optional(),
});
export type Consent = z.infer<typeof consentSchema>;

/**
 * All that a person said about marketing mail. A refusal is the person's and holds for every address. A grant is valid
 * for the address it was given for, under its keyed hash: whoever is merged into the person, and whatever address they
 * have later, inherits none. Grants that the refusal outweighs are not kept.
 */
export const consentsSchema = z.object({
  denied: consentSchema.optional(),
  granted: z.record(z.string(), consentSchema),
});
export type Consents = z.infer<typeof consentsSchema>;

export const nothingSaid: Consents = { granted: {} };

/** One statement. A grant without an address is valid for none: whose it might become later, nobody can say. */
export const consentsOf = (said: Consent | undefined, emailKey: string | undefined): Consents => {
  if (said?.state === "denied") return { denied: said, granted: {} };
  if (said?.state === "granted" && emailKey !== undefined) return { granted: { [emailKey]: said } };
  return nothingSaid;
};

/** Addresses of one person for which a row has room for a grant (docs/limits.md). */
const MOST_GRANTS = 400;

/**
 * Joins all that was said. Commutative, associative, idempotent: of each kind the strongest statement stays, and of grants
 * for more addresses than a row has room for the strongest, which among equals are the latest.
 */
export const joinConsents = (a: Consents, b: Consents): Consents => joinConsentsWithin(MOST_GRANTS, a, b);

/** The same with room for so many grants. */
export const joinConsentsWithin = (mostGrants: number, a: Consents, b: Consents): Consents => {
  if (isSilent(a) && isSilent(b)) return { granted: {} };
  const denied = strongest([a.denied, b.denied]);
  const emailKeys = [...new Set([...Object.keys(a.granted), ...Object.keys(b.granted)])].sort();
  const grants = emailKeys.flatMap((emailKey) => {
    const grant = strongest([denied, a.granted[emailKey], b.granted[emailKey]]);
    return grant === undefined || grant === denied ? [] : [[emailKey, grant] as const];
  });
  return { ...(denied && { denied }), granted: Object.fromEntries(strongestGrants(grants, mostGrants)) };
};

const isSilent = ({ denied, granted }: Consents): boolean => denied === undefined && Object.keys(granted).length === 0;

const strongestGrants = (grants: readonly (readonly [string, Consent])[], most: number) =>
  grants.length <= most ? grants : [...grants].sort(([, a], [, b]) => compareConsents(b, a)).slice(0, most);

/** All that was said without what agrees to mail at one address. */
export const withoutGrant = ({ granted, ...said }: Consents, emailKey: string): Consents => {
  const { [emailKey]: _left, ...rest } = granted;
  return { ...said, granted: rest };
};

/** What is in force for mail to one address, by its keyed hash; undefined for who has none. */
export const consentFor = ({ denied, granted }: Consents, emailKey: string | undefined): Consent =>
  strongest([denied, emailKey === undefined ? undefined : granted[emailKey]]) ?? { state: "unknown", basis: "none" };

const strongest = (said: readonly (Consent | undefined)[]): Consent | undefined =>
  said.filter((consent) => consent !== undefined).reduce<Consent | undefined>(stronger, undefined);

/** A refusal is always something that was said: a file that tells of one needs no basis for it. */
const basisRank = ({ basis, state }: Consent): number =>
  state === "denied" ? 2 : { none: 0, "soft-opt-in": 1, explicit: 2 }[basis];
/** At the same moment a refusal is stronger than a grant: nobody is mailed against their will. */
const stateRank = { unknown: 0, granted: 1, denied: 2 } as const;

/** What a person said outranks what a purchase lets us presume, whenever it was said; of the same rank the latest holds. */
const compareConsents = (a: Consent, b: Consent): number => {
  const time = (consent: Consent) => (consent.at ? Date.parse(consent.at) : 0);
  const origin = ({ source = "", basis }: Consent) => `${source}\0${basis}`;
  return (
    basisRank(a) - basisRank(b) ||
    Number(a.at !== undefined) - Number(b.at !== undefined) ||
    time(a) - time(b) ||
    stateRank[a.state] - stateRank[b.state] ||
    (origin(a) < origin(b) ? -1 : Number(origin(a) > origin(b)))
  );
};

const stronger = (a: Consent | undefined, b: Consent): Consent =>
  a === undefined || compareConsents(a, b) < 0 ? b : a;
