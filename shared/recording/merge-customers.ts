import type { Customer } from "../model/customer.ts";
import { identitiesOfOrder } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import {
  asFound,
  beingErased,
  type Epoch,
  epochOf,
  isBeingErased,
  isTombstone,
  laterOf,
  living,
  standingOrders,
  upright,
} from "./epochs.ts";
import { isOvertakenBy, readNotes, timesOf } from "./erasure-notes.ts";
import { foldOrder } from "./fold-order.ts";
import { forgetBodies } from "./forget-bodies.ts";
import { joinPersons } from "./join-customer.ts";
import { type Joining, withJoining } from "./joining.ts";
import type { RecordDeps, Step } from "./record-deps.ts";
import { newCustomer, sameRow, withKnowledge } from "./stored-customer.ts";

/**
 * Whom others are merged into, and since which erasure they are there: who comes after the next is somebody else; and which
 * others.
 */
export type Home = { customerId: string; epoch: Epoch; joining: Joining };

/**
 * Makes `loser` part of the customer `home` (docs/adr/0001, 0006). Every step may be repeated, and whoever meets
 * the signpost goes on from there. Messages stay where they are: the ledger is kept by address, and no address changes here.
 * The signpost comes first, with all that the row knows still on it: from then on an
 * erasure of either finds the other, and none of the two is written to while the other is being erased.
 */
export const pointTo = (loser: Customer, home: Home, deps: RecordDeps): Promise<"saved" | "conflict"> =>
  deps.saveCustomer({ ...upright(loser), ...signTo(home) }, loser.version);

const signTo = ({ customerId, epoch }: Omit<Home, "joining">): Pick<Customer, "mergedInto" | "mergedIntoEpoch"> => ({
  mergedInto: customerId,
  ...(epoch !== "" && { mergedIntoEpoch: epoch }),
});

/**
 * The winner knows what the signpost knows, and is there; then the signpost knows nothing any more. It is written also when
 * it knew nothing before: whoever took it for a signpost to nobody is overtaken.
 */
const absorb = async (signpostId: string, home: Home, deps: RecordDeps): Promise<Customer | "conflict"> => {
  const signpost = await deps.readCustomer(signpostId);
  const winner = asFound(home.customerId, await deps.readCustomer(home.customerId), home.epoch);
  if ((signpost && isBeingErased(signpost)) || isBeingErased(winner)) throw beingErased();
  if (signpost?.mergedInto === undefined || !isHome(winner, home)) return "conflict";
  const learnt = living(withKnowledge(winner, joinPersons(winner, signpost), deps.hash));
  const joined = withJoining(learnt, { ...winner.joining, ...home.joining });
  await forgetBodies([...winner.archiveKeys, ...signpost.archiveKeys], joined.archiveKeys, deps);
  if (winner.version === 0 || !sameRow(winner, joined)) {
    if ((await deps.saveCustomer(joined, winner.version)) === "conflict") return "conflict";
  }
  const { version, identities, epoch } = signpost;
  const bare = { ...newCustomer(signpostId), identities, ...(epoch && { epoch }), ...signTo(home) };
  return (await deps.saveCustomer(bare, version)) === "conflict" ? "conflict" : signpost;
};

/** Nobody merged them on, and no erasure came between. */
const isHome = (row: Customer, { epoch }: Pick<Home, "epoch">): boolean =>
  row.mergedInto === undefined && epochOf(row) === epoch;

/**
 * Moves what still lies on and under a signpost to the customer `home`: copied first, removed only once it is certain that
 * the winner is no signpost itself, for then whoever merged it on has seen the copies. An order's identity is re-pointed
 * before the order goes, since nothing else here names it. `spared` identities are left to the caller, to be re-pointed
 * last: the event at hand comes by them, and finds the signpost until all else is done.
 */
export const finishMerge = async (
  { customerId: signpostId }: Customer,
  home: Home,
  spared: ReadonlySet<string>,
  deps: RecordDeps,
): Promise<Step> => {
  const signpost = await absorb(signpostId, home, deps);
  if (signpost === "conflict") return "conflict";
  const standing = standingOrders(signpost, await deps.readOrdersOf(signpostId));
  const orders = await withoutErased(standing, home, deps);
  for (const order of orders) if ((await copyOrder(order, home, deps)) === "conflict") return "conflict";
  const winner = await deps.readCustomer(home.customerId);
  if (!winner || isTombstone(winner) || !isHome(winner, home)) return "conflict";
  const repoint = async (identities: readonly string[]) => {
    const owners = await deps.readIdentities(identities.filter((identity) => !spared.has(identity)));
    const theirs = [...owners].filter(([, { customerId }]) => customerId === signpostId);
    const to = (epoch: Epoch) => ({ customerId: home.customerId, epoch: laterOf(epoch, home.epoch) });
    await Promise.all(theirs.map(([identity, from]) => deps.repointIdentity(identity, from, to(from.epoch))));
  };
  for (const order of orders) {
    await repoint(identitiesOfOrder(order.orderKey));
    if ((await deps.removeOrder(order)) === "conflict") return "conflict";
  }
  await repoint(signpost.identities);
  return "done";
};

/**
 * An old worker may have left an order under somebody who was not erased: its own number, or its source, was noted. It must
 * not come into the later epoch of whom they are merged into, where nothing tells it from a new one.
 */
const withoutErased = async (
  orders: readonly Order[],
  { epoch }: Home,
  deps: RecordDeps,
): Promise<readonly Order[]> => {
  const older = orders
    .filter(({ epoch: own = "" }) => own < epoch)
    .flatMap(({ orderKey }) => identitiesOfOrder(orderKey));
  if (older.length === 0) return orders;
  const noted = timesOf(older, await readNotes(older, deps));
  return orders.filter((order) => !isOvertakenBy(noted, order));
};

/** What stands in the order's place and was overtaken by an erasure is replaced, and told on to nobody. */
const copyOrder = async (order: Order, { customerId, epoch }: Home, deps: RecordDeps): Promise<Step> => {
  const { orderKey } = order;
  const before = await deps.readOrder(customerId, orderKey);
  const standing = before && (before.epoch ?? "") >= epoch ? before : undefined;
  const own = laterOf(epoch, order.epoch ?? "", standing?.epoch ?? "");
  const after = foldOrder({ customerId, orderKey, epoch: own }, standing, order, deps.settings);
  await forgetBodies([...(before?.archiveKeys ?? []), ...order.archiveKeys], after.archiveKeys, deps);
  if (sameRow(before, after)) return "done";
  return (await deps.replaceOrder(before, after)) === "conflict" ? "conflict" : "done";
};
