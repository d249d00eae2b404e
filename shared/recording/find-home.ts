import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { customerIdOf, identityNaming } from "../model/identity.ts";
import type { Owner } from "../ports/identities.ts";
import { asFound, beingErased, epochOf, isBeingErased, isTombstone, laterOf, leadsTo, upright } from "./epochs.ts";
import { type Noted, readNotes, timesOf } from "./erasure-notes.ts";
import { followJoining, isStored, type Joining, joiningOf, withJoining } from "./joining.ts";
import { finishMerge, type Home, pointTo } from "./merge-customers.ts";
import type { RecordDeps, Step } from "./record-deps.ts";
import { sameRow } from "./stored-customer.ts";
import { whoJoins } from "./who-joins.ts";
import { type WhoseAre, whoseAre } from "./whose-are.ts";

const MAX_HOPS = 10;
const MAX_ROUNDS = 10;

/** What findHome goes by besides the identities. */
export type Search = {
  /** The newest erasure of each of the identities. */
  noted: Noted;
  /** Customers that this event wrote to before it was overtaken. */
  touched: ReadonlySet<string>;
};

/** Whose an event's identities are. */
export type Found = {
  home: Customer;
  /** Those that are theirs: all, unless one leads to too many (see `whoJoins`). */
  identities: readonly string[];
  /** Who is still being joined to them, by somebody else. */
  joining: Joining;
};

/**
 * The one customer that these identities belong to, under the best name among all identities joined in them.
 * Takes identities that nobody has, merges customers that the identities show to be one, and finishes merges that were
 * broken off. Identities come first, their own name among them: a customer must never be stored where no identity leads.
 * Once they are taken, the notes of erasure are asked again: either an erasure sees who has them, or we see its note.
 *
 * @returns the customer as found, a signpost to nobody too, or a new one; undefined if others were faster: start over
 */
export const findHome = async (
  told: readonly string[],
  { noted: notedOfTold, touched }: Search,
  deps: RecordDeps,
): Promise<Found | undefined> => {
  const unfinished = new Set(touched);
  const finished = new Set<string>();
  let [named, noted] = [told, notedOfTold];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const known = await whoseAre(named, noted, deps);
    // What is written in the epoch of an erasure has seen the end of it.
    if (known.isUnderErasure) throw beingErased();
    const { rows, ...found } = await follow(named, known, unfinished, deps);
    const { joining, ...begun } = await goOnJoining(found, finished, deps);
    const { identities, roots, signposts } = whoJoins({ identities: named, owners: idsOf(known.owners), ...begun });
    const homeId = customerIdOf([...identities, ...roots.flatMap((root) => root.identities)]);
    const home = roots.find(({ customerId }) => customerId === homeId) ?? asNew(homeId, rows, known.noted);
    const name = identityNaming(homeId);
    if (!named.includes(name) && !isStored(home)) {
      named = [...named, name];
      noted = new Map([...noted, ...(await finishedNotes([name], deps))]);
      continue;
    }
    const owner = { customerId: homeId, epoch: laterOf(...noted.values(), epochOf(home)) };
    if (!(await takeAll(identities, owner, known, deps))) return undefined;
    if (!(await isAsNoted(named, noted, deps))) return undefined;
    const losers = roots.filter((root) => root.customerId !== homeId);
    if (losers.length === 0 && signposts.length === 0) {
      const theirs = identities.filter((identity) => told.includes(identity));
      return { home, identities: theirs, joining: joining.get(homeId) ?? {} };
    }
    const into = { customerId: homeId, epoch: epochOf(home), joining: joiningOf(losers) };
    if ((await prepare(home, into, deps)) === "conflict") return undefined;
    if ((await mergeAll(losers, signposts, into, named, deps)) === "conflict") return undefined;
    for (const { customerId } of [...losers, ...signposts]) {
      unfinished.delete(customerId);
      finished.add(customerId);
    }
    const led = [...known.owners].filter(([one, { customerId }]) => customerId !== homeId && identities.includes(one));
    await Promise.all(led.map(([identity, from]) => deps.repointIdentity(identity, from, ownerAfter(from, owner))));
  }
  throw new ConflictError(`identities did not come to rest on one customer in ${MAX_ROUNDS} rounds`);
};

