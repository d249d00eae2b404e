import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { sourceOfOrder } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import { findHome } from "./find-home.ts";
import { foldOrder, type OrderNews } from "./fold-order.ts";
import { joinPersons, type PersonKnowledge } from "./join-customer.ts";
import { rebuildSummary } from "./rebuild-summary.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sameRow, withKnowledge } from "./stored-customer.ts";

type OrderTold = { orderKey: string; news: OrderNews };

/** What one event tells: whom it is about, what it says of them, and of their orders. */
export type News = {
  /** At least one. */
  identities: readonly string[];
  person: PersonKnowledge;
  /** Each key once: none or one from a webhook, many from an import. */
  orders?: readonly OrderTold[];
};

export type Recorded = { outcome: "recorded" | "unchanged"; customerId: string };

const MAX_ATTEMPTS = 12;

/**
 * Records one event, derive-don't-transact: finds the customer, puts the order if it tells something new, rebuilds the
 * summary from all orders, writes the customer on condition of the version that was read before the orders were.
 * That last write is made whenever the order was, also if it says nothing new: it is what proves that the customer was
 * not merged away meanwhile, with the order left behind. Any order, repetition and interruption of events ends in the
 * same state.
 *
 * @param writtenTo customers that this event may have written to already, outside this function
 * @throws ConflictError after being overtaken 12 times; the event comes again
 */
export const recordNews = async (news: News, deps: RecordDeps, writtenTo: Iterable<string> = []): Promise<Recorded> => {
  const touched = new Set(writtenTo);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (attempt > 0) await deps.pause(attempt);
    const recorded = await tryToRecord(news, touched, deps);
    if (recorded) return recorded;
  }
  throw new ConflictError(`an event was overtaken by others ${MAX_ATTEMPTS} times; it comes again`);
};

const tryToRecord = async (news: News, touched: Set<string>, deps: RecordDeps): Promise<Recorded | undefined> => {
  const home = await findHome(news.identities, touched, deps);
  if (!home) return undefined;
  const { customerId } = home;
  const after = ordersAfter(await deps.readOrdersOf(customerId), home, news, deps);
  for (const { before, order } of after.changes) {
    touched.add(customerId);
    if ((await deps.replaceOrder(before, order)) === "conflict") return undefined;
  }
  const next = customerAfter(home, news, after.orders, deps);
  if (home.version > 0 && after.changes.length === 0 && sameRow(home, next))
    return { outcome: "unchanged", customerId };
  if ((await deps.saveCustomer(next, home.version)) === "conflict") return undefined;
  return { outcome: "recorded", customerId };
};

type OrdersAfter = { orders: readonly Order[]; changes: readonly { before: Order | undefined; order: Order }[] };

/** All orders as they are to be, and those that the event changes. */
const ordersAfter = (
  stored: readonly Order[],
  { customerId }: Customer,
  news: News,
  { settings }: RecordDeps,
): OrdersAfter => {
  const orders = new Map(stored.map((order) => [order.orderKey, order]));
  const changes: { before: Order | undefined; order: Order }[] = [];
  for (const { orderKey, news: told } of news.orders ?? []) {
    const before = orders.get(orderKey);
    const order = foldOrder({ customerId, orderKey }, before, told, settings);
    if (sameRow(before, order)) continue;
    changes.push({ before, order });
    orders.set(orderKey, order);
  }
  return { orders: [...orders.values()], changes };
};

/** The customer's row once this news is known; `orders` are all of theirs, this news included. */
export const customerAfter = (
  home: Customer,
  news: Pick<News, "identities" | "person">,
  orders: readonly Order[],
  deps: Pick<RecordDeps, "hash" | "settings">,
): Customer => {
  const told = { ...news.person, identities: [...news.identities] };
  const {
    currency: _currency,
    categories: _categories,
    ...rest
  } = withKnowledge(home, joinPersons(home, told), deps.hash);
  const summary = rebuildSummary(orders, deps.settings);
  const orderSources = [...new Set(orders.map(({ orderKey }) => sourceOfOrder(orderKey)))].sort();
  return { ...rest, ...summary, orderSources, ...(summary.days.length > 0 && { currency: deps.settings.currency }) };
};
