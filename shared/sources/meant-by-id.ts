import { normaliseEmail, normalisePhone, normaliseRefusedPhone, sourceOfIdentity } from "../model/identity.ts";
import { saysNumber } from "../model/phone-text.ts";
import { seenText } from "../model/seen-text.ts";
import { isNobodysId } from "./not-given.ts";

/** Also what is no address, and would show one: several, or one with a sign in it. */
const isAddress = (text: string): boolean =>
  /[^\s@]@[^\s@]/u.test(seenText(text)) || normaliseEmail(text) !== undefined;
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

/** An id without the source under whose name we gave it out: `standard:ann@mail.example`. */
export const withoutSource = (id: string): string =>
  sourceOfIdentity(id) === undefined ? id : id.slice(id.indexOf(":") + 1);
