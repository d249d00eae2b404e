import { consentsOf } from "../model/consent.ts";
import { holderName } from "../model/holder.ts";
import {
  customerIdentity,
  customerIdNamedBy,
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
import type { Person } from "../sources/intent.ts";
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
export const ownNamesOf = (identity: string): string[] => [
  ...new Set([identity, customerIdNamedBy(identity)].map((id) => customerIdentity("standard", id))),
];

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
 * as an id at whoever told it. Undefined for anything else.
 *
 * @param isKnown whether we know somebody by a name that may be anybody's, and nobody as whoever told it names them
 */
export const refusalsToldBack = (
  person: Person,
  archiveKeys: readonly string[],
  hash: KeyedHash,
  isKnown = false,
): readonly Telling[] | undefined => {
  const identity = identityToldBack(person);
  if (identity === undefined || !(isKnown || isOurName(person)) || person.emails.length > 0) return undefined;
  const ours = refusalUnder(identity, person, { archiveKeys, hash });
  const theirs = refusalUnder(customerIdentity(person.source, person.customerId ?? ""), person, { hash });
  return ours && theirs && [ours, { ...theirs, phones: [] }];
};

export const newsToldBack = (told: readonly Telling[], at: Instant | undefined): News => ({
  at,
  names: told.flatMap(({ holder }) => [holderName(holder), holder]),
  tellings: told,
});
