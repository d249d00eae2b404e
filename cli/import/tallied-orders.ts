import type { OrderFacts } from "../../shared/model/order.ts";
import type { Day } from "../../shared/model/time.ts";
import type { Judgement } from "../../shared/recording/judge-order.ts";
import { GrowingNumbers } from "./growing-numbers.ts";
import type { OrderRow } from "./import-row.ts";
import { compareRanks, isPaid, rankOf } from "./newer-row.ts";
import { isRefundUnknown, isUnpaid } from "./tally-partition.ts";

/** What many orders have alike. */
type Kind = {
  currency: string;
  day: Day;
  status: string;
  /** Why it does not count; empty for one that does. */
  reason: string;
  isUnpaid: boolean;
  isPaid: boolean;
  isDated: boolean;
  isRefundedMore: boolean;
  /** Something went back, and nothing says how much. */
  isRefundUnknown: boolean;
};
export type TalliedOrder = Kind & { totalMinor: number; line: number };

/** Keeps of each order the row that holds among those that tell of it, as an import does: some 24 bytes an order. */
export const createTalliedOrders = (judge: (order: OrderFacts) => Judgement) => {
  const numbers = new Map<string, number>();
  const kinds: Kind[] = [];
  const [kindOf, lines] = [new GrowingNumbers(), new GrowingNumbers()];
  const [totals, times] = [new GrowingNumbers(Float64Array), new GrowingNumbers(Float64Array)];
  let count = 0;

  const numberOf = (kind: Kind): number => {
    const { currency, day, status, reason, isUnpaid, isPaid, isDated, isRefundedMore, isRefundUnknown } = kind;
    const name = `${currency}${day}${reason}${isUnpaid}${isPaid}${isDated}${isRefundedMore}${isRefundUnknown} ${status}`;
    const number = numbers.get(name) ?? kinds.length;
    if (number === kinds.length) {
      numbers.set(name, number);
      kinds.push(kind);
    }
    return number;
  };
  const kindAt = (number: number): Kind => {
    const kind = kinds[kindOf.at(number)];
    if (kind === undefined) throw new RangeError(`order ${number} was never told`);
    return kind;
  };
  const rankAt = (number: number) => {
    const { isDated, isPaid } = kindAt(number);
    return rankOf({ isDated, at: times.at(number), isPaid, line: lines.at(number) });
  };

  return {
    /** Hears a row of the order of a number; a number that is new is one more than the last. */
    add: (number: number, { order, attempt, line }: OrderRow): void => {
      const { counted, day = "" } = judge(order);
      const kind: Kind = {
        currency: order.currency,
        day,
        status: order.status,
        reason: counted.state === "counted" ? "" : counted.reason,
        isUnpaid: isUnpaid(order, counted, (facts) => judge(facts).counted),
        isPaid: isPaid(counted, attempt),
        isDated: order.undated === undefined,
        isRefundedMore: isRefundedMore(order),
        isRefundUnknown: isRefundUnknown(order),
      };
      const at = Date.parse(kind.isDated ? order.updatedAt : order.orderedAt);
      const isKnown = number < count;
      if (isKnown && compareRanks(rankOf({ ...kind, at, line }), rankAt(number)) < 0) return;
      count = Math.max(count, number + 1);
      kindOf.put(number, numberOf(kind));
      lines.put(number, line);
      totals.put(number, order.totalMinor);
      times.put(number, at);
    },
    all: function* (): Generator<TalliedOrder> {
      for (let number = 0; number < count; number++)
        yield { ...kindAt(number), totalMinor: totals.at(number), line: lines.at(number) };
    },
  };
};

const isRefundedMore = ({ totalMinor, refunds }: OrderFacts): boolean =>
  Object.values(refunds).reduce((sum, minor) => sum + minor, 0) > Math.max(totalMinor, 0);
