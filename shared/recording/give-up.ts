import { identitiesOfOrder } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import type { Owner } from "../ports/identities.ts";
import { isOvertakenBy, readNotes, timesOf } from "./erasure-notes.ts";
import type { News } from "./news.ts";
import type { RecordDeps } from "./record-deps.ts";
import { removeLeft, sweepUp } from "./sweep-up.ts";

/**
 * An event that is not recorded after all gives up what its attempts had taken, and the orders that they had put: where the
 * number was noted meanwhile and given back, nothing else leads there.
 *
 * @param touched customers that it wrote to
 */
export const giveUp = async (
  { identities, orders = [] }: News,
  touched: ReadonlySet<string>,
  deps: RecordDeps,
): Promise<void> => {
  await sweepUp({ identities, customerIds: [] }, deps);
  const places = [...touched].flatMap((customerId) => orders.map(({ orderKey }) => ({ customerId, orderKey })));
  const put = await deps.readOrders(places);
  if (put.length === 0) return;
  const noted = timesOf(identities, await readNotes(identities, deps));
  const owners = await deps.readIdentities(put.flatMap(({ orderKey }) => identitiesOfOrder(orderKey)));
  const left = put.filter((order) => isOvertakenBy(noted, order) && !leadsThere(owners, order));
  for (const order of left) await removeLeft(order, { identities, noted }, deps);
};

/** Who has taken the number since puts it anew. */
const leadsThere = (owners: ReadonlyMap<string, Owner>, { customerId, orderKey }: Order): boolean =>
  identitiesOfOrder(orderKey).some((identity) => owners.get(identity)?.customerId === customerId);
