import {
  customerIdentity,
  emailIdentity,
  type KeyedHash,
  normaliseEmail,
  normalisePhone,
  normaliseRefusedPhone,
  phoneIdentity,
} from "../model/identity.ts";
import type { WebhookSource } from "../model/order.ts";
import { plainIn } from "../model/phone-text.ts";
import { parseBody } from "../sources/parse-body.ts";
import { namedInJson } from "./named-in-json.ts";

/** JSON as PHP writes it has every letter beyond ASCII, and any other it likes, as a number. */
const unescaped = (text: string): string =>
  text
    .replaceAll(/\\u([\da-f]{4})/gi, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll("\\/", "/");

/**
 * Everything in a text that looks as if it recognised a person, in time that grows with its length alone. In JSON, whatever the
 * order of its keys; in a text that is cut off, or none, by what stands beside it.
 */
export const identitiesIn = (escaped: string, source: WebhookSource | undefined, hash: KeyedHash): string[] => {
  const told = namedInJson(jsonIn(escaped), jsonIn);
  const texts = [escaped, ...told.texts].map(unescaped);
  const emails = texts.flatMap(addressesIn).map((address) => emailIdentity(hash(address)));
  const phones = [...texts.flatMap(phonesIn), ...told.phones.flatMap(phonesMeant)].map((phone) =>
    phoneIdentity(hash(phone)),
  );
  const ids = [...texts.flatMap(customerIdsIn), ...told.ids];
  return [...new Set([...emails, ...phones, ...ids.flatMap((id) => identitiesOfId(id, source))])];
};

/** An id of our own format may be one that we gave out, and is told back (`told-back.ts`). */
const identitiesOfId = (id: string, source: WebhookSource | undefined): string[] => {
  if (source === undefined) return [];
  return [customerIdentity(source, id), ...(source === "standard" && id.includes(":") ? [id] : [])];
};

const jsonIn = (text: string): unknown => {
  try {
    return parseBody(Buffer.from(text));
  } catch {
    return undefined;
  }
};

/** Senders write a number with its country also without the plus. */
const phonesMeant = (told: string): string[] => {
  const phone = normaliseRefusedPhone(told);
  return phone === undefined ? [] : [phone];
};

const separators = /[\s"'<>,;:()[\]\\]+/u;
const addressesIn = (text: string): string[] =>
  text.split(separators).flatMap((word) => (word.includes("@") ? (normaliseEmail(word) ?? []) : []));

const phonesIn = (text: string): string[] =>
  [...plainIn(text).matchAll(/(?:\+|(?<!\d)00)[\s(]*[1-9][\d\s().[\]/\p{Pd}\u2212]{6,30}/gu)].flatMap(
    ([number]) => normalisePhone(number) ?? [],
  );

/** A customer's id as the sources write it: in a field of its own, in the customer, or in a GraphQL name. */
const customerIdsIn = (text: string): string[] =>
  [
    /"customer_?id"\s*:\s*"?([^"\s,}]{1,200})/gi,
    /"customer"\s*:\s*\{\s*"id"\s*:\s*"?([^"\s,}]{1,200})/gi,
    /gid:\/\/shopify\/Customer\/(\d{1,200})/g,
    /"customer"\s*:\s*"(cus_[^"\s]{1,196})"/g,
    /"user"\s*:\s*\{\s*"id"\s*:\s*"([^"\s]{1,200})"/g,
  ].flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, id = ""]) => id));
