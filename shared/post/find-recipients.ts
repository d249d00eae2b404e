import { emailKeysOf, isSuppressed } from "../mail/is-suppressed.ts";
import type { Candidate } from "../model/campaign.ts";
import type { Customer } from "../model/customer.ts";
import type { ReadCustomers } from "../ports/customers.ts";
import type { ReadSuppressions } from "../ports/messages.ts";

export type FindRecipientsDeps = { readCustomers: ReadCustomers; readSuppressions: ReadSuppressions };

/** One person with all their candidates of a batch, in the order of the file. */
export type Recipient = {
  customer: Customer;
  /** Other names that candidates have them under: a merge that is not finished leaves messages there. */
  formerIds: readonly string[];
  suppressed: boolean;
  candidates: readonly Entry[];
};

type Entry = { index: number; candidate: Candidate };
type Found = { row: Customer; formerIds: readonly string[] };

/** Signposts lead from a merged customer to the one they now are; a chain longer than this is a knot. */
const MAX_SIGNPOSTS = 8;

/**
 * Who the candidates are today, read fresh. Customers merged since they were scored are followed to whom they have become,
 * so that one person is one recipient; the candidates of customers who are gone are answered apart.
 */
export const findRecipients = async (
  candidates: readonly Entry[],
  deps: FindRecipientsDeps,
): Promise<{ recipients: Recipient[]; gone: readonly Entry[] }> => {
  const customers = await readFollowing(
    candidates.map(({ candidate }) => candidate.customerId),
    deps.readCustomers,
  );
  const suppressions = await deps.readSuppressions([...customers.values()].flatMap(({ row }) => emailKeysOf(row)));
  const byId = new Map<string, Recipient & { formerIds: string[]; candidates: Entry[] }>();
  const gone: Entry[] = [];
  for (const entry of candidates) {
    const found = customers.get(entry.candidate.customerId);
    if (!found) {
      gone.push(entry);
      continue;
    }
    const { row: customer, formerIds } = found;
    const known = byId.get(customer.customerId);
    if (known) {
      known.candidates.push(entry);
      known.formerIds.push(...formerIds);
    } else {
      const suppressed = isSuppressed(customer, suppressions);
      byId.set(customer.customerId, { customer, formerIds: [...formerIds], suppressed, candidates: [entry] });
    }
  }
  return { recipients: [...byId.values()], gone };
};

/** Customers by the id they were asked for, signposts followed; `formerIds` are those of the signposts on the way. */
const readFollowing = async (ids: readonly string[], readCustomers: ReadCustomers): Promise<Map<string, Found>> => {
  const found = new Map<string, Found>();
  for (const [id, row] of await readCustomers(ids)) found.set(id, { row, formerIds: [] });
  for (let step = 0; step < MAX_SIGNPOSTS; step++) {
    const signposts = [...found].flatMap(([id, { row, formerIds }]) =>
      row.mergedInto === undefined
        ? []
        : [{ id, mergedInto: row.mergedInto, formerIds: [...formerIds, row.customerId] }],
    );
    if (signposts.length === 0) break;
    const targets = await readCustomers(signposts.map(({ mergedInto }) => mergedInto));
    for (const { id, mergedInto, formerIds } of signposts) {
      const row = targets.get(mergedInto);
      if (row) found.set(id, { row, formerIds });
      else found.delete(id);
    }
  }
  return found;
};
