import type { Customer } from "../model/customer.ts";
import type { ReadCustomers } from "../ports/customers.ts";

/** Signposts lead from a merged customer to the one they now are; a chain longer than this is a knot. */
const MAX_SIGNPOSTS = 8;

/** Customers by the id they were asked for, signposts followed; who is gone is left out. */
export const followCustomers = async (
  ids: readonly string[],
  readCustomers: ReadCustomers,
): Promise<Map<string, Customer>> => {
  const found = await readCustomers(ids);
  for (let step = 0; step < MAX_SIGNPOSTS; step++) {
    const signposts = [...found].flatMap(([id, { mergedInto }]) =>
      mergedInto === undefined ? [] : [{ id, mergedInto }],
    );
    if (signposts.length === 0) break;
    const targets = await readCustomers(signposts.map(({ mergedInto }) => mergedInto));
    for (const { id, mergedInto } of signposts) {
      const row = targets.get(mergedInto);
      if (row) found.set(id, row);
      else found.delete(id);
    }
  }
  return found;
};
