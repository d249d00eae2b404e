import { consentsOf } from "../model/consent.ts";
import { holderName } from "../model/holder.ts";
import {
  customerIdentity,
  customerIdNamedBy,
  emailIdentity,
  emailKeyNamedBy,
  emailKeyOf,
  identityNaming,
  isHandleIdentity,
  isOfOrder,
  type KeyedHash,
  phoneIdentityOf,
  sourceOfIdentity,
} from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import { loginsOfPerson, type Person } from "../sources/intent.ts";
import { loginIdOfKey } from "../sources/meant-by-id.ts";
import { channelsTold, EARLIEST, handlesNamed, refusalsIn } from "./join-channels.ts";
import { nothingKnown } from "./join-customer.ts";
import type { News, Telling } from "./news.ts";
import { withoutHandle } from "./without-handle.ts";

/**
 * Whoever sends for us knows people by the customer id that we gave out (`shopify:77`, `email:…`, `77`), and tells a refusal in our
 * own format under that. It may as well be an id of who sends it: so it is heard for both, and what is more than a refusal is for
 * neither of us, for it would open one person's data to another (docs/outbox.md).
 */
export const identityToldBack = ({ source, customerId }: Person): string | undefined => {
  if (source !== "standard" || customerId === undefined) return undefined;
  const identity = identityNaming(customerId);
  return identity === customerIdentity(source, customerId) ? undefined : identity;
};

/** Whether a customer id looks as we give them out: `77` may be anybody's. */
export const isOurName = ({ customerId = "" }: Person): boolean =>
  customerId.includes(":") &&
  (emailKeyNamedBy(customerId) !== undefined ||
    isHandleIdentity(customerId) ||
    (sourceOfIdentity(customerId) !== undefined && !isOfOrder(customerId)));

/** What whoever told it back has for an id of its own. */
const ownNamesOf = (identity: string): string[] => [
  ...new Set([identity, customerIdNamedBy(identity)].map((id) => customerIdentity("standard", id))),
];

/** Under what other names a refusal of somebody's may lie: as told back, as told of who has the id in a file, or of whose login it is. */
export const refusedBesideAs = (identity: string): string[] => {
  const loginKey = emailKeyNamedBy(identity) ?? phoneKeyNamedBy(identity);
  if (loginKey !== undefined) return [...ownNamesOf(identity), ...loginsOfKey(loginKey)];
  const id = identity.startsWith(STANDARD) ? identity.slice(STANDARD.length) : "";
  return [...ownNamesOf(identity), ...(id === "" || id.includes(":") ? [] : [identityNaming(id)])];
};
const STANDARD = customerIdentity("standard", "");

const phoneKeyNamedBy = (identity: string): string | undefined =>
  identity.startsWith("phone:") ? identity.slice("phone:".length) : undefined;
/** Sources in which an address or a number may stand in place of an id. */
const loginSources = ["standard", "csv"] as const;
const loginsOfKey = (key: string): string[] =>
  loginSources.map((source) => customerIdentity(source, loginIdOfKey(key)));

/** Whether somebody is told of by an id, and perhaps a number, and by nothing but what they refuse. */
export const refusesAlone = (person: Person): boolean => person.emails.length === 0 && tellsRefusalsAlone(person);

/** Whether nothing is told but names, and what is refused. */
export const tellsRefusalsAlone = ({ consent, channels = [], profile }: Person): boolean =>
  [consent, ...channels.map((said) => said.consent)].every((said) => said === undefined || said.state === "denied") &&
  Object.keys(profile).every((fact) => ["updatedAt", "phone", "email"].includes(fact));

/** What is refused, as told of one identity; it makes no customer. Undefined where nothing is. */
export const refusalUnder = (
  identity: string,
  { consent, consentEmail, channels = [], phones, profile, source }: Person,
  { archiveKeys = [], hash }: { archiveKeys?: readonly string[]; hash: KeyedHash },
): Telling | undefined => {
  const refused = refusalsIn(channelsTold(channels, profile.updatedAt ?? EARLIEST, hash) ?? {});
  const isMail = consent?.state === "denied";
  const isAny = Object.keys(refused).length > 0;
  if (!isMail && !isAny) return undefined;
  const numbers = phones.flatMap((phone) => phoneIdentityOf(phone, hash) ?? []);
  const knowledge = {
    ...nothingKnown,
    archiveKeys: [...archiveKeys],
    ...(isMail && { consents: consentsOf(consent, emailKeyOf(consentEmail, hash)) }),
    ...(isAny && { channels: refused }),
  };
  return {
    holder: identity,
    names: [],
    own: false,
    phones: [...new Set([...numbers, ...handlesNamed(channels, hash)])],
    source,
    knowledge: withoutHandle(identity, knowledge),
  };
};

/**
 * A refusal under a name of ours, with nothing that names anybody but a number at most: as told of who has that name, and of who has it
 * as an id at whoever told it. Where nothing else is told, an address beside a name that looks like ours is one more name under which it
 * is heard: a customer made of it would outlive the erasure of whom we know by the name. Undefined for anything else.
 *
 * @param bare whose a name is that may be anybody's; one that looks like ours is
 */
export const refusalsToldBack = (
  person: Person,
  archiveKeys: readonly string[],
  hash: KeyedHash,
  bare?: "ours" | "theirs",
): readonly Telling[] | undefined => {
  const identity = identityToldBack(person);
  const whose = isOurName(person) ? "ours" : bare;
  if (identity === undefined || whose === undefined) return undefined;
  if (person.emails.length > 0 && !(isOurName(person) && tellsRefusalsAlone(person))) return undefined;
  const theirs = customerIdentity(person.source, person.customerId ?? "");
  const [first, other] = whose === "ours" ? [identity, theirs] : [theirs, identity];
  const main = refusalUnder(first, person, { archiveKeys, hash });
  const beside = refusalUnder(other, person, { hash });
  const addresses = [...person.emails, ...(person.refusedAlsoAt ?? [])]
    .flatMap((email) => emailKeyOf(email, hash) ?? [])
    .map(emailIdentity);
  const others = addresses.flatMap((address) => refusalUnder(address, person, { hash }) ?? []);
  return main && beside && [main, ...[beside, ...others].map((telling) => ({ ...telling, phones: [] }))];
};

/**
 * The same refusal as told of each address that was named besides, and of the account alone; and of the account whose login the address
 * or the number is, which may stand with another. It makes nobody a customer. The body stays no longer than the address does.
 */
export const refusalsAlsoAt = (person: Person, archiveKeys: readonly string[], hash: KeyedHash): Telling[] => {
  const named = [
    ...(person.refusesAsAccount ? [customerIdentity(person.source, person.customerId ?? "")] : []),
    ...(person.refusedAlsoAt ?? []).flatMap((email) => emailKeyOf(email, hash) ?? []).map(emailIdentity),
  ];
  return [
    ...named.flatMap((identity) => refusalUnder(identity, person, { archiveKeys, hash }) ?? []),
    ...loginsRefused(person, hash).flatMap((identity) => refusalUnder(identity, person, { hash }) ?? []),
  ].map((telling) => ({ ...telling, phones: [] }));
};

/** Told in our own format, of who has the login there or in a file, as an id told back may be. Platforms have ids of their own. */
const loginsRefused = (person: Person, hash: KeyedHash): string[] =>
  person.source === "standard" ? loginSources.flatMap((source) => loginsOfPerson({ ...person, source }, hash)) : [];

export const newsToldBack = (told: readonly Telling[], at: Instant | undefined): News => ({
  at,
  names: told.flatMap(({ holder }) => [holderName(holder), holder]),
  tellings: told,
});
