import { PoisonError } from "../../model/errors.ts";
import { bareAddress } from "../../model/written-address.ts";
import { isNotGiven } from "../not-given.ts";
import { type Customer, isRefusing, namedAlone, type ToldNames, toldNames } from "./told-names.ts";

/** A customer, and where else what they refuse is heard. */
export type Refusing = { customer: Customer; besides: ToldNames["besides"] };

const NOWHERE: ToldNames["besides"] = { emails: [], phones: [] };

/**
 * Whom an order is of. What it refuses is heard at each address of a list.
 * @throws PoisonError `unreadable-address` where in a list that refuses not each is plainly an address
 */
export const buyerNamed = (told: Customer): Refusing => {
  const customer = namedAlone(told);
  return { customer, besides: besidesOf(told) };
};

/**
 * Whom a body of a customer alone is of. A list that refuses, of somebody without a customer id, is of each of its addresses: what
 * else is told with it is nobody's.
 * @throws PoisonError `unreadable-address` where a refusal would be heard by nobody, or by somebody else
 */
export const customerNamed = (told: Customer): Refusing => {
  if (!isRefusing(told)) return { customer: namedAlone(told), besides: NOWHERE };
  const { customer } = toldNames(told);
  const { emails, phones } = besidesOf(told);
  const { id, login, email = "", phone, marketingConsent, channels } = customer;
  if (id || login || isNotGiven(email) || email.trim() === "" || bareAddress(email) !== undefined)
    return { customer, besides: { emails, phones } };
  const [first, ...others] = emails;
  if (first !== undefined)
    return {
      customer: { email: first, phone, ...(marketingConsent?.state === "denied" && { marketingConsent }), channels },
      besides: { emails: others, phones },
    };
  if (marketingConsent?.state !== "denied") return { customer, besides: NOWHERE };
  throw new PoisonError("unreadable-address", UNREADABLE);
};

const besidesOf = (told: Customer): ToldNames["besides"] => {
  if (!isRefusing(told)) return NOWHERE;
  const { besides, isUnread } = toldNames(told);
  if (isUnread) throw new PoisonError("unreadable-address", UNREADABLE);
  return besides;
};

const UNREADABLE =
  "an address refuses, and it is none, or more than one: tell of each in a body of its own, such as ann@mail.example";
