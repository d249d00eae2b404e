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
  const [kinds, days] = [numberKinds(), numbering((day: Day) => day)];
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

/** Values by number, in the order they first come; equal are those of one name. */
const numbering = <Value>(nameOf: (value: Value) => string) => {
  const numbers = new Map<string, number>();
  const values: Value[] = [];
  return {
    numberOf: (value: Value): number => {
      const name = nameOf(value);
      const number = numbers.get(name) ?? values.length;
      if (number === values.length) {
        numbers.set(name, number);
        values.push(value);
      }
      return number;
    },
    at: (number: number): Value => {
      const value = values[number];
      if (value === undefined) throw new RangeError(`number ${number} was never given`);
      return value;
    },
  };
};

/** Kinds by number. Most rows are of the kind of the row before. */
const numberKinds = () => {
  const kinds = numbering((kind: Kind) => JSON.stringify(Object.values(kind)));
  let last: { kind: Kind; number: number } | undefined;
  return {
    ...kinds,
    numberOf: (kind: Kind): number => {
      if (last === undefined || !isSameKind(kind, last.kind)) last = { kind, number: kinds.numberOf(kind) };
      return last.number;
    },
  };
};

const isSameKind = (a: Kind, b: Kind): boolean =>
  a.currency === b.currency &&
  a.status === b.status &&
  a.reason === b.reason &&
  a.isUnpaid === b.isUnpaid &&
  a.isPaid === b.isPaid &&
  a.isDated === b.isDated &&
  a.isRefundedMore === b.isRefundedMore &&
  a.isRefundUnknown === b.isRefundUnknown;

const isRefundedMore = ({ totalMinor, refunds }: OrderFacts): boolean =>
  Object.values(refunds).reduce((sum, minor) => sum + minor, 0) > Math.max(totalMinor, 0);
