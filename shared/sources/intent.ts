import type { ChannelSaid } from "../model/channel.ts";
import type { Consent } from "../model/consent.ts";
import type { Profile } from "../model/customer.ts";
import type { CustomerEvent } from "../model/customer-event.ts";
import {
  customerIdentity,
  emailIdentity,
  emailKeyOf,
  type KeyedHash,
  normaliseRefusedPhone,
  orderIdentity,
  orderKeyOf,
  phoneIdentityOf,
} from "../model/identity.ts";
import type { MayOmit, OrderFacts, Source } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import { loginId, loginIn } from "./meant-by-id.ts";

/**
 * One person as one body tells of them. `emails` are the addresses given for this order, or said of the account, the best first;
 * `ownEmail` is what the source says is the account's own; the profile has the one to mail.
 */
export type Person = {
  source: Source;
  customerId?: string;
  /** The address or number that stands where a customer id should: under its hash it is one (`recording/hash-login.ts`). */
  login?: string;
  emails: readonly string[];
  ownEmail?: string;
  /** Its source says that nobody has shown the account's address to be theirs: it is but typed. */
  isEmailTyped?: true;
  /** Addresses that are named besides: what is refused is heard there too, and nothing else is told of them. */
  refusedAlsoAt?: readonly string[];
  /** The address is but their login: what is refused is told of the account alone too, whoever else stands with it. */
  refusesAsAccount?: true;
  phones: readonly string[];
  /** Nothing but a number names them, and it may lack its country: as it is read, it may be nobody's, or somebody else's. */
  isNumberUnsure?: true;
  /** Their name in one piece, where the source has it so: it tells people apart, and greets nobody (`nameParts`). */
  wholeName?: string;
  profile: Profile;
  consent?: Consent;
  /** The address that a consent was given for. */
  consentEmail?: string;
  /** What was said of channels other than mail. */
  channels?: readonly ChannelSaid[];
};

/** What one body asks Rouse to do. */
export type Intent =
  /** `remark`: what its sender should know of how it is taken, in a sentence. */
  | { kind: "order"; person: Person; facts: OrderFacts; mayOmit?: readonly MayOmit[]; remark?: string }
  | { kind: "refund"; source: Source; orderId: string; refundId: string; amountMinor: number }
  | { kind: "deletion"; source: Source; orderId: string; at: Instant }
  /** New facts about a person, or what they said about marketing mail. */
  | { kind: "profile" | "consent"; person: Person }
  /** Something that a person did beside ordering. */
  | { kind: "event"; person: Person; event: CustomerEvent }
  /** The source has made one account of two. */
  | { kind: "merge"; source: Source; from: string; into: string; at: Instant }
  /** Erase a person (`orderIds` may name orders of guests), export one, erase everybody of a source. */
  | { kind: "redact"; person: Person; orderIds: readonly string[] }
  | { kind: "data-request"; person: Person; orderIds: readonly string[]; requestId: string }
  | { kind: "redact-shop"; source: Source }
  /** The body but names an order, which is to be asked for. */
  | { kind: "fetch"; source: Source; orderId: string }
  | { kind: "ignored"; reason: string };

/** Everything that recognises a person, without the orders. */
export const identitiesOfPerson = (person: Person, hash: KeyedHash): string[] => [
  ...new Set([
    ...(person.customerId ? [customerIdentity(person.source, person.customerId)] : []),
    ...[...person.emails, person.ownEmail, ...(person.refusedAlsoAt ?? [])].flatMap((email) => {
      const emailKey = emailKeyOf(email, hash);
      return emailKey === undefined ? [] : [emailIdentity(emailKey)];
    }),
    ...person.phones.flatMap((phone) => phoneIdentityOf(phone, hash) ?? []),
  ]),
];

/**
 * Accounts of the source whose login an address is that names somebody without a customer id; or a number, where nothing else names
 * them. Whether there are such, nobody has said.
 */
export const loginsOfPerson = (
  { source, customerId, emails, ownEmail = "", refusedAlsoAt = [], phones }: Person,
  hash: KeyedHash,
): string[] => {
  if (customerId !== undefined) return [];
  const addresses = [...emails, ownEmail, ...refusedAlsoAt].flatMap((email) => loginIn(email) ?? []);
  const logins = addresses.length > 0 ? addresses : phones.flatMap((phone) => normaliseRefusedPhone(phone) ?? []);
  return [...new Set(logins)].map((login) => customerIdentity(source, loginId(login, hash)));
};

/** Whom an intent is about, and which orders. */
export const identitiesOfIntent = (intent: Intent, hash: KeyedHash): string[] => {
  switch (intent.kind) {
    case "order": {
      const { source, orderId } = intent.facts;
      return [...identitiesOfPerson(intent.person, hash), orderIdentity(orderKeyOf(source, orderId))];
    }
    case "refund":
    case "deletion":
    case "fetch":
      return [orderIdentity(orderKeyOf(intent.source, intent.orderId))];
    case "profile":
    case "consent":
    case "event":
      return identitiesOfPerson(intent.person, hash);
    case "merge":
      return [intent.from, intent.into].map((id) => customerIdentity(intent.source, id));
    case "redact":
    case "data-request": {
      const { person, orderIds } = intent;
      const orders = orderIds.map((orderId) => orderIdentity(orderKeyOf(person.source, orderId)));
      return [...identitiesOfPerson(person, hash), ...orders];
    }
    case "redact-shop":
    case "ignored":
      return [];
  }
};
