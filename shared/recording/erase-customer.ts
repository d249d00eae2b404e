import { emailKeyNamedBy, identitiesOfOrder } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import type { RemoveCustomer } from "../ports/customers.ts";
import type { RemoveIdentity } from "../ports/identities.ts";
import type { ReadMessagesTo, RemoveMessage, Suppress } from "../ports/messages.ts";
import type { RemoveOrder } from "../ports/orders.ts";
import { type ErasedPerson, type EraseFromFilesDeps, eraseExports, eraseFromFiles } from "./erase-from-files.ts";
import { erasureKeyOf } from "./erasures.ts";
import { findSubject } from "./find-subject.ts";
import { type MarkErasedDeps, type MarkedSubject, markErased } from "./mark-erased.ts";

export type EraseDeps = MarkErasedDeps &
  EraseFromFilesDeps & {
    removeCustomer: RemoveCustomer;
    removeIdentity: RemoveIdentity;
    removeOrder: RemoveOrder;
    readMessagesTo: ReadMessagesTo;
    removeMessage: RemoveMessage;
    suppress: Suppress;
  };

export type EraseOptions = {
  /** Whether the erasure of somebody of whom nothing is kept is noted: what is on its way is not recorded then. */
  unknown?: "noted" | "not-noted";
  /** The body that asks for the erasure: it stays until that is done. */
  request?: string;
  /** `done`: files that no row names were gone through for many persons at once. */
  files?: "to-do" | "done";
};

/** `erased-before`: nothing is kept any more, for they were erased. `not-found`: nobody was ever known by these names. */
export type Erased = {
  outcome: "erased" | "erased-before" | "not-found";
  customers: number;
  orders: number;
  messages: number;
};

/**
 * Erases a person everywhere (docs/adr/0006). What stays are keyed hashes: rows of Suppressions, by which their addresses
 * are never mailed again, and notes of the erasure, by which what their source says late does not bring them back. It never
 * waits for anybody. Interrupted, it finds everything again by the same handles; doing it again changes nothing.
 *
 * @param handles identities that lead to the person
 */
export const eraseCustomer = async (
  handles: readonly string[],
  now: Instant,
  deps: EraseDeps,
  { unknown = "noted", files = "to-do", request }: EraseOptions = {},
): Promise<Erased> => {
  const notes = await deps.readErasures(handles.map((handle) => erasureKeyOf(handle, deps.hash)));
  const { customers, signposts } = await findSubject(handles, deps);
  const isKnown = customers.length + signposts.length > 0 || [...notes.values()].some(({ finished }) => !finished);
  if (!isKnown && unknown === "not-noted") {
    const person = { customerIds: new Set<string>(), identities: new Set(handles) };
    const bodies = files === "to-do" ? await eraseFromFiles(person, now, deps, request) : 0;
    return { ...nothing, outcome: bodies > 0 ? "erased" : outcomeFor(notes.size > 0) };
  }
  const subject = await markErased(handles, now, deps);
  const emailKeys = subject.names.map(emailKeyNamedBy).filter((key) => key !== undefined);
  for (const emailKey of emailKeys) await deps.suppress({ emailKey, reason: "erased", at: subject.at });
  const orders = await eraseOrders(subject, handles, deps);
  const messages = await eraseMessages(emailKeys, deps);
  await eraseExports(subject.customerIds, deps);
  const bodies = files === "to-do" ? await eraseFromFiles(personOf(subject), subject.at, deps, request) : 0;
  await eraseRows(subject, handles, deps);
  if (!isKnown && bodies === 0) return { ...nothing, outcome: outcomeFor(notes.size > 0) };
  return { outcome: "erased", customers: subject.customers.length, orders, messages };
};

const nothing = { customers: 0, orders: 0, messages: 0 };
const outcomeFor = (wasErased: boolean) => (wasErased ? "erased-before" : "not-found");
const personOf = ({ customerIds, identities }: MarkedSubject): ErasedPerson => ({
  customerIds: new Set(customerIds),
  identities: new Set(identities),
});

/** An order's identity goes before the order, which alone names it; the handles stay to the end. */
const eraseOrders = async (
  { customerIds, at }: MarkedSubject,
  handles: readonly string[],
  deps: EraseDeps,
): Promise<number> => {
  let count = 0;
  for (const id of customerIds) {
    const orders = await deps.readOrdersOf(id);
    await deps.data.remove(orders.flatMap((order) => order.archiveKeys));
    for (const { customerId, orderKey } of orders) {
      const identities = identitiesOfOrder(orderKey).filter((identity) => !handles.includes(identity));
      const keys = identities.map((identity) => erasureKeyOf(identity, deps.hash));
      await deps.noteErasures(keys, { at, finished: true });
      for (const identity of identities) await deps.removeIdentity(identity);
      await deps.removeOrder(customerId, orderKey);
    }
    count += orders.length;
  }
  return count;
};

const eraseMessages = async (emailKeys: readonly string[], deps: EraseDeps): Promise<number> => {
  const messages = await deps.readMessagesTo(emailKeys);
  for (const message of messages) await deps.removeMessage(message);
  return messages.length;
};

/**
 * What leads on goes last: a row that a handle leads to knows every name, so an erasure that goes on finds those whose
 * notes are not finished. A name is let go, its note finished, only when nothing leads from it any more.
 */
const eraseRows = async (subject: MarkedSubject, handles: readonly string[], deps: EraseDeps) => {
  const { customerIds, identities, names, at } = subject;
  const others = identities.filter((identity) => !handles.includes(identity));
  const ledTo = new Set((await deps.readIdentities(handles)).values());
  for (const identity of others) await deps.removeIdentity(identity);
  for (const id of customerIds) if (!ledTo.has(id)) await deps.removeCustomer(id);
  const keysOf = (some: readonly string[]) => some.map((identity) => erasureKeyOf(identity, deps.hash));
  await deps.noteErasures(keysOf(names.filter((name) => !handles.includes(name))), { at, finished: true });
  for (const id of ledTo) await deps.removeCustomer(id);
  for (const handle of handles) await deps.removeIdentity(handle);
  await deps.noteErasures(keysOf(handles), { at, finished: true });
};
