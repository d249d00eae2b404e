import { namesTold } from "../identity/names.ts";
import { consentsOf } from "../model/consent.ts";
import type { Profile } from "../model/customer.ts";
import { holderName, holderOf } from "../model/holder.ts";
import {
  customerIdentity,
  emailIdentity,
  emailKeyOf,
  type KeyedHash,
  orderIdentity,
  orderKeyOf,
  phoneIdentityOf,
} from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import { bareAddress } from "../model/written-address.ts";
import type { Intent, Person } from "../sources/intent.ts";
import { channelsTold, EARLIEST, handlesNamed, refusalsIn } from "./join-channels.ts";
import { nothingKnown } from "./join-customer.ts";
import type { News, Telling } from "./news.ts";
import { newsToldBack, refusalsToldBack } from "./told-back.ts";
import { toldEvent } from "./told-events.ts";
import { withoutHandle } from "./without-handle.ts";

export type RecordableIntent = Extract<
  Intent,
  { kind: "order" | "refund" | "deletion" | "profile" | "consent" | "event" | "merge" }
>;

const recordable: ReadonlySet<string> = new Set([
  "order",
  "refund",
  "deletion",
  "profile",
  "consent",
  "event",
  "merge",
]);
export const isRecordable = (intent: Intent): intent is RecordableIntent => recordable.has(intent.kind);

/** What an intent tells, as it is recorded; `archiveKey` is the raw body it was read from. */
export const newsOfIntent = (intent: RecordableIntent, archiveKey: string | undefined, hash: KeyedHash): News => {
  const archiveKeys = archiveKey === undefined ? [] : [archiveKey];
  switch (intent.kind) {
    case "order": {
      const { person, facts, mayOmit } = intent;
      const orderKey = orderKeyOf(facts.source, facts.orderId);
      const { tellings, names } = tellingsOf(person, [], hash);
      return {
        names: [...names, orderIdentity(orderKey)],
        tellings,
        at: facts.updatedAt,
        orders: [{ orderKey, holder: tellings[0]?.holder, news: { facts, archiveKeys, ...(mayOmit && { mayOmit }) } }],
      };
    }
    case "refund":
    case "deletion": {
      const orderKey = orderKeyOf(intent.source, intent.orderId);
      const said =
        intent.kind === "deletion"
          ? { deletedAt: intent.at }
          : { separateRefunds: { [intent.refundId]: intent.amountMinor } };
      return {
        names: [orderIdentity(orderKey)],
        tellings: [],
        orders: [{ orderKey, news: { ...said, archiveKeys } }],
      };
    }
    case "profile":
    case "consent": {
      const at = saidAt(intent.person);
      const back = refusalsToldBack(intent.person, archiveKeys, hash);
      if (back !== undefined) return newsToldBack(back, at);
      const { tellings, names } = tellingsOf(withOwnAddress(intent.person), archiveKeys, hash);
      return {
        at,
        names,
        tellings: tellings.map((telling) => ({
          ...toldAlone({ ...telling, knowledge: withoutHandle(telling.holder, telling.knowledge) }),
          // Whether an address at which somebody agreed is theirs, it does not say.
          ...(intent.kind === "consent" && intent.person.ownEmail === undefined && { isPresumed: true as const }),
        })),
      };
    }
    case "event": {
      const { person, event } = intent;
      // No row names its body, for the summary is all that it told: it goes when this is recorded.
      const { tellings, names } = tellingsOf(person, [], hash);
      const events = toldEvent(event, person.source, hash);
      return { names, at: event.at, tellings: tellings.map((telling) => ({ ...toldAlone(telling), events })) };
    }
    case "merge": {
      const [from, into] = [intent.from, intent.into].map((id) => customerIdentity(intent.source, id));
      if (from === undefined || into === undefined) return { names: [], tellings: [] };
      return {
        names: [from, into],
        at: intent.at,
        tellings: [],
        together: { identities: [from, into], at: intent.at, by: intent.source },
      };
    }
  }
};

const toldAlone = (telling: Telling): Telling => ({ ...telling, alone: telling.knowledge });

const saidAt = ({ profile, consent, channels = [] }: Person): Instant | undefined =>
  profile.updatedAt ?? consent?.at ?? channels.find((said) => said.consent?.at !== undefined)?.consent?.at;

