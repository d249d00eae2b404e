import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { customerIdOf, identityNaming } from "../model/identity.ts";
import type { Owner } from "../ports/identities.ts";
import { beingErased, epochOf, laterOf, upright } from "./epochs.ts";
import type { Noted } from "./erasure-notes.ts";
import { asNew, followSignposts, goOnJoining } from "./follow-signposts.ts";
import { callOff, isStored, joiningOf, withJoining } from "./joining.ts";
import { finishMerge, type Home, pointTo } from "./merge-customers.ts";
import type { RecordDeps, Step } from "./record-deps.ts";
import { sameRow } from "./stored-customer.ts";
import { finishedNotes, isAsNoted, takeIdentities } from "./take-identities.ts";
import { whoJoins } from "./who-joins.ts";
import { type WhoseAre, whoseAre } from "./whose-are.ts";

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
};

/**
 * The one customer that these identities belong to, under the best name among all identities joined in them.
 * Takes identities that nobody has, merges customers that the identities show to be one, and finishes merges that were
 * broken off; where no signpost stands yet, none comes any more. Identities come first, their own name among them:
 * a customer must never be stored where no identity leads.
 * Once they are taken, the notes of erasure are asked again: either an erasure sees who has them, or we see its note.
 *
 * @returns the customer as found, a signpost to nobody too, or a new one; undefined if others were faster: start over
 */
export const findHome = async (
  told: readonly string[],
  { noted: notedOfTold, touched }: Search,
  deps: RecordDeps,
): Promise<Found | undefined> => {
  const begun: Begun = { unfinished: new Set(touched), finished: new Set() };
  let [named, noted] = [told, notedOfTold];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const there = await whoIsThere(named, noted, begun, deps);
    const { home, identities, losers, signposts } = there;
    const name = identityNaming(home.customerId);
    if (!named.includes(name) && !isStored(home)) {
      named = [...named, name];
      noted = new Map([...noted, ...(await finishedNotes([name], deps))]);
      continue;
    }
    const owner = { customerId: home.customerId, epoch: laterOf(...noted.values(), epochOf(home)) };
    if (!(await takeIdentities(identities, owner, there.known, deps))) return undefined;
    if (!(await isAsNoted(named, noted, deps))) return undefined;
    if (losers.length === 0 && signposts.length === 0) {
      if ((await callOff(there.awaited, deps)) === "conflict") return undefined;
      return { home, identities: identities.filter((identity) => told.includes(identity)) };
    }
    if ((await mergeAll(there, named, deps)) === "conflict") return undefined;
    for (const { customerId } of [...losers, ...signposts]) {
      begun.unfinished.delete(customerId);
      begun.finished.add(customerId);
    }
    await repointAll(there, owner, deps);
  }
  throw new ConflictError(`identities did not come to rest on one customer in ${MAX_ROUNDS} rounds`);
};

/** Merges by this event: customers it wrote to before and may have left half-way, and those it is done with. */
type Begun = { unfinished: Set<string>; finished: Set<string> };

type There = {
  known: WhoseAre;
  home: Customer;
  identities: readonly string[];
  /** Who is to be merged into the home, and whose merge into it was begun. */
  losers: readonly Customer[];
  signposts: readonly Customer[];
  /** Who is noted on the home's row, and whose signpost may come yet, from somebody else. */
  awaited: readonly Customer[];
};

/** Who the names lead to at this moment, and which of them is to be the one. */
const whoIsThere = async (
  named: readonly string[],
  noted: Noted,
  { unfinished, finished }: Begun,
  deps: RecordDeps,
): Promise<There> => {
  const known = await whoseAre(named, noted, deps);
  // What is written in the epoch of an erasure has seen the end of it.
  if (known.isUnderErasure) throw beingErased();
  const { rows, ...found } = await followSignposts(named, known, unfinished, deps);
  const { awaited, ...gone } = await goOnJoining(found, finished, deps);
  const { identities, roots, signposts } = whoJoins({ identities: named, owners: idsOf(known.owners), ...gone });
  const homeId = customerIdOf([...identities, ...roots.flatMap((root) => root.identities)]);
  const home = roots.find(({ customerId }) => customerId === homeId) ?? asNew(homeId, rows, known.noted);
  const losers = roots.filter((root) => root.customerId !== homeId);
  const putAside = gone.roots.filter((root) => !roots.includes(root) && isNotedAsIs(root, home));
  return { known, home, identities, losers, signposts, awaited: [...(awaited.get(homeId) ?? []), ...putAside] };
};

const isNotedAsIs = ({ customerId, version }: Customer, { joining = {} }: Customer): boolean =>
  joining[customerId] === version;

const idsOf = (owners: ReadonlyMap<string, Owner>): Map<string, string> =>
  new Map([...owners].map(([identity, { customerId }]) => [identity, customerId]));

/** Identities that led to others lead to the home from now on. */
const repointAll = async ({ known, identities }: There, owner: Owner, { repointIdentity }: RecordDeps) => {
  const led = [...known.owners].filter(
    ([identity, { customerId }]) => customerId !== owner.customerId && identities.includes(identity),
  );
  const after = (from: Owner): Owner => ({ ...owner, epoch: laterOf(from.epoch, owner.epoch) });
  await Promise.all(led.map(([identity, from]) => repointIdentity(identity, from, after(from))));
};

/** Joins the losers to the home, and goes on with those whose merge was begun. */
const mergeAll = async (
  { home, losers, signposts }: There,
  named: readonly string[],
  deps: RecordDeps,
): Promise<Step> => {
  const into = { customerId: home.customerId, epoch: epochOf(home), joining: joiningOf(losers) };
  if ((await prepare(home, into, deps)) === "conflict") return "conflict";
  for (const loser of losers) if ((await pointTo(loser, into, deps)) === "conflict") return "conflict";
  for (const signpost of [...losers, ...signposts]) {
    if ((await finishMerge(signpost, into, new Set(named), deps)) === "conflict") return "conflict";
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
