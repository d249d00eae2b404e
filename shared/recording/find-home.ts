import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { customerIdOf, identityNaming } from "../model/identity.ts";
import { erasureKeyOf } from "./erasures.ts";
import { beingErased, finishMerge, pointTo } from "./merge-customers.ts";
import type { RecordDeps, Step } from "./record-deps.ts";
import { newCustomer } from "./stored-customer.ts";
import { whoJoins } from "./who-joins.ts";

const MAX_HOPS = 10;
const MAX_ROUNDS = 10;

/** What findHome goes by besides the identities. */
export type Search = {
  /** Customers that this event wrote to before it was overtaken. */
  touched: ReadonlySet<string>;
  /** Whether nobody named was erased since the search began; asked once the identities are claimed (docs/adr/0006). */
  stillThere: () => Promise<boolean>;
};

/** The customer, and those of the identities that are theirs: all, unless one leads to too many (see `whoJoins`). */
export type Found = { home: Customer; identities: readonly string[] };

/**
 * The one customer that these identities belong to, under the best name among all identities joined in them.
 * Claims identities that nobody has, merges customers that the identities show to be one, and finishes merges that were
 * broken off. Claims come first: a customer must never be stored where no identity leads.
 *
 * @returns the customer as stored, a signpost to nobody too, or a new one of version 0; undefined if others were faster:
 *   start over
 */
export const findHome = async (
  named: readonly string[],
  { touched, stillThere }: Search,
  deps: RecordDeps,
): Promise<Found | undefined> => {
  const unfinished = new Set(touched);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const owners = await ownersOf(named, deps);
    const found = await follow([...owners.values()], unfinished, deps);
    const { identities, roots, signposts } = whoJoins({ identities: named, owners, ...found });
    const homeId = customerIdOf([...identities, ...roots.flatMap((root) => root.identities)]);
    const unowned = identities.filter((identity) => !owners.has(identity));
    const claims = await Promise.all(unowned.map((identity) => deps.claimIdentity(identity, homeId)));
    if (claims.some(({ customerId }) => customerId !== homeId)) return undefined;
    if (!(await stillThere())) return undefined;
    const losers = roots.filter((root) => root.customerId !== homeId);
    if (losers.length === 0 && signposts.length === 0) return { home: roots[0] ?? newCustomer(homeId), identities };
    if (
      (await setUpright(
        roots.find(({ customerId }) => customerId === homeId),
        deps,
      )) === "conflict"
    )
      return undefined;
    for (const loser of losers) if ((await pointTo(loser, homeId, deps)) === "conflict") return undefined;
    for (const signpost of [...losers, ...signposts]) {
      if ((await finishMerge(signpost, homeId, new Set(named), deps)) === "conflict") return undefined;
      unfinished.delete(signpost.customerId);
    }
    const led = [...owners].filter(([identity, owner]) => owner !== homeId && identities.includes(identity));
    await Promise.all(led.map(([identity, owner]) => deps.repointIdentity(identity, owner, homeId)));
  }
  throw new ConflictError(`identities did not come to rest on one customer in ${MAX_ROUNDS} rounds`);
};

/**
 * Whose the identities are. A claim for somebody who was erased, made by a writer that died over it, is nobody's: it is
 * given up, for the name of the erased one must not come back by it.
 */
const ownersOf = async (identities: readonly string[], deps: RecordDeps): Promise<Map<string, string>> => {
  const owners = await deps.readIdentities(identities);
  const rows = await deps.readCustomers([...owners.values()]);
  const absent = [...owners].filter(([, owner]) => !rows.has(owner) && !identities.includes(identityNaming(owner)));
  const keyOf = (owner: string) => erasureKeyOf(identityNaming(owner), deps.hash);
  const notes = absent.length === 0 ? new Map() : await deps.readErasures(absent.map(([, owner]) => keyOf(owner)));
  for (const [identity, owner] of absent) {
    if (!notes.has(keyOf(owner))) continue;
    await deps.removeIdentity(identity);
    owners.delete(identity);
  }
  return owners;
};

/** Others can be merged only into whom is no signpost. */
const setUpright = async (home: Customer | undefined, deps: RecordDeps): Promise<Step> => {
  if (home?.mergedInto === undefined) return "done";
  const { mergedInto: _nobody, ...upright } = home;
  return (await deps.saveCustomer(upright, home.version)) === "saved" ? "done" : "conflict";
};

/**
 * Follows signposts from the owners of identities to the customers that are real. A signpost to nobody is a customer again:
 * whoever it was to be merged into was erased, or never came to be. It knows what it knew, and its orders lie under it.
 */
const follow = async (ownerIds: readonly string[], touched: ReadonlySet<string>, deps: RecordDeps) => {
  const owners = new Set(ownerIds);
  const left = await deps.readCustomers([...touched]);
  const signpostsLeft = [...left.values()].filter((row) => row.mergedInto).map((row) => row.customerId);
  const roots = new Map<string, Customer>();
  const signposts = new Map<string, Customer>();
  const nobody = new Set<string>();
  let ids = [...new Set([...owners, ...signpostsLeft])];
  for (let hop = 0; ids.length > 0; hop++) {
    if (hop > MAX_HOPS) throw new ConflictError(`signposts lead on for more than ${MAX_HOPS} customers`);
    const rows = await deps.readCustomers(ids);
    const next = new Set<string>();
    for (const id of ids) {
      const row = rows.get(id) ?? (owners.has(id) ? newCustomer(id) : undefined);
      if (row?.erasedAt) throw beingErased();
      if (row?.mergedInto) {
        signposts.set(id, row);
        next.add(row.mergedInto);
      } else if (row) roots.set(id, row);
      else nobody.add(id);
    }
    ids = [...next].filter((id) => !roots.has(id) && !signposts.has(id) && !nobody.has(id));
  }
  const isAstray = ({ mergedInto = "" }: Customer) => nobody.has(mergedInto);
  for (const row of signposts.values()) if (isAstray(row)) roots.set(row.customerId, row);
  return { roots: [...roots.values()], signposts: [...signposts.values()].filter((row) => !isAstray(row)) };
};
