import { LosslessNumber } from "lossless-json";
import type * as z from "zod";
import { PoisonError } from "../../model/errors.ts";
import { NO_KEY } from "../../model/identity.ts";
import { nearMiss } from "../../model/near-miss.ts";
import { type OrderEvent, orderEventSchema } from "../../model/order-event.ts";
import { keysAt } from "../../model/schema-words.ts";
import { consentSaid } from "../consent-words.ts";
import { countOf, readShape } from "../parse-body.ts";
import { currencyOf } from "../read-amount.ts";
import { instantIn, TIME_LOOKS_LIKE } from "../read-instant.ts";
import type { Place } from "./consent-names.ts";
import { nameOfPath } from "./name-of-path.ts";
import { plainWords } from "./plain-words.ts";
import { isNothingBack, isRefundTold, refundMeant } from "./refund-meant.ts";
import { refusalMeant } from "./refusal-meant.ts";
import { moveConsents } from "./told-flatter.ts";

/** One mend can bring the next mistake to light: a field of null that is taken out may be one that is needed. */
const MAX_ROUNDS = 4;

/**
 * A body of our own format. What is not needed costs no order: fields that are not known, null for nothing, numbers as text,
 * text that is too long, a customer's odd telephone number. What an order's value or its person hangs on is never guessed.
 * @throws PoisonError `wrong-shape`, `bad-time`, `unknown-currency`, `bad-refund-id`
 */
export const readEvent = (body: unknown): OrderEvent => {
  const copy = withPlainNumbers(body);
  moveConsents(copy);
  plainWords(copy);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const parsed = orderEventSchema.safeParse(copy);
    if (parsed.success) return parsed.data;
    if (parsed.error.issues.filter((issue) => mend(copy, issue)).length > 0) continue;
    const strays = parsed.error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys" ? straysIn(copy, issue) : [],
    );
    if (strays.length === 0) break;
    throw new PoisonError("wrong-shape", `not the shape of an order event; ${[...new Set(strays)].join("; ")}`);
  }
  return readShape(orderEventSchema, copy, "an order event");
};

/** Our own format is four levels deep: what lies deeper fits no schema, and need not be looked at. */
const MAX_DEPTH = 8;

/**
 * A copy. Our own format has no number that a float cannot hold; one that it cannot is none, and fits no schema.
 * Text that is no Unicode (half an emoji) is made so, for no table takes it.
 * @throws PoisonError `wrong-shape` for a field that schemas pass by unseen: a refund of that name would be lost
 */
const withPlainNumbers = (value: unknown, depth = 0): unknown => {
  if (depth > MAX_DEPTH) return value;
  if (typeof value === "string") return value.toWellFormed();
  if (value instanceof LosslessNumber) return plainNumber(value);
  if (Array.isArray(value)) return value.map((part) => withPlainNumbers(part, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  if (Object.hasOwn(value, NO_KEY)) throw new PoisonError("wrong-shape", `a field is named ${NO_KEY}`);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withPlainNumbers(part, depth + 1)]));
};

const plainNumber = ({ value }: LosslessNumber): number =>
  Math.abs(Number(value)) <= Number.MAX_SAFE_INTEGER ? Number(value) : Number.NaN;

type Issue = z.core.$ZodIssue;

/** Whether anything could be done about it. */
const mend = (copy: unknown, issue: Issue): boolean => {
  const path = issue.path.slice(0, -1);
  const [key] = issue.path.slice(-1);
  if (issue.code === "unrecognized_keys") return forgetUnknown(copy, issue);
  const parent = at(copy, path);
  if (key === undefined || parent === undefined || !Reflect.has(parent, key)) return false;
  const written: unknown = Reflect.get(parent, key);
  const meant = meantBy(written, issue);
  if (meant !== undefined) return Reflect.set(parent, key, meant);
  const isRefund = path.at(-1) === "refunds";
  return (written === null || isOnlyKept(issue.path)) && !isRefund && Reflect.deleteProperty(parent, key);
};

const at = (copy: unknown, path: readonly PropertyKey[]): object | undefined => {
  let part = copy;
  for (const key of path) part = isObject(part) ? Reflect.get(part, key) : undefined;
  return isObject(part) ? part : undefined;
};

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Of a key that is nearly one of ours, or may tell of a refusal or a refund, nothing would be known if it were passed by. */
const forgetUnknown = (copy: unknown, issue: UnknownKeys): boolean => {
  const parent = at(copy, issue.path);
  const foreign = issue.keys.filter((key) => strayIn(copy, key, issue.path) === undefined);
  for (const key of foreign) if (parent) Reflect.deleteProperty(parent, key);
  return foreign.length > 0;
};
type UnknownKeys = Extract<Issue, { code: "unrecognized_keys" }>;

const straysIn = (copy: unknown, { keys, path }: UnknownKeys): string[] =>
  keys.flatMap((key) => strayIn(copy, key, path) ?? []);

const LONGEST_KEY = 40;

