import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { customerIdNamedBy, identitiesOfOrder, orderKeyNamedBy } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import type { News } from "./news.ts";
import type { RecordDeps } from "./record-deps.ts";

/**
 * Takes away what an event may have left before it was known that somebody it names is erased: an order under a customer
 * who is gone, or where it was just put, and claims that lead to nobody. What is newer than the erasure stays, and so does an order of which nobody
 * knew yet whose it was: `eraseCustomer` takes that away, for more events than this one may have told of it.
 *
 * @returns customers who are there and whose summaries may be out of date by this
 */
export const clearAway = async (
  { identities, orders = [] }: Pick<News, "identities" | "orders">,
  touched: ReadonlySet<string>,
  erasedAt: Instant | undefined,
  deps: RecordDeps,
): Promise<string[]> => {
  const owners = await deps.readIdentities(identities);
  const places = [...new Set([...touched, ...owners.values(), ...identities.map(customerIdNamedBy)])];
  const keys = places.flatMap((customerId) => orders.map(({ orderKey }) => ({ customerId, orderKey })));
  const rows = await deps.readCustomers(places);
  const isLeft = ({ customerId, orderKey, facts }: Order): boolean =>
    !isNewer(facts, erasedAt) &&
    !identitiesOfOrder(orderKey).includes(customerId) &&
    (touched.has(customerId) || !isLiving(rows.get(customerId)));
  const left = (await deps.readOrders(keys)).filter(isLeft);
  for (const { customerId, orderKey } of left) await deps.removeOrder(customerId, orderKey);
  for (const [identity, owner] of owners) await release(identity, owner, deps);
  const upright = await setUpright([...rows.values()], deps);
  return [...new Set([...left.map(({ customerId }) => customerId), ...upright])].filter(
    (id) => upright.includes(id) || isLiving(rows.get(id)),
  );
};

const isNewer = (facts: Order["facts"], erasedAt = ""): boolean =>
  facts !== undefined && Date.parse(facts.updatedAt) > Date.parse(erasedAt);

const isLiving = (row: Customer | undefined): boolean =>
  row !== undefined && row.mergedInto === undefined && row.erasedAt === undefined;

/** Who was to be merged into somebody who is gone is a customer again. */
const setUpright = async (rows: readonly Customer[], deps: RecordDeps): Promise<string[]> => {
  const signposts = rows.filter((row) => row.mergedInto !== undefined);
  const targets = await deps.readCustomers(signposts.map(({ mergedInto = "" }) => mergedInto));
  const upright: string[] = [];
  for (const { mergedInto = "", ...customer } of signposts) {
    if (targets.has(mergedInto)) continue;
    if ((await deps.saveCustomer(customer, customer.version)) === "conflict") throw new ConflictError(OVERTAKEN);
    upright.push(customer.customerId);
  }
  return upright;
};
const OVERTAKEN = "a customer was written to while an event was taken back; it comes again";

/**
 * Gives up a claim that nothing came of. Whoever made it for news of after the erasure makes it again when the row is
 * there; if the row is there by now, we do.
 */
const release = async (identity: string, owner: string, deps: RecordDeps): Promise<void> => {
  if (await isFounded(identity, owner, deps)) return;
  await deps.removeIdentity(identity);
  if (await isFounded(identity, owner, deps)) await deps.claimIdentity(identity, owner);
};

/** Whether the owner is known by it: their row lists it, or the order lies there. */
const isFounded = async (identity: string, owner: string, deps: RecordDeps): Promise<boolean> => {
  const row = await deps.readCustomer(owner);
  if (row?.identities.includes(identity)) return true;
  const orderKey = orderKeyNamedBy(identity);
  return orderKey !== undefined && (await deps.readOrder(owner, orderKey)) !== undefined;
};
