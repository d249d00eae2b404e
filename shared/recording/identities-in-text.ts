import { handleKeyOf } from "../model/channel.ts";
import {
  customerIdentity,
  emailIdentity,
  type KeyedHash,
  normaliseRefusedPhone,
  orderIdentity,
  orderKeyOf,
  phoneIdentity,
} from "../model/identity.ts";
import type { WebhookSource } from "../model/order.ts";
import { loginId, loginIn, withoutSource } from "../sources/meant-by-id.ts";
import { parseBody } from "../sources/parse-body.ts";
import { addressesInJson } from "./addresses-in-json.ts";
import { addressesIn } from "./addresses-in-text.ts";
import { brokenJson } from "./broken-json.ts";
import { brokenXml } from "./broken-xml.ts";
import { namedInJson } from "./named-in-json.ts";
import { numbersIn } from "./numbers-in-text.ts";
import { readingsOf, withoutPercents } from "./readings-of.ts";

/**
 * Everything in a text that looks as if it recognised a person, or one of their orders, in time that grows with its length alone. In
 * JSON, whatever the order of its keys; of JSON that is broken, and of XML, what there is of it; in any other text, by what stands
 * beside it.
 */
export const identitiesIn = (written: string, source: WebhookSource | undefined, hash: KeyedHash): string[] => {
  const told = namedInJson([...elementsIn(written), ...valuesIn(written)], (text) => jsonIn(text) ?? brokenJson(text));
  const texts = [...new Set([written, ...told.texts].flatMap(readingsOf))];
  const emails = addressesTold([written, ...told.texts], new Set(told.texts)).map((address) =>
    emailIdentity(hash(address)),
  );
  const phones = distinct([...texts.flatMap(numbersIn), ...told.phones.flatMap(phonesMeant)]).map((phone) =>
    phoneIdentity(hash(phone)),
  );
  const ids = distinct([...texts.flatMap(customerIdsIn), ...told.ids]);
  const orders = distinct([...texts.flatMap(orderIdsIn), ...told.orders]);
  const handles = told.handles.flatMap((handle) =>
    (["push", "wecom"] as const).flatMap((channel) => handleKeyOf(channel, handle, hash) ?? []),
  );
  const named = ids.flatMap((id) => identitiesOfId(id, source, hash));
  return distinct([...emails, ...phones, ...handles, ...named, ...orders.flatMap((id) => orderOfId(id, source))]);
};

/** In each text for itself: JSON says where a text in it begins and ends. */
const addressesTold = (texts: readonly string[], inJson: ReadonlySet<string>): string[] =>
  distinct(
    distinct(texts).flatMap((text) => {
      const json = jsonIn(text);
      return json === undefined
        ? readingsOf(text).flatMap((reading) => addressesIn(reading))
        : addressesInJson(json, inJson);
    }),
  );

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

/** JSON, or what there is of it beside what forms and lists tell. */
const valuesIn = (text: string): unknown[] => {
  const json = jsonIn(text);
  // Of pairs without an order nobody can tell what an `id` is of.
  return json === undefined ? [brokenJson(text), new Map([["pairs", pairsIn(withoutPercents(text))]])] : [json];
};

/** A text of XML may stand in JSON, or with its own signs written as numbers. */
const elementsIn = (text: string): unknown[] =>
  readingsOf(text).flatMap((reading) =>
    /<[\p{L}_]/u.test(reading) ? [brokenXml(reading.replaceAll('\\"', '"'))] : [],
  );

/** An id of our own format may be one that we gave out, and is told back (`told-back.ts`). */
const identitiesOfId = (id: string, source: WebhookSource | undefined, hash: KeyedHash): string[] => {
  if (source === undefined) return [];
  const login = loginIn(withoutSource(id));
  if (login !== undefined) return [customerIdentity(source, loginId(login, hash))];
  return [customerIdentity(source, id), ...(source === "standard" && id.includes(":") ? [id] : [])];
};

const orderOfId = (id: string, source: WebhookSource | undefined): string[] =>
  source === undefined ? [] : [orderIdentity(orderKeyOf(source, id))];

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

/** Forms (`customer[id]=7&phone=49…`) and lists (`phone: 49…`). */
const pairsIn = (text: string): ReadonlyMap<string, unknown> => {
  const pairs = [...text.matchAll(/([\w.[\]-]{1,64})["']?\s{0,3}[=:>]\s{0,3}["']?([^\s"'<>&,;|{}]{1,500})/g)].map(
    ([, key = "", value = ""]) => [key.replaceAll(/[.[\]]+/g, "_").replace(/_$/, ""), value] as const,
  );
  return new Map([...Map.groupBy(pairs, ([key]) => key)].map(([key, all]) => [key, all.map(([, value]) => value)]));
};

/** A customer's id as the sources write it: in a field of its own, in the customer, or in a GraphQL name. */
const customerIdsIn = (text: string): string[] =>
  [
    /"customer_?id"\s*:\s*"?([^"\s,}]{1,200})/gi,
    /"customer"\s*:\s*\{\s*"id"\s*:\s*"?([^"\s,}]{1,200})/gi,
    /gid:\/\/shopify\/Customer\/(\d{1,200})/g,
    /"customer"\s*:\s*"(cus_[^"\s]{1,196})"/g,
    /"user"\s*:\s*\{\s*"id"\s*:\s*"([^"\s]{1,200})"/g,
  ].flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, id = ""]) => id));

/** Likewise an order's. */
const orderIdsIn = (text: string): string[] =>
  [/"order_?id"\s*:\s*"?([^"\s,}]{1,200})/gi, /gid:\/\/shopify\/Order\/(\d{1,200})/g].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(([, id = ""]) => id),
  );
