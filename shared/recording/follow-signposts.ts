import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { customerIdOf, identityNaming } from "../model/identity.ts";
import { asFound, beingErased, isBeingErased, isTombstone, leadsTo } from "./epochs.ts";
import type { Noted } from "./erasure-notes.ts";
import { followJoining } from "./joining.ts";
import type { RecordDeps } from "./record-deps.ts";
import type { WhoseAre } from "./whose-are.ts";

const MAX_HOPS = 10;

/** The customer of a name as it is found, or as it would begin. */
export const asNew = (customerId: string, rows: ReadonlyMap<string, Customer>, noted: Noted): Customer =>
  asFound(customerId, rows.get(customerId), noted.get(identityNaming(customerId)) ?? "");

/** Where to look: at whom an identity leads to, or at whom a signpost leads to. */
type Look = { id: string; from?: Customer };

/**
 * Follows signposts from the owners of identities to the customers that are real. A signpost to nobody is a customer again:
 * whoever it was to be merged into was erased, or never came to be. It knows what it knew, and its orders lie under it.
 */
export const followSignposts = async (
  identities: readonly string[],
  { owners, noted, rows: known }: WhoseAre,
  touched: ReadonlySet<string>,
  deps: RecordDeps,
) => {
  const ownerIds = new Set([...owners.values()].map(({ customerId }) => customerId));
  const best = customerIdOf(identities);
  const others = [...touched, ...(owners.has(identityNaming(best)) ? [] : [best])].filter((id) => !ownerIds.has(id));
  const rows = new Map([...known, ...(await deps.readCustomers(others))]);
  const [roots, signposts] = [new Map<string, Customer>(), new Map<string, Customer>()];
  const started = others.filter((id) => isToFollow(rows.get(id), touched.has(id)));
  let looks: Look[] = [...new Set([...ownerIds, ...started])].map((id) => ({ id }));
  for (let hop = 0; looks.length > 0; hop++) {
    if (hop > MAX_HOPS) throw new ConflictError(`signposts lead on for more than ${MAX_HOPS} customers`);
    const next: Look[] = [];
    for (const { id, from } of looks) {
      const row = rows.get(id);
      if (row && isBeingErased(row)) throw beingErased();
      if (from && !leadsTo(from, row)) {
        signposts.delete(from.customerId);
        roots.set(from.customerId, from);
      } else if (!roots.has(id) && !signposts.has(id)) {
        const found = asNew(id, rows, noted);
        (found.mergedInto === undefined ? roots : signposts).set(id, found);
        if (found.mergedInto !== undefined) next.push({ id: found.mergedInto, from: found });
      }
    }
    for (const [id, row] of await deps.readCustomers(next.map(({ id }) => id))) rows.set(id, row);
    looks = next;
  }
  return { roots: [...roots.values()], signposts: [...signposts.values()], rows };
};

/** Where this event wrote before, only a signpost is of interest; under its own best name, if nobody has that, whoever is there. */
const isToFollow = (row: Customer | undefined, isTouched: boolean): boolean =>
  row !== undefined && (isTouched ? row.mergedInto !== undefined : !isTombstone(row));

type Followed = { roots: readonly Customer[]; signposts: readonly Customer[] };

/** Joinings that others began: each customer's signposts that may not be finished, and by id whose signpost there may come yet. */
export const goOnJoining = async ({ roots, signposts }: Followed, finished: ReadonlySet<string>, deps: RecordDeps) => {
  const known = new Map([...roots, ...signposts].map((row) => [row.customerId, row]));
  const awaited = new Map<string, readonly Customer[]>();
  for (const root of roots) {
    const soFar = await followJoining(root, known, finished, deps.readCustomers);
    for (const signpost of soFar.signposts) known.set(signpost.customerId, signpost);
    awaited.set(root.customerId, soFar.awaited);
  }
  const rootIds = new Set(roots.map(({ customerId }) => customerId));
  return { roots, signposts: [...known.values()].filter(({ customerId }) => !rootIds.has(customerId)), awaited };
};
