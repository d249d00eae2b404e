import type { Customer } from "../model/customer.ts";
import { type Asked, askedAtOf, askedBefore, carriedOutAt, type Erasure } from "../model/erasure.ts";
import { accountOf, holderName, salesIdOf } from "../model/holder.ts";
import { customerIdNamedBy } from "../model/identity.ts";
import { inParallel, slices } from "../model/in-parallel.ts";
import type { Source } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import type { ScanCustomers } from "../ports/customers.ts";
import { goneCustomer } from "./customer-of.ts";
import { type EraseDeps, type Erasing, eraseCustomer, placesOf } from "./erase-customer.ts";
import { type ErasedPerson, isOfSource, noteForSweep } from "./erase-from-files.ts";
import { erasureKeyOf, nameOfSource, noteNamesOf, readOwnNotes } from "./erasure-notes.ts";
import { namesOfRow } from "./evidence.ts";
import { findSubject } from "./find-subject.ts";
import { keepRefusals } from "./keep-refusals.ts";
import { forgetMark, type MarkDeps, readMark, saveMark } from "./mark-of-source.ts";
import { ownHandlesOf } from "./messages-of.ts";
import { savePlaces } from "./places.ts";
import { eraseUnrecorded, findUnrecorded } from "./unrecorded-bodies.ts";

export type EraseSourceDeps = EraseDeps & MarkDeps & { scanCustomers: ScanCustomers };

/** Customers that one worker erases, and of whom it keeps what they refused: some minutes' work. */
const MOST_AT_ONCE: Most = { erased: 500, kept: 10_000 };
type Most = { erased: number; kept: number };

/** Of how many it is kept before that is noted, and at a time. */
const [KEPT_BETWEEN_MARKS, CALLS] = [64, 8];

type ErasingSource = Pick<Erasing, "now" | "askedAt" | "request"> & { most?: Most };

/**
 * Erases everybody whom a source ever told of, by the steps of one person's erasure (docs/adr/0006). The source itself is
 * noted, and until that is finished nothing that it tells is recorded. Who was being recorded by a worker that had begun
 * before may be seen by no scan yet: so the note is finished by the look, which scans once more. Who comes back after that
 * is somebody else. One worker does but so much of it.
 *
 * @returns `more-to-do`: whoever comes after goes on where it ended
 */
export const eraseSource = async (
  source: Source,
  { now, askedAt, request, most = MOST_AT_ONCE }: ErasingSource,
  deps: EraseSourceDeps,
): Promise<"erased" | "erased-before" | "more-to-do"> => {
  const note = await readNoteOf(source, deps);
  const isAsked = note !== undefined && askedAtOf(note) >= askedAt;
  if (note?.finished && isAsked) return "erased-before";
  const at = note && !note.finished && isAsked ? note.at : carriedOutAt(now, note ? [note] : []);
  await savePlaces({ at, ...askedBefore(at, askedAt), handles: [], files: "to-do", source }, deps);
  const beginning = { at, askedAt, note, most };
  if (note?.at !== at && (await begin(source, beginning, deps)) === "more-to-do") return "more-to-do";
  return eraseEverybody(source, { at, askedAt, now, request, most }, deps);
};

type Beginning = Asked & { note: Erasure | undefined; most: Most };

/**
 * From the note on nobody hears what the source told: what others are to hear of it is kept before. How far that has come is marked,
 * so that of however many it comes to an end. Who is told of meanwhile, and would have come before the mark, is kept with their own
 * erasure.
 */
const begin = async (
  source: Source,
  { at, askedAt, note, most }: Beginning,
  deps: EraseSourceDeps,
): Promise<"begun" | "more-to-do"> => {
  const through = await readMark(source, note?.at ?? "", deps);
  const places = (await idsOfEverybody(source, deps)).map((id) => ({ id, place: deps.hash(`place ${id}`) }));
  const left = places.filter(({ place }) => place > through).sort((a, b) => (a.place < b.place ? -1 : 1));
  for (const some of slices(left.slice(0, most.kept), KEPT_BETWEEN_MARKS)) {
    const rows = await deps.readCustomers(some.map(({ id }) => id));
    await inParallel([...rows.values()], CALLS, (row) => keepRefusalsOf(row, source, at, deps));
    await saveMark(source, { at, through: some.at(-1)?.place ?? through }, deps);
  }
  if (left.length > most.kept) return "more-to-do";
  await noteSource(source, { at, finished: false, ...askedBefore(at, askedAt) }, deps);
  await forgetMark(source, deps);
  return "begun";
};

const keepRefusalsOf = async (row: Customer, source: Source, at: Instant, deps: EraseSourceDeps): Promise<void> => {
  const { holders, touched } = await findSubject(handlesOf(row), deps, { before: at });
  const told = holders.filter((one) => noteNamesOf(namesOfRow(one)).includes(nameOfSource(source)));
  await keepRefusals({ holders: told, touched }, at, deps);
};

/**
 * Ends the erasure of a source when every writer who had begun before it is gone; does nothing once that is done.
 *
 * @returns `more-to-do`: it has not come to the end
 */
