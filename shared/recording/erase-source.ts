import type { Customer } from "../model/customer.ts";
import { accountOf, holderName, salesIdOf } from "../model/holder.ts";
import { customerIdNamedBy, type KeyedHash } from "../model/identity.ts";
import type { Source } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import type { ScanCustomers } from "../ports/customers.ts";
import type { Erasure } from "../ports/erasures.ts";
import type { Keep } from "../ports/night-erasure.ts";
import { goneCustomer } from "./customer-of.ts";
import { type EraseDeps, type Erasing, eraseCustomer, placesOf } from "./erase-customer.ts";
import { type ErasedPerson, keepOthers } from "./erase-from-files.ts";
import { erasureKeyOf, nameOfSource, noteNamesOf, readOwnNotes } from "./erasure-notes.ts";
import { namesOfRow } from "./evidence.ts";
import { findSubject } from "./find-subject.ts";
import { keepRefusals } from "./keep-refusals.ts";
import { savePlaces } from "./places.ts";
import { eraseUnrecorded, findUnrecorded } from "./unrecorded-bodies.ts";

export type EraseSourceDeps = EraseDeps & { scanCustomers: ScanCustomers };

/**
 * Erases everybody whom a source ever told of, by the steps of one person's erasure (docs/adr/0006). The source itself is
 * noted, and until that is finished nothing that it tells is recorded. Who was being recorded by a worker that had begun
 * before may be seen by no scan yet: so the note is finished by the look, which scans once more. Who comes back after that
 * is somebody else.
 */
export const eraseSource = async (
  source: Source,
  { now, askedAt, request }: Pick<Erasing, "now" | "askedAt" | "request">,
  deps: EraseSourceDeps,
): Promise<"erased" | "erased-before"> => {
  const note = await readNoteOf(source, deps);
  if (note?.finished && note.at >= askedAt) return "erased-before";
  const at = note && !note.finished && note.at >= askedAt ? note.at : now;
  await savePlaces({ at, handles: [], files: "to-do", source }, deps);
  await begin(source, at, deps);
  await eraseEverybody(source, { at, now, request }, deps);
  return "erased";
};

/** From the note on nobody hears what the source told: what others are to hear of it is kept before. */
const begin = async (source: Source, at: Instant, deps: EraseSourceDeps): Promise<void> => {
  for (const { handles } of await findEverybody(source, deps)) {
    const { holders, touched } = await findSubject(handles, deps, { before: at });
    const told = holders.filter((row) => noteNamesOf(namesOfRow(row)).includes(nameOfSource(source)));
    await keepRefusals({ holders: told, touched }, at, deps);
  }
  await noteSource(source, { at, finished: false }, deps);
};

/** Ends the erasure of a source when every writer who had begun before it is gone; does nothing once that is done. */
export const finishSource = async (source: Source, at: Instant, now: Instant, deps: EraseSourceDeps): Promise<void> => {
  const note = await readNoteOf(source, deps);
  if (note !== undefined && (note.at > at || (note.finished && note.at === at))) return;
  // Its worker died before it was noted.
  if (note?.at !== at) await begin(source, at, deps);
  await eraseEverybody(source, { at, now }, deps);
  await noteSource(source, { at, finished: true }, deps);
};

const readNoteOf = async (source: Source, deps: EraseSourceDeps): Promise<Erasure | undefined> => {
  const name = nameOfSource(source);
  return (await readOwnNotes([name], deps)).get(name);
};

const noteSource = (source: Source, note: Erasure, { noteErasures, hash }: EraseSourceDeps): Promise<void> =>
  noteErasures([erasureKeyOf(nameOfSource(source), hash)], note);

/**
 * Files go first, for all at once; then one customer after the other, so that an interrupted erasure goes on with those who
 * are left. Memory holds ids alone.
 */
const eraseEverybody = async (
  source: Source,
  { at, now, request }: { at: Instant; now: Instant; request?: string | undefined },
  deps: EraseSourceDeps,
): Promise<void> => {
  const rows = await findEverybody(source, deps);
  const identities = new Set(rows.flatMap(({ handles }) => handles));
  const customerIds = new Set([...identities].map(customerIdNamedBy));
  const { isTheirs, keep } = everybodyOf(source, { identities, customerIds }, deps.hash);
  const bodies = await findUnrecorded(isTheirs, { at, request }, deps);
  if (rows.length + bodies.length === 0) return;
  const found = { identities: [...identities], customerIds: [...customerIds], ...placesOf(bodies) };
  await savePlaces({ at, handles: [], files: "to-do", source, ...found }, deps);
  await eraseUnrecorded(bodies, at, deps);
  await deps.eraseNightRows(keep, now);
  const erasing = { now: at, askedAt: at, unknown: "not-noted", files: "done" } as const;
  for (const { customerId, handles } of rows) {
    await eraseCustomer(handles, erasing, deps);
    await emptyStale(customerId, at, deps);
  }
};

/** Workers leave rows to this erasure that were just about to be nobody's: nothing leads from there to anybody. */
const emptyStale = async (customerId: string, at: Instant, deps: EraseSourceDeps): Promise<void> => {
  const row = (await deps.readCustomers([customerId])).get(customerId);
  if (row === undefined || row.erasedAt !== undefined || (row.epoch ?? "") >= at) return;
  await deps.saveCustomer({ ...goneCustomer(customerId), erasedAt: at }, row.version);
};

type Found = { customerId: string; handles: readonly string[] };

/**
 * The names of each customer whose row says that the source told of them; of sales, what makes them; and of those of whom others told
 * something under a customer id of the source's.
 */
const findEverybody = async (source: Source, deps: EraseSourceDeps): Promise<Found[]> => {
  const found: Found[] = [];
  for await (const page of deps.scanCustomers(0, 1)) {
    const rows = await deps.readCustomers(page.map((row) => row.customerId));
    for (const row of rows.values())
      if (row.sources.includes(source) || row.holders.flatMap(accountOf).some(isOf(source)))
        found.push({ customerId: row.customerId, handles: handlesOf(row) });
  }
  return found;
};

const handlesOf = ({ customerId, identities, holders }: Customer): readonly string[] => {
  if (identities.length > 0) return identities;
  return holders.length > 0 ? holders.map(holderName) : [customerId.slice(salesIdOf("").length)];
};

/** Of identities and of customer ids. */
const isOf = (source: Source) => (identity: string) =>
  identity.startsWith(`${source}:`) || identity.startsWith(`order:${source}#`);

/** How everybody whom a source told of is known by their identities and in a night's rows; without one, the person alone. */
export const everybodyOf = (source: Source | undefined, person: ErasedPerson, hash: KeyedHash) => {
  const isOfSource = source === undefined ? () => false : isOf(source);
  const isKept = keepOthers(person, hash);
  return {
    isTheirs: (told: string): boolean => isOfSource(told) || person.identities.has(told),
    keep: ((row) => !isOfSource(row.customerId ?? "") && isKept(row)) satisfies Keep,
  };
};
