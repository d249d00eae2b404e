import { emailIdentity, identityNaming, type KeyedHash, normaliseEmail, phoneIdentityOf } from "../model/identity.ts";

/** Nobody has a longer identity: a key of a table ends at 2,048 bytes, and an id in it is of 200 characters. */
const MOST_BYTES = 1_000;

/** Identities that an operator's word may mean: an address, a phone number, a customer id, or an identity itself. */
export const identitiesMeantBy = (word: string, hash: KeyedHash): string[] => {
  const [address, phone] = [normaliseEmail(word), phoneIdentityOf(word, hash)];
  return [
    ...(address === undefined ? [] : [emailIdentity(hash(address))]),
    ...(phone === undefined ? [] : [phone]),
    ...(Buffer.byteLength(word) > MOST_BYTES ? [] : [identityNaming(word)]),
  ];
};