export const finishSource = async (
  source: Source,
  { at, askedAt, now, most = MOST_AT_ONCE }: Asked & { now: Instant; most?: Most },
  deps: EraseSourceDeps,
): Promise<"finished" | "more-to-do"> => {
  const note = await readNoteOf(source, deps);
  if (note !== undefined && (note.at > at || (note.finished && note.at === at))) return "finished";
  // Its worker died before it was noted.
  const beginning = { at, askedAt, note, most };
  if (note?.at !== at && (await begin(source, beginning, deps)) === "more-to-do") return "more-to-do";
  if ((await eraseEverybody(source, { at, askedAt, now, most }, deps)) === "more-to-do") return "more-to-do";
  await noteSource(source, { at, finished: true, ...askedBefore(at, askedAt) }, deps);
  await forgetMark(source, deps);
  return "finished";
};

const readNoteOf = async (source: Source, deps: EraseSourceDeps): Promise<Erasure | undefined> => {
  const name = nameOfSource(source);
  return (await readOwnNotes([name], deps)).get(name);
};

const noteSource = (source: Source, note: Erasure, { noteErasures, hash }: EraseSourceDeps): Promise<void> =>
  noteErasures([erasureKeyOf(nameOfSource(source), hash)], note);

/**
 * Bodies go first, and the files of nights are noted, for all that this worker erases at once; then one customer after the other, so that an interrupted erasure goes on
 * with those who are left.
 */
const eraseEverybody = async (
  source: Source,
  { at, askedAt, now, request, most }: Asked & { now: Instant; request?: string | undefined; most: Most },
  deps: EraseSourceDeps,
): Promise<"erased" | "more-to-do"> => {
  const found = await findSome(source, most.erased + 1, deps);
  const rows = found.slice(0, most.erased);
  const identities = new Set(rows.flatMap(({ handles }) => handles));
  const customerIds = new Set([...identities].map(customerIdNamedBy));
  const person = { identities, customerIds };
  const isTheirs = isOfEverybody(source, person);
  const told = await deps.readEvidence({ holders: rows.flatMap(({ holders }) => holders) });
  const ownHandles = await ownHandlesOf([...told.holders.values()], deps);
  const bodies = await findUnrecorded(isTheirs, { askedAt, request, handles: new Set(ownHandles) }, deps);
  if (rows.length + bodies.length === 0) return "erased";
  const places = { identities: [...identities], customerIds: [...customerIds], ownHandles, ...placesOf(bodies) };
  await savePlaces({ at, ...askedBefore(at, askedAt), handles: [], files: "to-do", source, ...places }, deps);
  await eraseUnrecorded(bodies, at, deps);
  await noteForSweep(person, { now, source }, deps);
  // Who was erased since it was asked for, and has come back, is found by the scan too: all of it goes, and is told again.
  const erasing = { now: at, askedAt, anew: true, unknown: "not-noted", files: "done" } as const;
  for (const { customerId, handles } of rows) {
    await eraseCustomer(handles, erasing, deps);
    await emptyStale(customerId, at, deps);
  }
  return found.length > rows.length ? "more-to-do" : "erased";
};

/** Workers leave rows to this erasure that were just about to be nobody's: nothing leads from there to anybody. */
const emptyStale = async (customerId: string, at: Instant, deps: EraseSourceDeps): Promise<void> => {
  const row = (await deps.readCustomers([customerId])).get(customerId);
  if (row === undefined || row.erasedAt !== undefined || (row.epoch ?? "") >= at) return;
  await deps.saveCustomer({ ...goneCustomer(customerId), erasedAt: at }, row.version);
};

type Found = { customerId: string; handles: readonly string[]; holders: readonly string[] };

/**
 * Each customer whose row says that the source told of them; sales; and those of whom others told something under a customer id of
 * the source's.
 */
const scanEverybody = async function* (source: Source, deps: EraseSourceDeps): AsyncGenerator<Customer> {
  for await (const page of deps.scanCustomers(0, 1)) {
    const rows = await deps.readCustomers(page.map((row) => row.customerId));
    for (const row of rows.values())
      if (row.sources.includes(source) || row.holders.flatMap(accountOf).some(isOfSource(source))) yield row;
  }
};

/** Memory holds ids alone. */
const idsOfEverybody = async (source: Source, deps: EraseSourceDeps): Promise<string[]> => {
  const ids: string[] = [];
  for await (const { customerId } of scanEverybody(source, deps)) ids.push(customerId);
  return ids;
};

/** The names of so many of them; of sales, what makes them. */
const findSome = async (source: Source, most: number, deps: EraseSourceDeps): Promise<Found[]> => {
  const found: Found[] = [];
  for await (const row of scanEverybody(source, deps)) {
    found.push({ customerId: row.customerId, handles: handlesOf(row), holders: row.holders });
    if (found.length === most) break;
  }
  return found;
};

const handlesOf = ({ customerId, identities, holders }: Customer): readonly string[] => {
  if (identities.length > 0) return identities;
  return holders.length > 0 ? holders.map(holderName) : [customerId.slice(salesIdOf("").length)];
};

/** How everybody whom a source told of is known by their identities; without one, the person alone. */
export const isOfEverybody = (source: Source | undefined, person: ErasedPerson) => {
  const isOf = source === undefined ? () => false : isOfSource(source);
  return (told: string): boolean => isOf(told) || person.identities.has(told);
};
