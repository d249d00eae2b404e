import { addressKeysOf, askedKeysOf } from "../mail/is-suppressed.ts";
import type { Candidate } from "../model/campaign.ts";
import type { Customer } from "../model/customer.ts";
import type { Suppressed } from "../model/suppression.ts";
import type { ReadSuppressions } from "../ports/messages.ts";
import { goneCustomer } from "../recording/customer-of.ts";
import type { WhoTheyAre } from "./who-they-are.ts";

export type FindRecipientsDeps = { whoTheyAre: WhoTheyAre; readSuppressions: ReadSuppressions };

/** One person with all their candidates of a batch, in the order of the file. */
export type Recipient = {
  /** As they are today; without anything known where they are gone. */
  customer: Customer;
  /** Those among all their addresses and handles. */
  suppressions: ReadonlyMap<string, Suppressed>;
  candidates: readonly Entry[];
};

/** A candidate with its place in the file. */
export type Entry = { index: number; candidate: Candidate };

/**
 * Who the candidates are today, read fresh: one who has become one with another since they were scored is that person, so that one
 * person is one recipient.
 */
export const findRecipients = async (
  candidates: readonly Entry[],
  deps: FindRecipientsDeps,
): Promise<readonly Recipient[]> => {
  const customers = await deps.whoTheyAre(candidates.map(({ candidate }) => candidate.customerId));
  const suppressions = await deps.readSuppressions([...customers.values()].flatMap(askedKeysOf));
  const byId = new Map<string, Recipient & { candidates: Entry[] }>();
  for (const entry of candidates) {
    const { customerId } = entry.candidate;
    // Of who is gone since they were scored nothing is known, and so no gate lets them pass.
    const customer = customers.get(customerId) ?? goneCustomer(customerId);
    const known = byId.get(customer.customerId);
    if (known) known.candidates.push(entry);
    else byId.set(customer.customerId, { customer, suppressions, candidates: [entry] });
  }
  return [...byId.values()];
};

/**
 * People who share an address or a handle, in their order. They are written to one after the other, so that each sees what the ones before
 * did.
 */
export const circlesOf = (recipients: readonly Recipient[]): readonly (readonly Recipient[])[] => {
  const circleOf = new Map<string, Set<Recipient>>();
  for (const recipient of recipients) {
    const keys = addressKeysOf(recipient.customer);
    const joined = new Set([...keys.flatMap((key) => [...(circleOf.get(key) ?? [])]), recipient]);
    for (const member of joined) for (const key of addressKeysOf(member.customer)) circleOf.set(key, joined);
    if (keys.length === 0) circleOf.set(`nobody ${recipient.customer.customerId}`, joined);
  }
  return [...new Set(circleOf.values())].map((circle) => recipients.filter((recipient) => circle.has(recipient)));
};
