import type { Customer } from "../model/customer.ts";
import { addressOf } from "../model/holder.ts";
import { emailKeyNamedBy } from "../model/identity.ts";
import { type Suppressed, type SuppressionReason, suppressionReasons } from "../model/suppression.ts";

type Addressee = Pick<Customer, "emailKey" | "identities" | "holders">;
type Reached = Addressee & Pick<Customer, "channels">;

/** Keys of every address that a customer is known by, the one that is mailed first. */
export const emailKeysOf = ({ emailKey, identities }: Omit<Addressee, "holders">): readonly string[] => [
  ...new Set([emailKey, ...identities.map(emailKeyNamedBy)].filter((key) => key !== undefined)),
];

/**
 * Keys of addresses that something of theirs stands with, and that are not their own as far as sources say: one that they had before, or
 * that was typed with an order. They were written to there as long as nobody knew better.
 */
export const standingKeysOf = (customer: Addressee): readonly string[] => {
  const own = emailKeysOf(customer);
  const standing = customer.holders.flatMap(addressOf).flatMap((identity) => emailKeyNamedBy(identity) ?? []);
  return [...new Set(standing)].filter((key) => !own.includes(key));
};

/** Keys of every address and handle at which it is asked what was written to a person, and what they refused. */
export const askedKeysOf = (customer: Reached): readonly string[] => [
  ...addressKeysOf(customer),
  ...standingKeysOf(customer),
];

/** Keys of every address at which it is asked what a person refused. */
export const askedEmailKeysOf = (customer: Addressee): readonly string[] => [
  ...emailKeysOf(customer),
  ...standingKeysOf(customer),
];

/** The same of own addresses, and keys of every handle at which they are reached on other channels, or ever were. */
export const addressKeysOf = (customer: Reached): readonly string[] => [
  ...emailKeysOf(customer),
  ...new Set(
    Object.values(customer.channels ?? {}).flatMap(({ key, keys = [], consents }) => [
      ...(key === undefined ? [] : [key]),
      ...keys,
      ...Object.keys(consents.granted),
    ]),
  ),
];

/**
 * Why a customer must not be written to, by the weightiest reason; undefined for who is not suppressed. A bounce concerns one
 * address alone. Who unsubscribed, complained or was erased under one of their addresses said so as a person: it holds for all
 * of them. So does who unsubscribed or complained where something of theirs stands: it may be the address that they had before. Who was
 * erased there may have been somebody else.
 *
 * @param suppressions those among `askedEmailKeysOf(customer)`
 */
export const suppressionOf = (
  customer: Addressee,
  suppressions: ReadonlyMap<string, Suppressed>,
): SuppressionReason | undefined => {
  if (suppressions.size === 0) return undefined;
  const reasons = emailKeysOf(customer).flatMap((key) => {
    const reason = suppressions.get(key)?.reason;
    return reason !== undefined && (key === customer.emailKey || isWordOfPerson(reason)) ? [reason] : [];
  });
  const before = standingKeysOf(customer)
    .flatMap((key) => suppressions.get(key)?.reason ?? [])
    .filter(isRefusal);
  return suppressionReasons.findLast((reason) => reasons.includes(reason) || before.includes(reason));
};

export const isSuppressed = (customer: Addressee, suppressions: ReadonlyMap<string, Suppressed>): boolean =>
  suppressionOf(customer, suppressions) !== undefined;

/** The same of another channel: the word of a person holds there as well, and all that was told of the handle itself. */
export const isSuppressedAt = (
  handleKey: string | undefined,
  customer: Addressee,
  suppressions: ReadonlyMap<string, Suppressed>,
): boolean => {
  if (handleKey !== undefined && suppressions.has(handleKey)) return true;
  if (emailKeysOf(customer).some((key) => isWordOfPerson(suppressions.get(key)?.reason))) return true;
  return standingKeysOf(customer).some((key) => isRefusal(suppressions.get(key)?.reason));
};

const isRefusal = (reason: SuppressionReason | undefined): boolean =>
  reason === "unsubscribed" || reason === "complained";

const isWordOfPerson = (reason: SuppressionReason | undefined): boolean => reason !== undefined && reason !== "bounced";
