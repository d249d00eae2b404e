import {
  customerIdentity,
  emailIdentity,
  identityNaming,
  type KeyedHash,
  normaliseEmail,
  phoneIdentityOf,
  sourceOfIdentity,
} from "../model/identity.ts";
import { sourceSchema } from "../model/order.ts";
import { loginId, loginIn, withoutSource } from "../sources/meant-by-id.ts";

/** Nobody has a longer identity: a key of a table ends at 2,048 bytes, and an id in it is of 200 characters. */
const MOST_BYTES = 1_000;

/** Identities that an operator's word may mean: an address, a phone number, a customer id, or an identity itself. */
export const identitiesMeantBy = (word: string, hash: KeyedHash): string[] => {
  const [address, phone] = [normaliseEmail(word), phoneIdentityOf(word, hash)];
  return [
    ...(address === undefined ? [] : [emailIdentity(hash(address))]),
    ...(phone === undefined ? [] : [phone]),
    ...loginsMeantBy(word, hash),
    ...(Buffer.byteLength(word) > MOST_BYTES ? [] : [identityNaming(word)]),
  ];
};

/** An address or a number may be the login of an account, of whichever source unless the word says which. */
const loginsMeantBy = (word: string, hash: KeyedHash): string[] => {
  const login = loginIn(withoutSource(word));
  const source = sourceOfIdentity(word);
  if (login === undefined) return [];
  return (source === undefined ? sourceSchema.options : [source]).map((one) =>
    customerIdentity(one, loginId(login, hash)),
  );
};
