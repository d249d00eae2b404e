import { PoisonError } from "../../model/errors.ts";
import { sourceOfIdentity } from "../../model/identity.ts";
import { withoutUnseen } from "../../model/seen-text.ts";

/** Fields that are an id, a word or a time, and no text for people. */
const WORDS: ReadonlySet<string> = new Set(
  "id requestId type kind status currency channel state orderedAt updatedAt deletedAt at".split(" "),
);

/** Our own format is four levels deep. */
const MAX_DEPTH = 6;

/**
 * Ids and words of a body as they are meant: without blanks around them and signs that nobody sees, which made two of one. An id that
 * is nothing is left out, and so is the customer of an order of whom all is null.
 * @throws PoisonError `bad-refund-id` where two amounts have one id
 */
export const plainWords = (body: unknown): void => {
  if (!isRecord(body)) return;
  trimWords(body, 0);
  const { order } = body;
  if (isRecord(order) && isRecord(order["refunds"])) order["refunds"] = refundsById(order["refunds"]);
  for (const part of [body, ...(isRecord(order) ? [order] : [])]) {
    if (isRecord(part["customer"])) plainId(part["customer"]);
  }
  if (isRecord(order) && isNull(order["customer"])) delete order["customer"];
};

const trimWords = (part: object, depth: number): void => {
  for (const [key, value] of Object.entries(part)) {
    if (typeof value === "string" && WORDS.has(key)) Reflect.set(part, key, withoutUnseen(value));
    else if (typeof value === "object" && value !== null && depth < MAX_DEPTH) trimWords(value, depth + 1);
  }
};

const refundsById = (refunds: Fields): Fields => {
  const byId = new Map<string, unknown>();
  for (const [written, amount] of Object.entries(refunds)) {
    const id = withoutUnseen(written);
    if (byId.has(id) && byId.get(id) !== amount)
      throw new PoisonError(
        "bad-refund-id",
        "two refunds differ in their amounts, and in nothing that is seen of their ids",
      );
    byId.set(id, amount);
  }
  return Object.fromEntries(byId);
};

/** `Shopify:77` is the name that we gave out as `shopify:77`. */
const plainId = (customer: Fields): void => {
  const { id } = customer;
  if (id === "" || id === false) delete customer["id"];
  if (typeof id !== "string" || !id.includes(":")) return;
  const [source = "", ...rest] = id.split(":");
  const named = [source.toLowerCase(), ...rest].join(":");
  if (sourceOfIdentity(named) !== undefined || /^(?:email|phone|push|wecom)$/i.test(source)) customer["id"] = named;
};

/** Serialisers write every field that they know, and null in each of which they know nothing. */
const isNull = (customer: unknown): boolean =>
  isRecord(customer) &&
  Object.keys(customer).length > 0 &&
  Object.values(customer).every((value) => value === null || (Array.isArray(value) && value.length === 0));

type Fields = Record<string, unknown>;
const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