const idsOf = (owners: ReadonlyMap<string, Owner>): Map<string, string> =>
  new Map([...owners].map(([identity, { customerId }]) => [identity, customerId]));

const asNew = (customerId: string, rows: ReadonlyMap<string, Customer>, noted: Noted): Customer =>
  asFound(customerId, rows.get(customerId), noted.get(identityNaming(customerId)) ?? "");

const finishedNotes = async (names: readonly string[], deps: RecordDeps): Promise<Noted> => {
  const notes = await readNotes(names, deps);
  if ([...notes.values()].some(({ finished }) => !finished)) throw beingErased();
  return timesOf(names, notes);
};

/** Whether nobody named was erased, or is being erased, since the notes were read. */
const isAsNoted = async (identities: readonly string[], noted: Noted, deps: RecordDeps): Promise<boolean> => {
  const notes = await readNotes(identities, deps);
  const isAsBefore = (identity: string) => (notes.get(identity)?.at ?? "") === (noted.get(identity) ?? "");
  return identities.every((identity) => isAsBefore(identity) && notes.get(identity)?.finished !== false);
};

const ownerAfter = (from: Owner, { customerId, epoch }: Owner): Owner => ({
  customerId,
  epoch: laterOf(from.epoch, epoch),
});

/** Takes what is nobody's; false if somebody else was faster. */
const takeAll = async (
  identities: readonly string[],
  owner: Owner,
  { owners, overtaken }: WhoseAre,
  deps: RecordDeps,
): Promise<boolean> => {
  const unowned = identities.filter((identity) => !owners.has(identity));
  const taken = await Promise.all(
    unowned.map((identity) => deps.takeIdentity(identity, owner, overtaken.get(identity))),
  );
  return taken.every(({ customerId, epoch }) => customerId === owner.customerId && epoch >= owner.epoch);
};

const mergeAll = async (
  losers: readonly Customer[],
  signposts: readonly Customer[],
  home: Home,
  identities: readonly string[],
  deps: RecordDeps,
): Promise<Step> => {
  for (const loser of losers) if ((await pointTo(loser, home, deps)) === "conflict") return "conflict";
  for (const signpost of [...losers, ...signposts]) {
    if ((await finishMerge(signpost, home, new Set(identities), deps)) === "conflict") return "conflict";
  }
  return "done";
};

/**
 * Others can be merged only into whom is no signpost, and says so before any signpost leads there. Who is not stored is
 * written to by nobody, and says so from the start.
 */
const prepare = async (home: Customer, { joining }: Home, deps: RecordDeps): Promise<Step> => {
  const ready = withJoining(upright(home), { ...home.joining, ...joining });
  if (!isStored(home) || sameRow(home, ready)) return "done";
  return (await deps.saveCustomer(ready, home.version)) === "saved" ? "done" : "conflict";
};

type Followed = { roots: readonly Customer[]; signposts: readonly Customer[] };

/** Joinings that others began: each customer's signposts that may not be finished, and by id who may still be pointed there. */
const goOnJoining = async ({ roots, signposts }: Followed, finished: ReadonlySet<string>, deps: RecordDeps) => {
  const known = new Map([...roots, ...signposts].map((row) => [row.customerId, row]));
  const joining = new Map<string, Joining>();
  for (const root of roots) {
    const soFar = await followJoining(root, known, finished, deps.readCustomers);
    for (const signpost of soFar.signposts) known.set(signpost.customerId, signpost);
    joining.set(root.customerId, soFar.awaited);
  }
  const rootIds = new Set(roots.map(({ customerId }) => customerId));
  return { roots, signposts: [...known.values()].filter(({ customerId }) => !rootIds.has(customerId)), joining };
};

/** Where to look: at whom an identity leads to, or at whom a signpost leads to. */
type Look = { id: string; from?: Customer };

/**
 * Follows signposts from the owners of identities to the customers that are real. A signpost to nobody is a customer again:
 * whoever it was to be merged into was erased, or never came to be. It knows what it knew, and its orders lie under it.
 */
const follow = async (
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
