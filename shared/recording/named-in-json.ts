import { plainText } from "../sources/parse-body.ts";

/** What in a JSON body may be a person's: customer ids and phone numbers, and texts that were written into it encoded. */
export type NamedInJson = { ids: string[]; phones: string[]; texts: string[] };

/** Not `user_id`, which is a colleague's in some systems. */
const PERSON = /customer|buyer|^user$/i;
const PERSONS_ID = /(?:customer|buyer|open).?id$|^(?:customer|buyer)$/i;
const PHONE = /phone|mobile|msisdn|wa.?id|recipient|handle|^(?:tel|to|from)$/i;
const PERSONS_NAME = /^(?:first|last|given|family).?name$|^(?:username|nickname|is_paying_customer)$/i;
const OF_AN_ORDER = /^(?:line.?items|items|total|total.?price|amount|currency|order.?items)$/i;
/** JSON in JSON in JSON is nobody's format. */
const MOST_DEEP = 3;
/** Nor has a body more of it: each that turns out to be none costs an exception. */
const MOST_INNER = 1_000;

type Place = { value: unknown; isPerson: boolean; depth: number };

/**
 * Looks through the whole of a body, whatever the order of its keys, in time that grows with its length alone. It finds rather too
 * much than too little: whose a body is by this alone is asked only where its source's own reader finds nobody in it.
 *
 * @param parse reads JSON, with ids as they are written; undefined for what is none
 */
export const namedInJson = (body: unknown, parse: (text: string) => unknown): NamedInJson => {
  const found: NamedInJson = { ids: [], phones: [], texts: [] };
  const places: Place[] = [{ value: body, isPerson: false, depth: 0 }];
  const parsed = (text: string | undefined) =>
    text === undefined || found.texts.length >= MOST_INNER ? undefined : parse(text);
  for (let place = places.pop(); place; place = places.pop()) {
    const { value, depth, isPerson } = place;
    if (Array.isArray(value)) for (const one of value) places.push({ ...place, value: one });
    else if (typeof value === "object" && value !== null) lookThrough(value, { isPerson, depth }, places, found);
    else if (typeof value === "string" && depth < MOST_DEEP) {
      const text = decoded(value);
      const inner = parsed(text);
      if (text !== undefined) found.texts.push(text);
      if (typeof inner === "object" && inner !== null) places.push({ value: inner, isPerson: false, depth: depth + 1 });
    }
  }
  return found;
};

const lookThrough = (
  object: object,
  { isPerson, depth }: Omit<Place, "value">,
  places: Place[],
  found: NamedInJson,
): void => {
  const entries = Object.entries(object);
  const isTheirs = isPerson || isAPerson(entries);
  for (const [key, value] of entries) {
    const text = plainText(value);
    if (text !== undefined && (PERSONS_ID.test(key) || (isTheirs && /^_?id$/i.test(key)))) found.ids.push(text);
    if (text !== undefined && PHONE.test(key)) found.phones.push(text);
    places.push({ value, isPerson: PERSON.test(key), depth });
  }
};

/** By its own kind, as Stripe's objects say it, or by the names of somebody who is no order's buyer. */
const isAPerson = (entries: readonly (readonly [string, unknown])[]): boolean =>
  entries.some(([key, value]) => key === "object" && value === "customer") ||
  (entries.some(([key]) => PERSONS_NAME.test(key)) && !entries.some(([key]) => OF_AN_ORDER.test(key)));

/** A text that holds JSON, percent-encoded or not; undefined for any other. */
const decoded = (text: string): string | undefined => {
  if (/^\s*[[{]/.test(text)) return text;
  if (!/^(?:%7B|%5B)/i.test(text)) return undefined;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
};
