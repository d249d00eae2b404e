import {
  type KeyedHash,
  normaliseEmail,
  normalisePhone,
  normaliseRefusedPhone,
  sourceOfIdentity,
} from "../model/identity.ts";
import { saysNumber } from "../model/phone-text.ts";
import { seenText } from "../model/seen-text.ts";
import { isNobodysId } from "./not-given.ts";

/** Also what is no address, and would show one: several, or one with a sign in it. `10023@store2` is an id: no mail goes to a domain without a dot. */
const isAddress = (text: string): boolean =>
  /[^\s@]@[^\s@]*[^\s@.]\.[^\s@.]/u.test(seenText(text)) || /@.*\./u.test(normaliseEmail(text) ?? "");
/** Only with its country can a number be told from an id; one of figures alone may be an id that is filled up with noughts. */
const isPhone = (text: string): boolean =>
  !/^[\d\s.-]*$/.test(text) && (saysNumber(text) ? normaliseRefusedPhone(text) : normalisePhone(text)) !== undefined;
/** Letters and figures that begin with no nought: most ids, and none of them an address, a number with its country, or what a guest has. */
const PLAIN = /^[a-z]{0,20}[1-9]\d{0,18}$/i;

/**
 * What stands where a customer's id should. An id is shown as it stands, in keys and answers, where addresses and numbers are their
 * hashes: so neither is ever taken for one, nor what a guest has.
 *
 * @example meantById("Ann <ann@mail.example>") // "address"
 */
export const meantById = (id: string): "id" | "address" | "phone" | "nobody" => {
  if (id === "" || PLAIN.test(id)) return "id";
  if (isPhone(id)) return "phone";
  if (isAddress(id)) return "address";
  return isNobodysId(id) ? "nobody" : "id";
};

/**
 * The address or number by which somebody logs in, where it stands in place of their customer's id, however it is written; undefined
 * for an id that is one. It is their account's all the same, which may have another address: under its hash it is their id (`loginId`).
 */
export const loginIn = (id: string): string | undefined => {
  const meant = meantById(id);
  if (meant === "address") return normaliseEmail(id) ?? seenText(id).trim().toLowerCase();
  return meant === "phone" ? normaliseRefusedPhone(id) : undefined;
};

/** The customer id that a login is: it stands in keys and answers, and names nobody. */
export const loginId = (login: string, hash: KeyedHash): string => loginIdOfKey(hash(login));
/** Likewise, by the key of the address or number. */
export const loginIdOfKey = (key: string): string => `login-${key}`;

/** An id without the source under whose name we gave it out: `standard:ann@mail.example`. */
export const withoutSource = (id: string): string =>
  sourceOfIdentity(id) === undefined ? id : id.slice(id.indexOf(":") + 1);
