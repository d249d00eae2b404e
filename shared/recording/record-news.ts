import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { customerIdNamedBy } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import { customerAfter } from "./customer-after.ts";
import { beingErased, epochOf, laterOf, standingOrders } from "./epochs.ts";
import { isOvertakenBy, type Noted, notedOf } from "./erasure-notes.ts";
import { judgeByErasures } from "./erasures.ts";
import { findHome } from "./find-home.ts";
import { foldOrder } from "./fold-order.ts";
import { forgetBodies } from "./forget-bodies.ts";
import { giveUp } from "./give-up.ts";
import { refuseTooMany } from "./join-refunds.ts";
import { withJoining } from "./joining.ts";
import type { News } from "./news.ts";
import { newsHeard } from "./news-heard.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sameRow } from "./stored-customer.ts";

/** `erased-before`: somebody named was erased after the source had said this; nothing of it is kept. */
export type Recorded = RecordedAt | { outcome: "erased-before"; at: Instant };
type RecordedAt = {
  outcome: "recorded" | "unchanged";
  customerId: string;
  /** Of the raw bodies that it was read from, those that a row names: of one told late a row may name enough that are newer. */
  archiveKeys: readonly string[];
  /** How many of the names it told lead to too many already, and joined nobody further; absent where none did. */
  namesPutAside?: number;
  /** The notes of erasure that it was recorded by: see `judgeByErasures`. */
  erasuresSeen: string;
};

const MAX_ATTEMPTS = 12;

/**
 * Records one event, derive-don't-transact: finds the customer, puts the order if it tells something new, rebuilds the
 * summary from all orders, writes the customer on condition of the version that was read before the orders were.
 * That last write is made whenever the order was, also if it says nothing new: it is what proves that the customer was
 * not merged away or erased meanwhile, with the order left behind. Any order, repetition and interruption of events ends
 * in the same state.
 *
 * @param writtenTo customers that this event may have written to already, outside this function
 * @throws ConflictError after being overtaken 12 times, or while somebody named is being erased; the event comes again
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

/** Whose erasures are asked first: an attempt during which one begins or ends starts over. */
const tryToRecord = async (news: News, touched: Set<string>, deps: RecordDeps): Promise<Recorded | undefined> => {
  const { verdict, seen, epoch, noted } = await judgeByErasures(news, deps);
  if (verdict === "being-erased") throw beingErased();
  if (verdict === "erased-before") {
    await giveUp(news, touched, deps);
    return { outcome: verdict, at: epoch };
  }
  const found = await findHome(news.identities, { noted, touched }, deps);
  if (!found || (await isLeftBehind(found.home, news, touched, deps))) return undefined;
  const { home, identities } = found;
  const heard = newsHeard(news, identities, deps.hash);
  const recorded = await recordAt(home, heard, { noted, touched }, deps);
  if (recorded === undefined) return undefined;
  const namesPutAside = news.identities.length - identities.length;
  return {
    ...recorded,
    customerId: home.customerId,
    erasuresSeen: seen,
    ...(namesPutAside > 0 && { namesPutAside }),
  };
};

const recordAt = async (
  home: Customer,
  news: News,
  { noted, touched }: { noted: Noted; touched: Set<string> },
  deps: RecordDeps,
): Promise<Pick<RecordedAt, "outcome" | "archiveKeys"> | undefined> => {
  const { customerId } = home;
  const told = toldKeys(news);
  const after = ordersAfter(await deps.readOrdersOf(customerId), home, { ...news, noted }, deps);
  for (const { before, order } of after.changes) {
    touched.add(customerId);
    await forgetBodies(before?.archiveKeys ?? [], order.archiveKeys, deps);
    if ((await deps.replaceOrder(before, order)) === "conflict") return undefined;
  }
  const next = withJoining(customerAfter(home, news, after.orders, deps), {});
  await forgetBodies(home.archiveKeys, next.archiveKeys, deps);
  const named = new Set([...next.archiveKeys, ...after.told.flatMap((order) => order.archiveKeys)]);
  const archiveKeys = told.filter((key) => named.has(key));
  // An order put in an earlier attempt may be unknown to a writer who is about to save: the row is then written all the same.
  const isUntouched = after.changes.length === 0 && !touched.has(customerId);
  if (home.version > 0 && isUntouched && sameRow(home, next)) return { outcome: "unchanged", archiveKeys };
  if ((await deps.saveCustomer(next, home.version)) === "conflict") return undefined;
  return { outcome: "recorded", archiveKeys };
};

const toldKeys = ({ person, orders = [] }: News): string[] => [
  ...person.archiveKeys,
  ...orders.flatMap(({ news }) => news.archiveKeys ?? []),
];

/**
 * Whether one of the orders lies under a signpost to this customer: a writer put it there after the merge had moved the
 * others, and died before it could know. Such places are noted, for the next attempt to finish their merge.
 */
const isLeftBehind = async (
  { customerId, identities }: Customer,
  { orders = [], ...news }: News,
  touched: Set<string>,
  deps: RecordDeps,
): Promise<boolean> => {
  const others = new Set([...identities, ...news.identities].map(customerIdNamedBy));
  others.delete(customerId);
  const places = [...others].flatMap((id) => orders.map(({ orderKey }) => ({ customerId: id, orderKey })));
  const found = await deps.readOrders(places);
  const rows = await deps.readCustomers([...new Set(found.map((order) => order.customerId))]);
  const signposts = [...rows.values()].filter((row) => row.mergedInto !== undefined);
  const left = signposts.filter((row) =>
    standingOrders(row, found).some((order) => order.customerId === row.customerId),
  );
  for (const signpost of left) touched.add(signpost.customerId);
  return left.length > 0;
};

type Change = { before: Order | undefined; order: Order };
type OrdersAfter = { orders: readonly Order[]; told: readonly Order[]; changes: readonly Change[] };

/**
 * All orders as they are to be, those that the event tells of, and those that it changes. One that an erasure has overtaken
 * only gives its place. What is told of a number that was noted is of after that: it says so, wherever it lies.
 * @throws PoisonError `too-many-refunds`
 */
const ordersAfter = (
  stored: readonly Order[],
  home: Customer,
  news: News & { noted: Noted },
  { settings }: Pick<RecordDeps, "settings">,
): OrdersAfter => {
  const { customerId } = home;
  const places = new Map(stored.map((order) => [order.orderKey, order]));
  const standing = standingOrders(home, stored).filter((order) => !isOvertakenBy(news.noted, order));
  const orders = new Map(standing.map((order) => [order.orderKey, order]));
  const tellings = (news.orders ?? []).map(({ orderKey, news: facts }) => {
    const known = orders.get(orderKey);
    const epoch = laterOf(known?.epoch ?? epochOf(home), notedOf(news.noted, orderKey));
    const order = foldOrder({ customerId, orderKey, epoch }, known, facts, settings);
    if (facts.separateRefunds) refuseTooMany(order.separateRefunds);
    const before = known ?? places.get(orderKey);
    orders.set(orderKey, order);
    return { before, order };
  });
  const changes = tellings.filter(({ before, order }) => !sameRow(before, order));
  return { orders: [...orders.values()], told: tellings.map(({ order }) => order), changes };
};
