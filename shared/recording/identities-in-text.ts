import { handleKeyOf } from "../model/channel.ts";
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
import { brokenJson } from "./broken-json.ts";
import { namedInJson } from "./named-in-json.ts";

/** JSON as PHP writes it has every letter beyond ASCII, and any other it likes, as a number. */
const unescaped = (text: string): string =>
  text
    .replaceAll(/\\u([\da-f]{4})/gi, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll("\\/", "/");

/**
 * Everything in a text that looks as if it recognised a person, in time that grows with its length alone. In JSON, whatever the
 * order of its keys; of JSON that is broken, what there is of it; in any other text, by what stands beside it.
 */
export const identitiesIn = (escaped: string, source: WebhookSource | undefined, hash: KeyedHash): string[] => {
  const told = namedInJson(jsonIn(escaped) ?? [brokenJson(escaped), pairsIn(withoutPercents(escaped))], (text) => {
    return jsonIn(text) ?? brokenJson(text);
  });
  const texts = [escaped, ...told.texts].map(unescaped).flatMap((text) => [...new Set([text, withoutPercents(text)])]);
  const emails = texts.flatMap(addressesIn).map((address) => emailIdentity(hash(address)));
  const phones = [...texts.flatMap(phonesIn), ...told.phones.flatMap(phonesMeant)].map((phone) =>
    phoneIdentity(hash(phone)),
  );
  const ids = [...texts.flatMap(customerIdsIn), ...told.ids];
  const handles = told.handles.flatMap((handle) =>
    (["push", "wecom"] as const).flatMap((channel) => handleKeyOf(channel, handle, hash) ?? []),
  );
  return [...new Set([...emails, ...phones, ...handles, ...ids.flatMap((id) => identitiesOfId(id, source))])];
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

/** As forms and links write what is beyond plain letters; what is no such sign stays. */
const withoutPercents = (text: string): string =>
  text.replaceAll(/(?:%[\da-f]{2}){1,300}/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"));

/** Forms (`customer[id]=7&phone=49…`), lists (`phone: 49…`) and XML. */
const pairsIn = (text: string): ReadonlyMap<string, unknown> => {
  const pairs = [...text.matchAll(/([\w.[\]-]{1,64})["']?\s{0,3}[=:>]\s{0,3}["']?([^\s"'<>&,;|{}]{1,500})/g)].map(
    ([, key = "", value = ""]) => [key.replaceAll(/[.[\]]+/g, "_").replace(/_$/, ""), value] as const,
  );
  return new Map([...Map.groupBy(pairs, ([key]) => key)].map(([key, all]) => [key, all.map(([, value]) => value)]));
};

const separators = /[\s"<>,;:()[\]\\{}]+/u;
/** What may stand in an address, and more often stands between one and something else. */
const rarer = /[=|/&?#!*$^`]+/;
const addressesIn = (text: string): string[] =>
  text
    .split(separators)
    // A name may have an apostrophe in it, and a word may stand in them.
    .flatMap((word) => [word, ...word.split("'").filter((part) => part !== word)])
    .filter((word) => word.includes("@"))
    .flatMap((word) => [word, ...word.split(rarer).filter((part) => part !== word && part.includes("@"))])
    .flatMap((word) => normaliseEmail(word) ?? []);

const phonesIn = (text: string): string[] =>
  [
    ...plainIn(text).matchAll(
      /(?:\+|(?<!\d)00)[\s(]*[1-9][\d\s().[\]/_\p{Pd}\u2212\u00b7\u2022\u2027\u2219\u22c5\u30fb]{6,30}/gu,
    ),
  ].flatMap(([number]) => normalisePhone(number) ?? []);

/** A customer's id as the sources write it: in a field of its own, in the customer, or in a GraphQL name. */
const customerIdsIn = (text: string): string[] =>
  [
    /"customer_?id"\s*:\s*"?([^"\s,}]{1,200})/gi,
    /"customer"\s*:\s*\{\s*"id"\s*:\s*"?([^"\s,}]{1,200})/gi,
    /gid:\/\/shopify\/Customer\/(\d{1,200})/g,
    /"customer"\s*:\s*"(cus_[^"\s]{1,196})"/g,
    /"user"\s*:\s*\{\s*"id"\s*:\s*"([^"\s]{1,200})"/g,
  ].flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, id = ""]) => id));
