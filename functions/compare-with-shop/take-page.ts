import { PoisonError } from "../../shared/model/errors.ts";
import { type KeyedHash, orderKeyOf } from "../../shared/model/identity.ts";
import { inParallel } from "../../shared/model/in-parallel.ts";
import type { ComparedSource, Order } from "../../shared/model/order.ts";
import type { Settings } from "../../shared/model/settings.ts";
import type { ReadErasures } from "../../shared/ports/erasures.ts";
import type { ReadOrders } from "../../shared/ports/orders.ts";
import type { Now } from "../../shared/ports/world.ts";
import { judgeByErasures } from "../../shared/recording/erasures.ts";
import { withLoginHashed } from "../../shared/recording/hash-login.ts";
import { newsOfIntent } from "../../shared/recording/news-of-intent.ts";
import { type TakeInDeps, takeIn } from "../../shared/recording/take-in.ts";
import type { Intent } from "../../shared/sources/intent.ts";
import type { ListedOrder } from "../../shared/sources/page-of-orders.ts";
import { readIntent } from "../../shared/sources/read-intent.ts";
import { type Weighed, weighOrder } from "./weigh-order.ts";

export type TakePageDeps = TakeInDeps & {
  readOrders: ReadOrders;
  readErasures: ReadErasures;
  hash: KeyedHash;
  now: Now;
};

type From = { source: ComparedSource; topic: string; settings: Settings };
type OrderIntent = Extract<Intent, { kind: "order" }>;
type Read = { listed: ListedOrder; intent: OrderIntent };

const CALLS = 8;

/**
 * Takes the orders of page after page: weighs each beside its row, and takes in what is not recorded. One that a later page
 * tells of again counts as it is told last.
 */
export const takePages = ({ source, topic, settings }: From, deps: TakePageDeps) => {
  const weighed = new Map<string, Weighed & { updatedAt?: string }>();
  const counts = { queued: 0, erased: 0 };
  const erasedIds = new Set<string>();

  const read = (listed: ListedOrder): Read[] => {
    const receivedAt = deps.now();
    try {
      const intent = withLoginHashed(readIntent({ source, topic, receivedAt, body: listed.body }, settings), deps.hash);
      return intent.kind === "order" ? [{ listed, intent }] : [];
    } catch (error) {
      if (!(error instanceof PoisonError)) throw error;
      const { orderId } = listed;
      weighed.set(orderId, { orderId, shop: undefined, rouse: undefined, kind: "unreadable", isNews: false });
      return [];
    }
  };

  const weigh = async ({ listed, intent }: Read, row: Order | undefined): Promise<void> => {
    const { orderId, updatedAt } = intent.facts;
    if (weighed.get(orderId)?.updatedAt === updatedAt) return;
    const order = weighOrder(intent.facts, row, settings);
    if (order.isNews && row?.facts === undefined && (await isErased(intent, deps))) {
      erasedIds.add(orderId);
      weighed.delete(orderId);
      return;
    }
    erasedIds.delete(orderId);
    weighed.set(orderId, { ...order, updatedAt });
    if (!order.isNews) return;
    await takeIn({ source, topic, receivedAt: deps.now(), body: listed.body }, deps);
    counts.queued += 1;
  };

  return {
    take: async (orders: readonly ListedOrder[]): Promise<void> => {
      const readable = orders.flatMap(read);
      const keys = readable.map(({ intent }) => orderKeyOf(source, intent.facts.orderId));
      const rows = new Map((await deps.readOrders(keys)).map((row) => [row.orderKey, row]));
      await inParallel(readable, CALLS, (one) => weigh(one, rows.get(orderKeyOf(source, one.intent.facts.orderId))));
    },
    weighed: (): Iterable<Weighed> => weighed.values(),
    counts: () => ({
      read: weighed.size + erasedIds.size,
      queued: counts.queued,
      erased: erasedIds.size,
    }),
  };
};

/** Whether recording would answer that who placed it was erased since: their order is not put away again, night after night. */
const isErased = async (intent: OrderIntent, deps: TakePageDeps): Promise<boolean> =>
  (await judgeByErasures(newsOfIntent(intent, undefined, deps.hash), deps)).verdict !== "recordable";
