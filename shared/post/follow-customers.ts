import type { Customer } from "../model/customer.ts";
import type { ReadCustomers } from "../ports/customers.ts";

/** Signposts lead from a merged customer to the one they now are; a chain longer than this is a knot. */
const MAX_SIGNPOSTS = 8;

export type Followed = {
  /** By the id they were asked for; who is gone is left out. */
  customers: ReadonlyMap<string, Customer>;
  /** Of these ids, those that come over a signpost whose knowledge the customer it leads to may not have yet. */
  unlearnt: ReadonlySet<string>;
};

/** Who customers are by now: signposts are followed. */
export const followCustomers = async (ids: readonly string[], readCustomers: ReadCustomers): Promise<Followed> => {
  const customers = await readCustomers(ids);
  const unlearnt = new Set<string>();
  for (let step = 0; step < MAX_SIGNPOSTS; step++) {
    const signposts = [...customers].flatMap(([id, row]) =>
      row.mergedInto === undefined ? [] : [{ id, row, mergedInto: row.mergedInto }],
    );
    if (signposts.length === 0) break;
    for (const { id, row } of signposts) if (knowsSomething(row)) unlearnt.add(id);
    const targets = await readCustomers(signposts.map(({ mergedInto }) => mergedInto));
    for (const { id, mergedInto } of signposts) {
      const row = targets.get(mergedInto);
      if (row) customers.set(id, row);
      else customers.delete(id);
    }
  }
  return { customers, unlearnt };
};

/**
 * A merge begins with the signpost and strips it only when the other row has learnt what it knows (docs/adr/0006): a
 * worker that dies in between leaves a refusal, a purchase or an address on it alone.
 */
const knowsSomething = ({ profile, emailKey, consents, days }: Customer): boolean =>
  emailKey !== undefined || days.length > 0 || Object.keys(profile).length > 0 || consents.denied !== undefined;
