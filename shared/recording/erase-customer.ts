import { recordedKeyOf } from "../model/archive-keys.ts";
import { type Asked, askedAtOf, askedBefore, carriedOutAt, type Erasure } from "../model/erasure.ts";
import { holderName } from "../model/holder.ts";
import { emailKeyNamedBy, orderIdentity } from "../model/identity.ts";
import type { Places } from "../model/look-again.ts";
import type { Settings } from "../model/settings.ts";
import type { Instant } from "../model/time.ts";
import type { ReadMessagesTo, RemoveMessage, Suppress, UnnameMessage } from "../ports/messages.ts";
import { laterOf } from "./epochs.ts";
import { type ErasedPerson, type EraseFromFilesDeps, eraseExports, noteForSweep } from "./erase-from-files.ts";
import { type EraseRowsDeps, eraseOrders, letGo, ordersToErase } from "./erase-rows.ts";
import { readOwnNotes } from "./erasure-notes.ts";
import { bornBy, findSubject, type Reach } from "./find-subject.ts";
import { type MarkErasedDeps, markErased } from "./mark-erased.ts";
import {
  handleKeysOfHolders,
  handlesOfOthers,
  ownHandlesOf,
  readMessagesOf,
  sharedKeysOf,
  type Written,
} from "./messages-of.ts";
import { type SavePlacesDeps, savePlaces } from "./places.ts";
import { type TellAgainDeps, tellAgain } from "./tell-again.ts";
import { eraseUnrecorded, findUnrecorded, type UnrecordedBody } from "./unrecorded-bodies.ts";

type EraseMessagesDeps = { readMessagesTo: ReadMessagesTo; removeMessage: RemoveMessage; unnameMessage: UnnameMessage };

export type EraseDeps = MarkErasedDeps &
  EraseRowsDeps &
  EraseFromFilesDeps &
  SavePlacesDeps &
  TellAgainDeps &
  EraseMessagesDeps & { suppress: Suppress; settings: Settings };

export type Erasing = {
  now: Instant;
  /** When it was asked for: what was told after that stays, and so does who was erased since then, and has come back. */
  askedAt: Instant;
  /** Whether the erasure of somebody of whom nothing is kept is noted: what is on its way is not recorded then. */
  unknown?: "noted" | "not-noted";
  /** How far the handles lead; to the whole person unless it is said. */
  reach?: Reach | undefined;
  /** The body that asks for the erasure: it stays until that is done. */
  request?: string;
  /** `done`: files that no row names were gone through for many persons at once. */
  files?: "to-do" | "done";
  /** Whether it is done though the notes say that it was: somebody may have taken a name before it was noted. */
  anew?: boolean;
};

/** `erased-before`: nothing is kept any more, for they were erased. `not-found`: nobody was ever known by these names. */
export type Erased = {
  outcome: "erased" | "erased-before" | "not-found";
  customers: number;
  orders: number;
  messages: number;
  /** Addresses of theirs that are never mailed again. */
  suppressed: number;
  /** Addresses of theirs that somebody else has as well, who may go on being mailed there. */
  shared: number;
};

/**
 * Erases a person everywhere (docs/adr/0006): at once where the system works, and by the next sweep in the files of nights, for which
 * they are noted (docs/adr/0021). What stays are keyed hashes: rows of Suppressions, by which their addresses
 * are never mailed again, and notes of the erasure, by which what their source says late does not bring them back. It
 * never waits for anybody: it looks again when every writer who had begun before it is gone, and one that was broken off
 * is gone on with then, if not before. Doing it again changes nothing. What came after it was asked for, and is recorded already, goes
 * with the rest and is put on its way again, for who comes back to begin with (docs/adr/0026).
 *
 * @param handles identities that lead to the person
 */
export const eraseCustomer = async (handles: readonly string[], erasing: Erasing, deps: EraseDeps): Promise<Erased> => {
  const { now, askedAt, unknown = "noted", files = "to-do", request, reach, anew = false } = erasing;
  const notes = [...(await readOwnNotes(handles, deps)).values()];
  const begun = begunBy(notes);
  if (begun !== undefined) {
    const isAsked = begun.askedAt >= askedAt;
    const first = await eraseAsOf({ ...begun, askedAt: isAsked ? askedAt : begun.askedAt }, handles, erasing, deps);
    if (isAsked && !(anew && begun.at < now)) return first;
  } else if (!anew && notes.length === new Set(handles).size && notes.every((note) => askedAtOf(note) >= askedAt)) {
    return nothing("erased-before");
  }
  const asked = { at: carriedOutAt(now, notes), askedAt };
  const { holders, nameless } = await findSubject(handles, deps, { reach });
  const isKnown = holders.length + nameless.length > 0;
  if (isKnown || unknown === "noted" || (await isInLedger(handles, deps)))
    return eraseAsOf(asked, handles, erasing, deps);
  const person = personOf({ customerIds: [], identities: handles });
  const bodies = files === "to-do" ? await findUnrecorded(isOf(person), { askedAt, request }, deps) : [];
  if (bodies.length > 0) return eraseAsOf(asked, handles, erasing, deps);
  if (files === "to-do") await noteForSweep(person, { now }, deps);
  return nothing(notes.length > 0 ? "erased-before" : "not-found");
};

