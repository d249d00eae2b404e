import type { Candidate } from "../../shared/model/campaign.ts";
import type { Customer } from "../../shared/model/customer.ts";
import type { Suppression } from "../../shared/model/message.ts";
import type { ReadCustomers } from "../../shared/ports/customers.ts";
import type { ReadSuppressions } from "../../shared/ports/messages.ts";

export type FindRecipientsDeps = { readCustomers: ReadCustomers; readSuppressions: ReadSuppressions };

/** One person with all their candidates of a batch, in the order of the file. */
export type Recipient = {
  customer: Customer;
  suppression: Suppression | undefined;
  candidates: readonly { index: number; candidate: Candidate }[];
};

/** Signposts lead from a merged customer to the one they now are; a chain longer than this is a knot. */
const MAX_SIGNPOSTS = 8;

/**
 * Who the candidates are today, read fresh. Customers merged since they were scored are followed to whom they have become,
 * so that one person is one recipient; the candidates of customers who are gone are answered apart.
 */
export const findRecipients = async (
  candidates: readonly { index: number; candidate: Candidate }[],
  deps: FindRecipientsDeps,
): Promise<{ recipients: Recipient[]; gone: readonly { index: number; candidate: Candidate }[] }> => {
  const customers = await readFollowing(
    candidates.map(({ candidate }) => candidate.customerId),
    deps.readCustomers,
  );
  const keys = [...customers.values()].flatMap(({ emailKey }) => emailKey ?? []);
  const suppressions = await deps.readSuppressions(keys);
  const byId = new Map<string, Recipient & { candidates: { index: number; candidate: Candidate }[] }>();
  const gone: { index: number; candidate: Candidate }[] = [];
  for (const entry of candidates) {
    const customer = customers.get(entry.candidate.customerId);
    if (!customer) {
      gone.push(entry);
      continue;
    }
    const known = byId.get(customer.customerId);
    if (known) known.candidates.push(entry);
    else {
      const suppression = suppressions.get(customer.emailKey ?? "");
      byId.set(customer.customerId, { customer, suppression, candidates: [entry] });
    }
  }
  return { recipients: [...byId.values()], gone };
};

/** Customers by the id they were asked for, signposts followed. */
const readFollowing = async (ids: readonly string[], readCustomers: ReadCustomers): Promise<Map<string, Customer>> => {
  const found = new Map(await readCustomers(ids));
  for (let step = 0; step < MAX_SIGNPOSTS; step++) {
    const signposts = [...found].flatMap(([id, { mergedInto }]) =>
      mergedInto === undefined ? [] : [{ id, mergedInto }],
    );
    if (signposts.length === 0) break;
    const targets = await readCustomers(signposts.map(({ mergedInto }) => mergedInto));
    for (const { id, mergedInto } of signposts) {
      const target = targets.get(mergedInto);
      if (target) found.set(id, target);
      else found.delete(id);
    }
  }
  return found;
};
