import { emailKeysOf, isSuppressed } from "../mail/is-suppressed.ts";
import type { Candidate } from "../model/campaign.ts";
import { nothingSaid } from "../model/consent.ts";
import type { Customer } from "../model/customer.ts";
import type { ReadSuppressions } from "../ports/messages.ts";
import { type FindUnjoinedDeps, findUnjoined } from "./find-unjoined.ts";
import { followCustomers } from "./follow-customers.ts";

export type FindRecipientsDeps = FindUnjoinedDeps & { readSuppressions: ReadSuppressions };

/** One person with all their candidates of a batch, in the order of the file. */
export type Recipient = {
  /** As they are today; without anything known where they are gone. */
  customer: Customer;
  suppressed: boolean;
  /** Whether they are known by another row as well. */
  unjoined: boolean;
  candidates: readonly Entry[];
};

type Entry = { index: number; candidate: Candidate };

/**
 * Who the candidates are today, read fresh. Customers merged since they were scored are followed to whom they have become,
 * so that one person is one recipient; one whose merge is half done is not joined yet.
 */
export const findRecipients = async (
  candidates: readonly Entry[],
  deps: FindRecipientsDeps,
): Promise<readonly Recipient[]> => {
  const ids = candidates.map(({ candidate }) => candidate.customerId);
  const { customers, unlearnt } = await followCustomers(ids, deps.readCustomers);
  const suppressions = await deps.readSuppressions([...customers.values()].flatMap(emailKeysOf));
  const unjoined = new Set([
    ...(await findUnjoined([...new Set(customers.values())], deps)),
    ...[...unlearnt].flatMap((id) => customers.get(id)?.customerId ?? []),
  ]);
  const byId = new Map<string, Recipient & { candidates: Entry[] }>();
  for (const entry of candidates) {
    const { customerId } = entry.candidate;
    const customer = customers.get(customerId) ?? nobody(customerId);
    const known = byId.get(customer.customerId);
    if (known) known.candidates.push(entry);
    else {
      const suppressed = isSuppressed(customer, suppressions);
      const isUnjoined = unjoined.has(customer.customerId);
      byId.set(customer.customerId, { customer, suppressed, unjoined: isUnjoined, candidates: [entry] });
    }
  }
  return [...byId.values()];
};

/** Erased since they were scored: nothing is known, and so no gate lets them pass. */
const nobody = (customerId: string): Customer => ({
  customerId,
  version: 0,
  identities: [],
  profile: {},
  consents: nothingSaid,
  days: new Uint8Array(),
  orderSources: [],
  archiveKeys: [],
});

/**
 * People who share an address, in their order: one person whom nobody has seen to be one yet. They are written to one after
 * the other, so that each sees what the ones before did.
 */
export const circlesOf = (recipients: readonly Recipient[]): readonly (readonly Recipient[])[] => {
  const circleOf = new Map<string, Set<Recipient>>();
  for (const recipient of recipients) {
    const keys = emailKeysOf(recipient.customer);
    const joined = new Set([...keys.flatMap((key) => [...(circleOf.get(key) ?? [])]), recipient]);
    for (const member of joined) for (const key of emailKeysOf(member.customer)) circleOf.set(key, joined);
    if (keys.length === 0) circleOf.set(`nobody ${recipient.customer.customerId}`, joined);
  }
  return [...new Set(circleOf.values())].map((circle) => recipients.filter((recipient) => circle.has(recipient)));
};
