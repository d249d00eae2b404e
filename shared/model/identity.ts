import { type Source, sourceSchema } from "./order.ts";
import { hasTrunkPrefix, numberIn, numbersMeant, writtenNumber } from "./phone-text.ts";
import { hasDisguised } from "./seen-text.ts";
import { bareAddress } from "./written-address.ts";

/**
 * Identities (docs/adr/0001): strings by which a customer is recognised, such as `csv:77`, `shopify:123`,
 * `email:<keyed hash>`, `phone:<keyed hash>`, `order:shopify#123`. They hold no address and no number.
 */
export const customerIdentity = (source: Source, id: string): string => `${source}:${id}`;
export const emailIdentity = (emailKey: string): string => `email:${emailKey}`;
/** The e-mail key in an identity: undoes `emailIdentity`. Undefined for an identity of another kind. */
export const emailKeyNamedBy = (identity: string): string | undefined =>
  identity.startsWith("email:") ? identity.slice("email:".length) : undefined;
export const phoneIdentity = (phoneKey: string): string => `phone:${phoneKey}`;
/** Whether an identity is a phone number, or a device or an account that is written to (docs/adr/0017): it joins nobody. */
export const isHandleIdentity = (identity: string): boolean => /^(?:phone|push|wecom):/.test(identity);
export const orderKeyOf = (source: Source, orderId: string): string => `${source}#${orderId}`;
export const sourceOfOrder = (orderKey: string): string => orderKey.slice(0, orderKey.indexOf("#"));
/** Under what name the erasure of an order's number is noted, and the operator may ask for it. */
export const orderIdentity = (orderKey: string): string => `order:${orderKey}`;
/** Undoes `orderIdentity`. */
export const orderKeyNamedBy = (identity: string): string => identity.slice("order:".length);
export const isOfOrder = (identity: string): boolean => identity.startsWith("order:");

/** By name: this is asked of every name that is read. */
const sources: ReadonlyMap<string, Source> = new Map(sourceSchema.options.map((source) => [source, source]));

/** The source whose customer id or order number an identity is; undefined for an address or a phone number. */
export const sourceOfIdentity = (identity: string): Source | undefined =>
  sources.get(isOfOrder(identity) ? sourceOfOrder(orderKeyNamedBy(identity)) : (identity.split(":", 1)[0] ?? ""));

/**
 * An address as it is hashed: bare (`bareAddress`), lower case, an international domain in the ASCII form that is mailed: two
 * spellings of one mailbox are one customer, who is written to once and unsubscribes once.
 * Undefined for what is no address, or several.
 * Never strips dots or plus tags: who writes them differently is, to us, another mailbox.
 */
export const normaliseEmail = (address: string | null | undefined): string | undefined => {
  const bare = address ? bareAddress(address)?.toLowerCase() : undefined;
  if (bare === undefined) return undefined;
  const at = bare.indexOf("@");
  return `${bare.slice(0, at)}@${asciiDomain(bare.slice(at + 1))}`;
};

/** Keyed hash of a normalised text, made with the deployment's identity key. */
export type KeyedHash = (text: string) => string;

/** The keyed hash of an address; undefined for what is none. */
export const emailKeyOf = (email: string | undefined, hash: KeyedHash): string | undefined => {
  const normalised = normaliseEmail(email);
  return normalised === undefined ? undefined : hash(normalised);
};

/** A domain as mail servers know it (UTS 46); as it is written where it is no domain, or would become another (`x.ie™`). */
export const asciiDomain = (domain: string): string => {
  if (!/[^\0-\x7f]/.test(domain) || /[/:?#\\]/.test(domain) || hasDisguised(domain)) return domain;
  const address = `http://${domain}`;
  return URL.canParse(address) ? new URL(address).hostname : domain;
};

/** A plus or two noughts, in whichever script. */
const MAY_HAVE_COUNTRY = /\+|00|[^\0-\x7f]/;

/**
 * A phone number as it is hashed: `+` and 8 to 15 digits (E.164). Undefined where the country is not written down:
 * the same local number belongs to different people in different countries, and we do not guess. Nor of what has an extension,
 * or letters.
 */
export const normalisePhone = (phone: string | null | undefined): string | undefined => {
  if (!phone || !MAY_HAVE_COUNTRY.test(phone)) return undefined;
  const number = numberIn(phone);
  return /^\+[1-9]\d{7,14}$/.test(number) && !hasTrunkPrefix(number) ? number : undefined;
};

/**
 * The number that a refusal is of: senders have numbers with their country and without the plus (`491701234567`). To believe it
 * of a grant could reach a stranger; of a refusal it reaches nobody. Undefined for what can be no number with its country.
 */
export const normaliseRefusedPhone = (phone: string | null | undefined): string | undefined => {
  const number = normalisePhone(phone);
  if (number !== undefined || !phone) return number;
  const written = writtenNumber(phone);
  return /^[1-9]/.test(written) ? normalisePhone(`+${written}`) : undefined;
};

/** The identities of the numbers at which a refusal is heard that was told of this one (`numbersMeant`). */
export const phoneIdentitiesRefused = (phone: string | undefined, hash: KeyedHash): string[] => {
  const normalised = normalisePhone(phone);
  return normalised === undefined ? [] : numbersMeant(normalised).map((number) => phoneIdentity(hash(number)));
};

/** The identity of a phone number; undefined for what is none. */
export const phoneIdentityOf = (phone: string | undefined, hash: KeyedHash): string | undefined => {
  const normalised = normalisePhone(phone);
  return normalised === undefined ? undefined : phoneIdentity(hash(normalised));
};

/** Best name first: the shop's own id, a source's customer id, then what is only a trace of a person. */
const rankOf = (identity: string): number => {
  if (identity.startsWith("csv:")) return 0;
  if (identity.startsWith("email:")) return 2;
  if (isHandleIdentity(identity)) return 3;
  if (identity.startsWith("order:")) return 4;
  return 1;
};

/** Order of identities by how well they name a customer; ties by code units. */
export const compareIdentities = (a: string, b: string): number =>
  rankOf(a) - rankOf(b) || (a < b ? -1 : a > b ? 1 : 0);

/** The one name that no plain object can hold a value under: those that JSON, DynamoDB and schemas are read into lose it. */
export const NO_KEY = "__proto__";

/** The customer id that one identity gives: itself, or the bare id of a file unless that could be taken for an identity, or be no key. */
export const customerIdNamedBy = (identity: string): string => {
  const bare = identity.startsWith("csv:") ? identity.slice("csv:".length) : "";
  return bare === "" || bare === NO_KEY || bare.includes(":") ? identity : bare;
};

/** The identity that gives a customer id: undoes `customerIdNamedBy`. */
export const identityNaming = (customerId: string): string =>
  customerId.includes(":") ? customerId : `csv:${customerId}`;

/**
 * A customer's id: the best name among all identities joined in them, whatever order they came in.
 * @throws RangeError for no identities at all: nobody can be named by nothing
 */
export const customerIdOf = (identities: Iterable<string>): string => {
  const [best] = [...identities].sort(compareIdentities);
  if (best === undefined) throw new RangeError("a customer needs at least one identity");
  return customerIdNamedBy(best);
};
