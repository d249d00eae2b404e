import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { customerIdOf } from "../model/identity.ts";
import { absorb, beingErased, finishMerge } from "./merge-customers.ts";
import type { RecordDeps } from "./record-deps.ts";
import { newCustomer } from "./stored-customer.ts";

const MAX_HOPS = 10;
const MAX_ROUNDS = 10;

/**
 * The one customer that these identities belong to, under the best name among all identities joined in them.
 * Claims identities that nobody has, merges customers that the identities show to be one, and finishes merges that were
 * broken off. Claims come first: a customer must never be stored where no identity leads. `touched` are customers that this event wrote to before it was overtaken.
 *
 * @returns the customer as stored, or a new one of version 0; undefined if others were faster: start over
 */
export const findHome = async (
  identities: readonly string[],
  touched: ReadonlySet<string>,
  deps: RecordDeps,
): Promise<Customer | undefined> => {
  const unfinished = new Set(touched);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const owners = await deps.readIdentities(identities);
    const { roots, signposts } = await follow([...owners.values()], unfinished, deps);
    const homeId = customerIdOf([...identities, ...roots.flatMap((root) => root.identities)]);
    const unowned = identities.filter((identity) => !owners.has(identity));
    const claims = await Promise.all(unowned.map((identity) => deps.claimIdentity(identity, homeId)));
    if (claims.some(({ customerId }) => customerId !== homeId)) return undefined;
    const losers = roots.filter((root) => root.customerId !== homeId);
    if (losers.length === 0 && signposts.length === 0) return roots[0] ?? newCustomer(homeId);
    for (const loser of losers) if ((await absorb(loser, homeId, deps)) === "conflict") return undefined;
    for (const signpost of [...losers, ...signposts]) {
      if ((await finishMerge(signpost, homeId, new Set(identities), deps)) === "conflict") return undefined;
      unfinished.delete(signpost.customerId);
    }
    const astray = [...owners].filter(([, owner]) => owner !== homeId);
    await Promise.all(astray.map(([identity, owner]) => deps.repointIdentity(identity, owner, homeId)));
  }
  throw new ConflictError(`identities did not come to rest on one customer in ${MAX_ROUNDS} rounds`);
};

/** Follows signposts from the owners of identities to the customers that are real. */
const follow = async (ownerIds: readonly string[], touched: ReadonlySet<string>, deps: RecordDeps) => {
  const roots = new Map<string, Customer>();
  const signposts = new Map<string, Customer>();
  const left = await deps.readCustomers([...touched]);
  let ids = [
    ...new Set([...ownerIds, ...[...left.values()].filter((row) => row.mergedInto).map((row) => row.customerId)]),
  ];
  for (let hop = 0; ids.length > 0; hop++) {
    if (hop > MAX_HOPS) throw new ConflictError(`signposts lead on for more than ${MAX_HOPS} customers`);
    const rows = await deps.readCustomers(ids);
    const next = new Set<string>();
    for (const id of ids) {
      const row = rows.get(id) ?? newCustomer(id);
      if (row.erasedAt) throw beingErased();
      if (row.mergedInto) {
        signposts.set(id, row);
        next.add(row.mergedInto);
      } else roots.set(id, row);
    }
    ids = [...next].filter((id) => !roots.has(id) && !signposts.has(id));
  }
  return { roots: [...roots.values()], signposts: [...signposts.values()] };
};
