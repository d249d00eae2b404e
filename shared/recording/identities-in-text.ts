import {
  customerIdentity,
  emailIdentity,
  type KeyedHash,
  normaliseEmail,
  normalisePhone,
  phoneIdentity,
} from "../model/identity.ts";
import type { WebhookSource } from "../model/order.ts";

/** JSON as PHP writes it has every letter beyond ASCII, and any other it likes, as a number. */
const unescaped = (text: string): string =>
  text
    .replaceAll(/\\u([\da-f]{4})/gi, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll("\\/", "/");

/** Everything in a text that looks as if it recognised a person, in time that grows with its length alone. */
export const identitiesIn = (escaped: string, source: WebhookSource | undefined, hash: KeyedHash): string[] => {
  const text = unescaped(escaped);
  const emails = addressesIn(text).map((address) => emailIdentity(hash(address)));
  const phones = phonesIn(text).map((phone) => phoneIdentity(hash(phone)));
  const ids = source === undefined ? [] : customerIdsIn(text).map((id) => customerIdentity(source, id));
  return [...emails, ...phones, ...ids];
};

const separators = /[\s"'<>,;:()[\]\\]+/u;
const addressesIn = (text: string): string[] =>
  text.split(separators).flatMap((word) => (word.includes("@") ? (normaliseEmail(word) ?? []) : []));

const phonesIn = (text: string): string[] =>
  [...text.matchAll(/\+[1-9][\d\s().\-/]{6,30}/g)].flatMap(([number]) => normalisePhone(number) ?? []);

/** A customer's id as the sources write it: in a field of its own, in the customer, or in a GraphQL name. */
const customerIdsIn = (text: string): string[] =>
  [
    /"customer_?id"\s*:\s*"?([^"\s,}]{1,200})/gi,
    /"customer"\s*:\s*\{\s*"id"\s*:\s*"?([^"\s,}]{1,200})/gi,
    /gid:\/\/shopify\/Customer\/(\d{1,200})/g,
    /"customer"\s*:\s*"(cus_[^"\s]{1,196})"/g,
    /"user"\s*:\s*\{\s*"id"\s*:\s*"([^"\s]{1,200})"/g,
  ].flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, id = ""]) => id));
