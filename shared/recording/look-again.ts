import type { LookAgain, Places } from "../model/look-again.ts";
import type { Instant } from "../model/time.ts";
import type { RemoveCustomer } from "../ports/customers.ts";
import { epochOf, isTombstone, laterOf } from "./epochs.ts";
import { eraseCustomer, eraseMessages } from "./erase-customer.ts";
import { eraseExports, unknownFilesError } from "./erase-from-files.ts";
import { eraseNameless } from "./erase-nameless.ts";
import { type EraseSourceDeps, everybodyOf, finishSource } from "./erase-source.ts";
import { eraseBodies } from "./erased-bodies.ts";
import { readOwnNotes } from "./erasure-notes.ts";
import { unnamedAmong } from "./named-bodies.ts";
import { readPlaces, savePlaces } from "./places.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sweepUp } from "./sweep-up.ts";
import { eraseUnrecorded, findUnrecorded } from "./unrecorded-bodies.ts";

export type LookAgainDeps = RecordDeps & EraseSourceDeps & { removeCustomer: RemoveCustomer };

/** `looked-again`: nothing is left. `night-running`: but in the files of a night; it looks again. */
export type LookedAgain = { outcome: "looked-again" | "night-running" };

/**
 * Looks again where an erasure looked, when every writer who had begun before it is gone (docs/adr/0006): goes on with it
 * if it was broken off, and takes away what these writers left, and the tombstones that kept them from more. What was
 * begun since has a later epoch, and is not touched. It may come twice, and die anywhere.
 *
 * @throws UnknownFileError while there are files that may hold the person: the message ends among the dead letters
 */
export const lookAgain = async (message: LookAgain, now: Instant, deps: LookAgainDeps): Promise<LookedAgain> => {
  const places = await readPlaces(message.lookAgain, deps.data);
  if (places === undefined) return { outcome: "looked-again" };
  const identities = [...places.identities, ...places.told];
  await goOn(places, now, deps);
  if (places.source !== undefined) await finishSource(places.source, places.at, now, deps);
  await eraseMessages(places.identities, deps);
  await sweepUp({ ...places, identities }, deps);
  await removeTombstones(places, deps);
  await eraseNameless(identities, places.at, deps);
  await eraseBodies(await unnamedAmong(places.bodies, identities, deps), places.at, deps);
  const { nights, unknownFiles } = await lookThroughFiles(places, now, deps);
  if (unknownFiles.length > 0) throw unknownFilesError(unknownFiles);
  if (nights === "night-running") {
    await deps.lookAgain(message);
    return { outcome: "night-running" };
  }
  await deps.data.remove([message.lookAgain]);
  return { outcome: "looked-again" };
};

/**
 * What was broken off has notes that are not finished. It may have been while its handles were noted, one after the other:
 * the person is sought by all of them, noted or not.
 */
const goOn = async ({ at, handles, identities, files }: Places, now: Instant, deps: LookAgainDeps): Promise<void> => {
  const notes = await readOwnNotes([...handles, ...identities], deps);
  const unfinished = [...notes].flatMap(([identity, note]) => (note.finished || note.at > at ? [] : identity));
  const all = [...new Set([...handles, ...unfinished])];
  if (unfinished.length > 0) await eraseCustomer(all, { now, askedAt: at, files }, deps);
};

/**
 * That of a later erasure still keeps writers off who had begun before that one, and may be known to nobody else: two
 * erasures side by side find each other's rows half gone. It is left to a look that comes as long after it.
 */
const removeTombstones = async ({ at, customerIds }: Places, deps: LookAgainDeps): Promise<void> => {
  const tombstones = [...(await deps.readCustomers(customerIds)).values()].filter(isTombstone);
  const later = tombstones.filter((row) => epochOf(row) > at);
  if (later.length > 0) {
    const ids = later.map(({ customerId }) => customerId);
    await savePlaces({ at: laterOf(...later.map(epochOf)), handles: [], customerIds: ids, files: "done" }, deps);
  }
  for (const row of tombstones) if (epochOf(row) <= at) await deps.removeCustomer(row);
};

const lookThroughFiles = async (places: Places, now: Instant, deps: LookAgainDeps) => {
  const { at, files, source } = places;
  // Only handles are known yet: what they lead to stands in a note of its own.
  const isFirstNote = places.identities.length === 0 && source === undefined;
  const person = { customerIds: new Set(places.customerIds), identities: new Set(places.identities) };
  await eraseExports(person.customerIds, deps);
  if (files === "done" || isFirstNote) return { nights: "done", unknownFiles: [] } as const;
  const { isTheirs, keep } = everybodyOf(source, person, deps.hash);
  await eraseUnrecorded(await findUnrecorded(isTheirs, { at }, deps), deps);
  return deps.eraseNightRows(keep, now);
};
