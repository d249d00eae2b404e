import { ConflictError } from "../model/errors.ts";
import { emailKeyNamedBy, identitiesOfOrder, isOfOrder, type KeyedHash } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import type { ReadCustomer, RemoveCustomer, SaveCustomer } from "../ports/customers.ts";
import type { FileStore } from "../ports/files.ts";
import type { RemoveIdentity } from "../ports/identities.ts";
import type { ReadMessagesTo, RemoveMessage, Suppress } from "../ports/messages.ts";
import type { EraseNightRows } from "../ports/night-erasure.ts";
import type { RemoveOrder } from "../ports/orders.ts";
import { type ErasedPerson, eraseFromFiles } from "./erase-from-files.ts";
import { type FindSubjectDeps, findSubject, type Subject } from "./find-subject.ts";
import { newCustomer } from "./stored-customer.ts";

export type EraseDeps = FindSubjectDeps & {
  readCustomer: ReadCustomer;
  saveCustomer: SaveCustomer;
  removeCustomer: RemoveCustomer;
  removeIdentity: RemoveIdentity;
  removeOrder: RemoveOrder;
  readMessagesTo: ReadMessagesTo;
  removeMessage: RemoveMessage;
  suppress: Suppress;
  data: FileStore;
  eraseNightRows: EraseNightRows;
  hash: KeyedHash;
};

export type Erased = { outcome: "erased" | "not-found"; customers: number; orders: number; messages: number };

const MAX_ATTEMPTS = 5;

/**
 * Erases a person everywhere and leaves one thing: rows of Suppressions, keyed hashes by which their addresses are never
 * mailed again. The customer is marked first, so that nobody records for them meanwhile, and goes last, so that an
 * erasure that was interrupted finds everything again by the same identities. Doing it again changes nothing.
 *
 * @param handles identities that lead to the person
 * @throws ConflictError while a night that began is not finished: it has the person in its files, and comes to publish
 *   them. All else is erased by then; the same call after the night ends the rest
 */
export const eraseCustomer = async (handles: readonly string[], now: Instant, deps: EraseDeps): Promise<Erased> => {
  const subject = await findSubject(handles, deps);
  const names = subject.identities.filter((identity) => !isOfOrder(identity) || subject.customerIds.includes(identity));
  for (const { customerId } of subject.customers) await markErased(customerId, names, now, deps);
  const emailKeys = names.map(emailKeyNamedBy).filter((key) => key !== undefined);
  for (const emailKey of emailKeys) await deps.suppress({ emailKey, reason: "erased", at: now });
  const orders = await eraseOrders(subject, handles, deps);
  const messages = await eraseMessages(emailKeys, deps);
  const person: ErasedPerson = { customerIds: new Set(subject.customerIds), identities: new Set(subject.identities) };
  const nights = await eraseFromFiles(person, now, deps);
  if (nights === "night-running") {
    throw new ConflictError("a night is running and has the customer in its files; erase again when it has ended");
  }
  await eraseRows(subject, handles, deps);
  return {
    outcome: subject.customers.length > 0 ? "erased" : "not-found",
    customers: subject.customers.length,
    orders,
    messages,
  };
};

/**
 * Raw bodies go before the row that names them. `names` are all identities but those of orders that never named a
 * customer: these may be thousands, and a row has an end.
 */
const markErased = async (customerId: string, names: readonly string[], now: Instant, deps: EraseDeps) => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const stored = (await deps.readCustomer(customerId)) ?? newCustomer(customerId);
    if (stored.erasedAt) return;
    await deps.data.remove(stored.archiveKeys);
    const marked = {
      ...newCustomer(customerId),
      identities: [...new Set([...names, ...stored.identities])],
      orderSources: stored.orderSources,
      erasedAt: now,
    };
    if ((await deps.saveCustomer(marked, stored.version)) === "saved") return;
  }
  throw new ConflictError(`the customer was written to ${MAX_ATTEMPTS} times while being erased; try again`);
};

/** An order's identity goes before the order, which alone names it; the handles stay to the end. */
const eraseOrders = async ({ customerIds }: Subject, handles: readonly string[], deps: EraseDeps): Promise<number> => {
  let count = 0;
  for (const id of customerIds) {
    const orders = await deps.readOrdersOf(id);
    await deps.data.remove(orders.flatMap((order) => order.archiveKeys));
    for (const { customerId, orderKey } of orders) {
      const identities = identitiesOfOrder(orderKey).filter((identity) => !handles.includes(identity));
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

/** What leads to the customer goes last: signposts, other identities, the customer, then the identities given. */
const eraseRows = async (
  { customers, customerIds, identities }: Subject,
  handles: readonly string[],
  deps: EraseDeps,
) => {
  const last = new Set(customers.map((customer) => customer.customerId));
  for (const id of customerIds) if (!last.has(id)) await deps.removeCustomer(id);
  for (const identity of identities) if (!handles.includes(identity)) await deps.removeIdentity(identity);
  for (const id of last) await deps.removeCustomer(id);
  for (const handle of handles) await deps.removeIdentity(handle);
};