/** What a source says of an account is of the account's own address. */
const withOwnAddress = (person: Person): Person => {
  const ownEmail = person.ownEmail ?? (person.isEmailTyped ? undefined : person.emails[0]);
  return person.customerId === undefined || ownEmail === undefined ? person : { ...person, ownEmail };
};

/**
 * As whom a person is named: first by the address given for this order, then, where the account's own is another, by that. What
 * was said of marketing mail goes with the address it was said for.
 */
const tellingsOf = (
  person: Person,
  archiveKeys: readonly string[],
  hash: KeyedHash,
): Pick<News, "tellings" | "names"> => {
  const account = person.customerId === undefined ? undefined : customerIdentity(person.source, person.customerId);
  const own =
    account === undefined ? undefined : addressIn(person.ownEmail === undefined ? [] : [person.ownEmail], hash);
  const given = addressIn(person.emails, hash) ?? own;
  const phones = phonesOf(person, hash);
  const base = { names: namesOfPerson(person, hash), phones, source: person.source };
  const telling = (address: Address | undefined, isFirst: boolean): Telling[] => {
    const holder = holderOf({ account, email: address?.identity, phone: phones[0] });
    if (holder === undefined) return [];
    const knowledge = { ...nothingKnown, profile: profileAt(person.profile, address), archiveKeys: [...archiveKeys] };
    const said = isSaidFor(person, address, isFirst, hash)
      ? { consents: consentsOf(person.consent, emailKeyOf(person.consentEmail, hash)) }
      : {};
    const channels = channelsSaid(person, isFirst, hash);
    return [
      {
        holder,
        own: own !== undefined && address?.identity === own.identity,
        ...base,
        knowledge: { ...knowledge, ...said, ...(channels && { channels }) },
      },
    ];
  };
  const isOther = own !== undefined && own.identity !== given?.identity;
  const tellings = [...telling(given, true), ...(isOther ? telling(own, false) : [])];
  // Whose address it is who got the receipt is not said: their erasure is no concern of this account's.
  const concerned = isOther ? own.identity : given?.identity;
  return {
    tellings,
    names: [
      ...tellings.map(({ holder }) => holderName(holder)),
      ...[account, concerned].filter((identity) => identity !== undefined),
      ...(account === undefined && given === undefined ? phones.slice(0, 1) : []),
    ],
  };
};

/** A refusal is the person's, under whichever address they are known. */
const channelsSaid = ({ channels = [], profile }: Person, isFirst: boolean, hash: KeyedHash) => {
  const told = channelsTold(channels, profile.updatedAt ?? EARLIEST, hash);
  return told === undefined || isFirst ? told : refusalsIn(told);
};

type Address = { identity: string; text: string };

const addressIn = (emails: readonly string[], hash: KeyedHash): Address | undefined => {
  const text = emails.map(bareAddress).find((email) => email !== undefined);
  const key = emailKeyOf(text, hash);
  return text === undefined || key === undefined ? undefined : { identity: emailIdentity(key), text };
};

/** Their numbers, the one that names them first; and other handles at which something is said. */
const phonesOf = ({ phones, channels = [] }: Person, hash: KeyedHash): string[] => {
  const numbers = phones.flatMap((phone) => phoneIdentityOf(phone, hash) ?? []);
  return [...new Set([...numbers, ...handlesNamed(channels, hash)])];
};

/** Of a name in one piece, all its parts: a greeting needs to know which is which, and a comparison does not. */
export const namesOfPerson = (
  { profile: { firstName, lastName }, wholeName }: { profile: Profile; wholeName?: string | undefined },
  hash: KeyedHash,
): string[] => (wholeName === undefined ? namesTold(firstName, lastName, hash) : namesTold(wholeName, undefined, hash));

/** A holder's profile has its own address, and none where it has none. */
const profileAt = ({ email: _told, ...profile }: Profile, address: Address | undefined): Profile => ({
  ...profile,
  ...(address && { email: address.text }),
});

const isSaidFor = (
  { consent, consentEmail }: Person,
  address: Address | undefined,
  isFirst: boolean,
  hash: KeyedHash,
): boolean => {
  if (consent === undefined) return false;
  const key = emailKeyOf(consentEmail, hash);
  // A refusal is the person's, under whichever address.
  return isFirst || consent.state === "denied" || (key !== undefined && address?.identity === emailIdentity(key));
};
