import { z } from "zod";
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

/** Joins all that was said. Commutative, associative, idempotent: of each kind the strongest statement stays. */
export const joinConsents = (a: Consents, b: Consents): Consents => {
  const denied = strongest([a.denied, b.denied]);
  const emailKeys = [...new Set([...Object.keys(a.granted), ...Object.keys(b.granted)])].sort();
  const granted = emailKeys.flatMap((emailKey) => {
    const grant = strongest([denied, a.granted[emailKey], b.granted[emailKey]]);
    return grant === undefined || grant === denied ? [] : [[emailKey, grant] as const];
  });
  return { ...(denied && { denied }), granted: Object.fromEntries(granted) };
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
const stronger = (a: Consent | undefined, b: Consent): Consent => {
  if (a === undefined) return b;
  const time = (consent: Consent) => (consent.at ? Date.parse(consent.at) : Number.NEGATIVE_INFINITY);
  if (basisRank(a) !== basisRank(b)) return basisRank(a) > basisRank(b) ? a : b;
  if (time(a) !== time(b)) return time(a) > time(b) ? a : b;
  if (stateRank[a.state] !== stateRank[b.state]) return stateRank[a.state] > stateRank[b.state] ? a : b;
  const origin = ({ source = "", basis }: Consent) => `${source}\0${basis}`;
  return origin(a) >= origin(b) ? a : b;
};
