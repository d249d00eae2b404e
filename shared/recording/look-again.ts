import { askedAtOf, askedBefore } from "../model/erasure.ts";
import { holderName } from "../model/holder.ts";
import { customerIdNamedBy } from "../model/identity.ts";
import type { LookAgain, Places } from "../model/look-again.ts";
import type { Instant } from "../model/time.ts";
import type { RemoveCustomer } from "../ports/customers.ts";
import { laterOf } from "./epochs.ts";
import { emailKeysAmong, eraseCustomer, eraseMessages, placesOf } from "./erase-customer.ts";
import { eraseExports, noteForSweep } from "./erase-from-files.ts";
import { eraseNameless } from "./erase-nameless.ts";
import { type EraseSourceDeps, finishSource, isOfEverybody } from "./erase-source.ts";
import { eraseBodies } from "./erased-bodies.ts";
import { nameOfSource, readNotes, readOwnNotes } from "./erasure-notes.ts";
import type { Written } from "./messages-of.ts";
import { unnamedAmong } from "./named-bodies.ts";
import { readPlaces, savePlaces } from "./places.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sweepUp } from "./sweep-up.ts";
import { eraseUnrecorded, findUnrecorded } from "./unrecorded-bodies.ts";

export type LookAgainDeps = RecordDeps & EraseSourceDeps & { removeCustomer: RemoveCustomer };

/**
 * `looked-again`: nothing is left but in files of nights, for the sweep. `erasure-running`: another one goes by what lies there; it
 * looks again after that.
 */
export type LookedAgain = { outcome: "looked-again" | "erasure-running" };

/**
 * Looks again where an erasure looked, when every writer who had begun before it is gone (docs/adr/0006): goes on with it
 * if it was broken off, and takes away what these writers left, and the tombstones that kept them from more. What was
 * begun since has a later epoch, and is not touched. It may come twice, and die anywhere.
 */
export const lookAgain = async (message: LookAgain, now: Instant, deps: LookAgainDeps): Promise<LookedAgain> => {
  const places = await readPlaces(message.lookAgain, deps.data);
  if (places === undefined) return { outcome: "looked-again" };
  const identities = [...new Set([...places.identities, ...places.told])];
  await goOn(places, now, deps);
  const { source, at, askedAt = at } = places;
  if (source !== undefined && (await finishSource(source, { at, askedAt, now }, deps)) === "more-to-do") {
    await deps.lookAgain(message);
    return { outcome: "erasure-running" };
  }
  await eraseMessages(writtenTo(places), deps);
  if (await isErasureRunning([...identities, ...places.holders.map(holderName)], deps)) {
    await deps.lookAgain(message);
    return { outcome: "erasure-running" };
  }
  // Of an order that was just being taken away a refund may have come once more, and have been put down as nobody's.
  await sweepUp({ identities: [...identities, ...places.orders], holders: places.holders }, deps);
  await removeTombstones(places, deps);
  await eraseNameless(identities, { at, askedAt }, deps);
  await eraseBodies(await unnamedAmong(places.bodies, identities, deps), places.at, deps);
  await lookThroughFiles(places, now, deps);
  await deps.data.remove([message.lookAgain]);
  return { outcome: "looked-again" };
};

/**
 * Names, holders and orders that an unfinished erasure has overtaken lead it to whom it is to erase. That of a source may concern
 * any of them, for an address does not say of which source it is.
 */
const isErasureRunning = async (names: readonly string[], deps: LookAgainDeps): Promise<boolean> => {
  const sources = Object.keys(deps.settings.sources).map(nameOfSource);
  const notes = await readNotes([...names, ...sources], deps);
  return [...notes.values()].some(({ finished }) => !finished);
};

/** Who is joined with what was asked for keeps what was written to them. */
const writtenTo = ({ reach, identities, customerIds, handleKeys, sharedKeys }: Places): Written => ({
  emailKeys: emailKeysAmong(identities),
  handleKeys,
  sharedKeys,
  customerIds: reach === "held" ? identities.map(customerIdNamedBy) : customerIds,
});

/**
 * What was broken off has notes that are not finished. It may have been while its handles were noted, one after the other:
 * the person is sought by all of them, noted or not.
 */
const goOn = async (
  { at, askedAt = at, handles, reach, identities, holders, files }: Places,
  now: Instant,
  deps: LookAgainDeps,
): Promise<void> => {
  const notes = await readOwnNotes([...handles, ...identities, ...holders.map(holderName)], deps);
  const unfinished = [...notes].filter(([, note]) => !note.finished && note.at <= at);
  if (unfinished.length === 0) return;
  const all = [...new Set([...handles, ...unfinished.map(([name]) => name)])];
  // Places where nobody was asked for are those of an erasure that has a time of its own.
  const [own = askedAt] = handles.length > 0 ? [] : unfinished.map(([, note]) => askedAtOf(note)).sort();
  await eraseCustomer(all, { now, askedAt: own, files, reach }, deps);
};

/**
 * That of a later erasure still keeps writers off who had begun before that one, and may be known to nobody else: two
 * erasures side by side find each other's rows half gone. It is left to a look that comes as long after it.
 */
const removeTombstones = async ({ at, customerIds, holders }: Places, deps: LookAgainDeps): Promise<void> => {
  const customers = [...(await deps.readCustomers(customerIds)).values()].filter((row) => row.erasedAt !== undefined);
  const rows = (await deps.readEvidence({ holders })).holders;
  const bare = [...rows.values()].filter((row) => row.erasedAt !== undefined && !row.erasing);
  const [laterCustomers, laterHolders] = [customers.filter(isLater(at)), bare.filter(isLater(at))];
  if (laterCustomers.length + laterHolders.length > 0) {
    const later = {
      customerIds: laterCustomers.map(({ customerId }) => customerId),
      holders: laterHolders.map(({ holder }) => holder),
    };
    const newest = laterOf(...[...laterCustomers, ...laterHolders].map(({ erasedAt = "" }) => erasedAt));
    await savePlaces({ at: newest || at, handles: [], files: "done", ...later }, deps);
  }
  for (const row of customers) if (!isLater(at)(row)) await deps.removeCustomer(row);
  for (const row of bare) if (!isLater(at)(row)) await deps.removeHolder(row);
};

const isLater =
  (at: Instant) =>
  ({ erasedAt = "" }: { erasedAt?: string | undefined }): boolean =>
    erasedAt > at;

const lookThroughFiles = async (places: Places, now: Instant, deps: LookAgainDeps): Promise<void> => {
  const { at, askedAt = at, files, source } = places;
  // Only handles are known yet: what they lead to stands in a note of its own.
  const isFirstNote = places.identities.length + places.holders.length === 0 && source === undefined;
  const names = [...places.identities, ...places.holders.map(holderName)];
  const person = { customerIds: new Set(places.customerIds), identities: new Set(names) };
  await eraseExports(person.customerIds, deps);
  if (files === "done" || isFirstNote) return;
  const isTheirs = isOfEverybody(source, person);
  const bodies = await findUnrecorded(
    isTheirs,
    { askedAt, orders: new Set(places.orders), handles: new Set(places.ownHandles) },
    deps,
  );
  // A worker may be at one right now, or have died over it: what it began is looked for when it is surely gone.
  if (bodies.length > 0)
    await savePlaces({ at, ...askedBefore(at, askedAt), handles: [], files: "done", ...placesOf(bodies) }, deps);
  await eraseUnrecorded(bodies, at, deps);
  await noteForSweep(person, { now, source }, deps);
};
