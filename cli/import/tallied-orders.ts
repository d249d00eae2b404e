import type { OrderFacts } from "../../shared/model/order.ts";
import type { Day } from "../../shared/model/time.ts";
import type { Judgement } from "../../shared/recording/judge-order.ts";
import { compareRanks } from "../../shared/recording/state-rank.ts";
import { GrowingNumbers } from "./growing-numbers.ts";
import type { OrderRow } from "./import-row.ts";
import { isPaid, rankOf } from "./newer-row.ts";
import { isRefundUnknown, isUnpaid } from "./tally-partition.ts";

/** What many orders have alike, of whatever day. */
type Kind = {
  currency: string;
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
export type TalliedOrder = Kind & { day: Day; totalMinor: number; line: number };

/** Keeps of each order the row that holds among those that tell of it, as an import does: some 28 bytes an order. */
export const createTalliedOrders = (judge: (order: OrderFacts) => Judgement) => {
  const [kinds, days] = [numberKinds(), numberDays()];
  const [kindOf, dayOf, lines] = [new GrowingNumbers(), new GrowingNumbers(), new GrowingNumbers()];
  const [totals, times] = [new GrowingNumbers(Float64Array), new GrowingNumbers(Float64Array)];
  const countedBy = (facts: OrderFacts) => judge(facts).counted;
  let count = 0;

  const rankAt = (number: number) => {
    const { isDated, isPaid } = kinds.at(kindOf.at(number));
    return rankOf({ isDated, at: times.at(number), isPaid, line: lines.at(number) });
  };

  return {
    /** Hears a row of the order of a number; a number that is new is one more than the last. */
    add: (number: number, { order, attempt, line }: OrderRow): void => {
      const { counted, day = "" } = judge(order);
      const kind: Kind = {
        currency: order.currency,
        status: order.status,
        reason: counted.state === "counted" ? "" : counted.reason,
        isUnpaid: isUnpaid(order, counted, countedBy),
        isPaid: counted.state === "counted" || isPaid({ order, attempt }, countedBy),
        isDated: order.undated === undefined,
        isRefundedMore: isRefundedMore(order),
        isRefundUnknown: isRefundUnknown(order),
      };
      const at = Date.parse(kind.isDated ? order.updatedAt : order.orderedAt);
      const isKnown = number < count;
      if (isKnown && compareRanks(rankOf({ ...kind, at, line }), rankAt(number)) < 0) return;
      count = Math.max(count, number + 1);
      kindOf.put(number, kinds.numberOf(kind));
      dayOf.put(number, days.numberOf(day));
      lines.put(number, line);
      totals.put(number, order.totalMinor);
      times.put(number, at);
    },
    all: function* (): Generator<TalliedOrder> {
      for (let number = 0; number < count; number++)
        yield {
          ...kinds.at(kindOf.at(number)),
          day: days.at(dayOf.at(number)),
          totalMinor: totals.at(number),
          line: lines.at(number),
        };
    },
  };
};

/** Kinds by number. Most rows are of the kind of the row before. */
const numberKinds = () => {
  const numbers = new Map<string, number>();
  const kinds: Kind[] = [];
  let last = 0;
  return {
    numberOf: (kind: Kind): number => {
      if (isSameKind(kind, kinds[last])) return last;
      const { currency, status, reason, isUnpaid, isPaid, isDated, isRefundedMore, isRefundUnknown } = kind;
      const name = JSON.stringify([
        currency,
        status,
        reason,
        isUnpaid,
        isPaid,
        isDated,
        isRefundedMore,
        isRefundUnknown,
      ]);
      last = numbers.get(name) ?? kinds.length;
      if (last === kinds.length) {
        numbers.set(name, last);
        kinds.push(kind);
      }
      return last;
    },
    at: (number: number): Kind => {
      const kind = kinds[number];
      if (kind === undefined) throw new RangeError(`kind ${number} was never told`);
      return kind;
    },
  };
};

const isSameKind = (a: Kind, b: Kind | undefined): boolean =>
  b !== undefined &&
  a.currency === b.currency &&
  a.status === b.status &&
  a.reason === b.reason &&
  a.isUnpaid === b.isUnpaid &&
  a.isPaid === b.isPaid &&
  a.isDated === b.isDated &&
  a.isRefundedMore === b.isRefundedMore &&
  a.isRefundUnknown === b.isRefundUnknown;

/** Days by number. */
const numberDays = () => {
  const numbers = new Map<Day, number>();
  const days: Day[] = [];
  return {
    numberOf: (day: Day): number => {
      const number = numbers.get(day) ?? days.length;
      if (number === days.length) {
        numbers.set(day, number);
        days.push(day);
      }
      return number;
    },
    at: (number: number): Day => days[number] ?? "",
  };
};

const isRefundedMore = ({ totalMinor, refunds }: OrderFacts): boolean =>
  Object.values(refunds).reduce((sum, minor) => sum + minor, 0) > Math.max(totalMinor, 0);
