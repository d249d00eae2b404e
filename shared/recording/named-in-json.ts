import { plainText } from "../sources/parse-body.ts";

/** What in a JSON body may be a person's: customer ids, orders' numbers and phone numbers, and texts that were written into it encoded. */
export type NamedInJson = { ids: string[]; orders: string[]; phones: string[]; handles: string[]; texts: string[] };

/** Not `user_id`, which is a colleague's in some systems. */
const PERSON = /customer|buyer|^user$/i;
const PERSONS_ID = /(?:customer|buyer|open).?id$|^(?:customer|buyer)$/i;
const PHONE = /phone|mobile|msisdn|wa.?id|recipient|handle|^(?:tel|to|from)$/i;
const HANDLE = /handle|token|device|recipient|user.?id|open.?id|^to.?user$|^to$/i;
const PERSONS_NAME = /^(?:first|last|given|family).?name$|^(?:username|nickname|is_paying_customer)$/i;
const OF_AN_ORDER = /^(?:line.?items|items|total|total.?price|amount|currency|order.?items)$/i;
const ORDERS_ID = /order.?(?:id|key)$|^(?:order|tid|payment.?intent|checkout.?session)$/i;
/** What an order, or what a body is of, may stand under; and the body itself. */
const ORDER = /order$|^(?:|trade|transaction|payment|checkout|data|object|resource|payload|body)$/i;
/** JSON in JSON in JSON is nobody's format. */
const MOST_DEEP = 3;
/** Nor has a body more of it: each that turns out to be none costs an exception. */
const MOST_INNER = 1_000;

type Place = { value: unknown; isPerson: boolean; isOrder: boolean; depth: number } & Meaning;
/** What a text, or each in a list, or in an object under such a key, may be. */
type Meaning = { isId: boolean; isOrdersId: boolean; isPhone: boolean; isHandle: boolean };

/**
 * Looks through the whole of a body, whatever the order of its keys, in time that grows with its length alone. It finds rather too
 * much than too little: whose a body is by this alone is asked only where its source's own reader finds nobody in it.
 *
 * @param body as `parse` reads it; of JSON that is broken, what there is of it (`brokenJson`)
 * @param parse reads JSON, with ids as they are written; undefined for what is none
 */
export const namedInJson = (body: unknown, parse: (text: string) => unknown): NamedInJson => {
  const found: NamedInJson = { ids: [], orders: [], phones: [], handles: [], texts: [] };
  const meaning = { isId: false, isOrdersId: false, isPhone: false, isHandle: false };
  const nothing = { ...meaning, isPerson: false, isOrder: true };
  const places: Place[] = [{ value: body, ...nothing, depth: 0 }];
  const parsed = (text: string | undefined) =>
    text === undefined || found.texts.length >= MOST_INNER ? undefined : parse(text);
  for (let place = places.pop(); place; place = places.pop()) {
    const { value, depth } = place;
    takeMeant(place, found);
    if (Array.isArray(value)) for (const one of value) places.push({ ...place, value: one });
    else if (typeof value === "object" && value !== null) lookThrough(value, place, places);
    else if (typeof value === "string" && depth < MOST_DEEP) {
      const text = jsonInText(value);
      const inner = parsed(text);
      if (text !== undefined) found.texts.push(text);
      if (typeof inner === "object" && inner !== null) places.push({ value: inner, ...nothing, depth: depth + 1 });
    }
  }
  return found;
};

const takeMeant = ({ value, isId, isOrdersId, isPhone, isHandle }: Place, found: NamedInJson): void => {
  const text = plainText(value)?.trim();
  if (text === undefined || text === "") return;
  if (isId) found.ids.push(text);
  if (isOrdersId) found.orders.push(text);
  if (isPhone) found.phones.push(text);
  if (isHandle) found.handles.push(text);
};

const lookThrough = (object: object, { isPerson, isOrder, depth, ...meant }: Place, places: Place[]): void => {
  const entries: (readonly [string, unknown])[] = object instanceof Map ? [...object] : Object.entries(object);
  const isTheirs = isPerson || isAPerson(entries);
  for (const [key, value] of entries)
    places.push({
      value,
      isPerson: PERSON.test(key),
      isOrder: ORDER.test(key),
      isId: PERSONS_ID.test(key) || (isTheirs && /^_?id$/i.test(key)),
      isOrdersId: ORDERS_ID.test(key) || (isOrder && /^_?id$/i.test(key)),
      isPhone: meant.isPhone || PHONE.test(key),
      isHandle: meant.isHandle || HANDLE.test(key),
      depth,
    });
};

/** By its own kind, as Stripe's objects say it, or by the names of somebody who is no order's buyer. */
const isAPerson = (entries: readonly (readonly [string, unknown])[]): boolean =>
  entries.some(([key, value]) => key === "object" && [value].flat().includes("customer")) ||
  (entries.some(([key]) => PERSONS_NAME.test(key)) && !entries.some(([key]) => OF_AN_ORDER.test(key)));

/** A text that holds JSON, percent-encoded or not; undefined for any other. */
export const jsonInText = (text: string): string | undefined => {
  if (/^\s*[[{]/.test(text)) return text;
  if (!/^(?:%7B|%5B)/i.test(text)) return undefined;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
};