/** That which was broken off last. A name of it may have been asked for later by another erasure that has ended: the earliest is its own. */
const begunBy = (notes: readonly Erasure[]): Asked | undefined => {
  const open = notes.filter(({ finished }) => !finished);
  const at = laterOf(...open.map((note) => note.at));
  const [askedAt] = open.flatMap((note) => (note.at === at ? askedAtOf(note) : [])).sort();
  return askedAt === undefined ? undefined : { at, askedAt };
};

const nothing = (outcome: Erased["outcome"]): Erased => ({
  outcome,
  customers: 0,
  orders: 0,
  messages: 0,
  suppressed: 0,
  shared: 0,
});

const personOf = ({ customerIds, identities }: Record<keyof ErasedPerson, Iterable<string>>): ErasedPerson => ({
  customerIds: new Set(customerIds),
  identities: new Set(identities),
});
const isOf =
  ({ identities }: ErasedPerson) =>
  (told: string): boolean =>
    identities.has(told);

/** Everything older than `at`. Where it looks is noted before anything goes, and what is told again is on its way before that. */
const eraseAsOf = async (
  { at, askedAt }: Asked,
  handles: readonly string[],
  { now, request, files = "to-do", reach = "person" }: Erasing,
  deps: EraseDeps,
): Promise<Erased> => {
  const asked = { at, ...askedBefore(at, askedAt), handles, files, reach };
  await savePlaces(asked, deps);
  const subject = await markErased(handles, { at, askedAt, reach }, deps);
  const { customerIds, holders, whole, emailKeys } = subject;
  const names = [...whole, ...holders.map(({ holder }) => holderName(holder))];
  const person = personOf({ customerIds, identities: names });
  const orders = await ordersToErase(subject, deps);
  const toldAgain = await tellAgain(orders, holders, askedAt, deps);
  const numbers = orders.map(({ orderKey }) => orderIdentity(orderKey)).filter((number) => !toldAgain.has(number));
  const ownHandles = await ownHandlesOf(holders, deps);
  const about = { askedAt, request, orders: new Set(numbers), handles: new Set(ownHandles) };
  const bodies = files === "to-do" ? await findUnrecorded(isOf(person), about, deps) : [];
  const places = { customerIds, identities: whole, holders: holders.map(({ holder }) => holder), orders: numbers };
  const { told, bodies: bodyKeys } = placesOf(bodies);
  const allHandles = handleKeysOfHolders(holders, deps.hash);
  // Whoever else has the number may have it for their own: they are not silenced by the erasure of who typed it.
  const others = await handlesOfOthers(allHandles, holders, deps);
  const handleKeys = allHandles.filter((key) => !others.includes(key));
  const sharedAddresses = sharedKeysOf(subject);
  const sharedKeys = [...sharedAddresses, ...others];
  const found = {
    ...places,
    ownHandles,
    handleKeys,
    sharedKeys,
    told: [...told, ...bornBy(holders)],
    bodies: bodyKeys,
  };
  await savePlaces({ ...asked, ...found }, deps);
  for (const emailKey of [...emailKeys, ...handleKeys]) await deps.suppress({ emailKey, reason: "erased", at });
  await eraseOrders(orders, subject, toldAgain, deps);
  const messages = await eraseMessages({ emailKeys, handleKeys, sharedKeys, customerIds: subject.ownIds }, deps);
  await eraseExports(customerIds, deps);
  if (files === "to-do") {
    await eraseUnrecorded(bodies, at, deps);
    await noteForSweep(person, { now }, deps);
  }
  await letGo(subject, deps);
  const customers = subject.persons.filter(
    ({ identities: known, holders: all }) => known.length > 0 && all.length > 0,
  ).length;
  const outcome = customers + orders.length + messages + bodies.length > 0 ? "erased" : "not-found";
  return {
    outcome,
    customers,
    orders: numbers.length,
    messages,
    suppressed: emailKeys.length,
    shared: sharedAddresses.length,
  };
};

/** Whom unrecorded bodies tell of, and where they would lie if they were recorded after all. */
export const placesOf = (bodies: readonly UnrecordedBody[]): Pick<Places, "told" | "bodies"> => ({
  told: [...new Set(bodies.flatMap(({ identities }) => identities))],
  bodies: bodies.map(({ key }) => recordedKeyOf(key)),
});

export const emailKeysAmong = (identities: readonly string[]): string[] =>
  identities.map(emailKeyNamedBy).filter((key) => key !== undefined);

const isInLedger = async (
  identities: readonly string[],
  deps: Pick<EraseMessagesDeps, "readMessagesTo">,
): Promise<boolean> => (await deps.readMessagesTo(emailKeysAmong(identities))).length > 0;

/**
 * Takes away what the ledger tells of their addresses and handles. They are suppressed before, and for good: nobody writes to them any
 * more who has not asked for that before, and no mail to whoever comes back is among them. At an address that others have as well it
 * says no more whom a message was written to, and goes on saying that there was one: these others are not written to twice.
 *
 * @returns how many messages there were
 */
export const eraseMessages = async (written: Written, deps: EraseMessagesDeps): Promise<number> => {
  const { sharedKeys, ...gone } = written;
  const messages = await readMessagesOf({ ...gone, sharedKeys: [] }, deps.readMessagesTo);
  for (const message of messages) await deps.removeMessage(message);
  const shared = await readMessagesOf({ ...written, emailKeys: [], handleKeys: [] }, deps.readMessagesTo);
  for (const message of shared) await deps.unnameMessage(message);
  return messages.length + shared.length;
};