/**
 * Of a key that means something to us, what to say of it: a slip of the hand, one that another type of body has, or one by which
 * others tell what somebody refused, or what went back. Undefined for any other.
 */
const strayIn = (copy: unknown, key: string, path: readonly PropertyKey[]): string | undefined => {
  const parent = at(copy, path);
  const written: unknown = parent && Reflect.get(parent, key);
  const isNothing = written === null || written === false || key.length > LONGEST_KEY || isNothingBack(key, written);
  const meant = isNothing ? undefined : nearMiss(key, keysAt(orderEventSchema, path));
  if (meant !== undefined) return meant === key ? `this type takes no ${key}` : `probably misspelt: ${meant}`;
  const refusal = refusalMeant(key, written, placeAt(path, isOrderBody(copy)));
  if (refusal) return `a refusal may be meant in ${nameOfPath(path, refusal)}: tell it by marketingConsent or channels`;
  const refund = isOfState(copy, path) ? refundMeant(key, written) : undefined;
  if (refund) return `a refund may be meant in ${nameOfPath(path, refund)}: tell it by refunds, or by order.refunded`;
  return undefined;
};

/** Whether somewhere in the state of an order, whose worth hangs on what went back. */
const isOfState = (copy: unknown, path: readonly PropertyKey[]): boolean => {
  const order = at(copy, ["order"]);
  const isState = isObject(copy) && Reflect.get(copy, "type") === "order.updated" && order !== undefined;
  return isState && !path.includes("customer") && !isRefundTold(order);
};

const isOrderBody = (copy: unknown): boolean =>
  isObject(copy) && String(Reflect.get(copy, "type")).startsWith("order.");

const placeAt = (path: readonly PropertyKey[], isOfOrder: boolean): Place => {
  if (path.includes("marketingConsent") || path.includes("channels")) return "consent";
  if (path.includes("items")) return "goods";
  return isOfOrder && !path.includes("customer") ? "order" : "person";
};

/** The same value as the schema wants it; undefined where there is more than one way to read it, or none. */
const meantBy = (written: unknown, issue: Issue): unknown => {
  if (issue.code === "too_big" && typeof written === "string" && isOnlyKept(issue.path))
    return written.slice(0, Number(issue.maximum)).toWellFormed();
  if (issue.code === "too_big" && Array.isArray(written)) return written.slice(0, Number(issue.maximum));
  if (issue.code === "invalid_value" && issue.path.at(-1) === "state" && typeof written === "string")
    return stateMeant(written);
  if (TIMES.has(issue.path.at(-1)) && (typeof written === "string" || typeof written === "number"))
    return timeMeant(written, issue);
  if (issue.code === "invalid_format" && issue.path.at(-1) === "currency" && typeof written === "string")
    return currencyOf(written);
  if (issue.code !== "invalid_type") return undefined;
  if (issue.path.at(-1) === "quantity") return countOf(written);
  return retyped.get(issue.expected)?.(written);
};

const TIMES: ReadonlySet<unknown> = new Set(["orderedAt", "updatedAt", "deletedAt", "at"]);

/** @throws PoisonError `bad-time`: where the order or the refusal is that of a busy moment, nobody can say which was first */
const timeMeant = (written: string | number, { path }: Issue): string => {
  const instant = typeof written === "string" ? instantIn(written) : undefined;
  if (instant !== undefined) return instant;
  throw new PoisonError("bad-time", `${path.join(".")} is no time with its offset, ${TIME_LOOKS_LIKE}`);
};

/** A refusal is one in whatever words; a yes is `granted` alone. */
const stateMeant = (written: string): "denied" | undefined =>
  consentSaid(written)?.state === "denied" ? "denied" : undefined;

const wholeOf = (written: unknown) =>
  typeof written === "string" && /^-?\d{1,15}$/.test(written) ? Number(written) : undefined;

/** An amount is only taken from text of a whole number: `25.00` may mean 25 cents as well as 25 euros. */
const retyped: ReadonlyMap<string, (written: unknown) => unknown> = new Map([
  ["string", (written: unknown) => (Number.isSafeInteger(written) ? String(written) : undefined)],
  ["number", wholeOf],
  ["int", wholeOf],
  ["boolean", (written: unknown) => (written === "true" ? true : written === "false" ? false : undefined)],
  ["array", (written: unknown) => (isObject(written) && isIndexed(written) ? Object.values(written) : undefined)],
  ["object", (written: unknown) => (Array.isArray(written) && written.length === 0 ? {} : undefined)],
  ["record", (written: unknown) => (Array.isArray(written) && written.length === 0 ? {} : undefined)],
]);

const isIndexed = (written: object): boolean => Object.keys(written).every((key) => /^\d+$/.test(key));

/** Facts that are kept for reading, and on which neither value nor person nor consent hangs. */
const isOnlyKept = (path: readonly PropertyKey[]): boolean => onlyKept.has(String(path.at(-1)));
const onlyKept: ReadonlySet<string> = new Set([
  ...["phone", "firstName", "lastName", "locale", "country", "birthday"],
  ...["sku", "title", "category", "discountMinor"],
]);
