import type { Customer } from "../model/customer.ts";
import { emailKeyNamedBy } from "../model/identity.ts";
import { type Suppressed, type SuppressionReason, suppressionReasons } from "../model/suppression.ts";

type Addressee = Pick<Customer, "emailKey" | "identities">;
type Reached = Pick<Customer, "emailKey" | "identities" | "channels">;

/** Keys of every address that a customer is known by, the one that is mailed first. */
export const emailKeysOf = ({ emailKey, identities }: Addressee): readonly string[] => [
  ...new Set([emailKey, ...identities.map(emailKeyNamedBy)].filter((key) => key !== undefined)),
];

/** The same, and keys of every handle at which they are reached on other channels, or ever were. */
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
 * of them.
 *
 * @param suppressions those among `emailKeysOf(customer)`
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
  return suppressionReasons.findLast((reason) => reasons.includes(reason));
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
  return emailKeysOf(customer).some((key) => isWordOfPerson(suppressions.get(key)?.reason));
};

const isWordOfPerson = (reason: SuppressionReason | undefined): boolean => reason !== undefined && reason !== "bounced";
