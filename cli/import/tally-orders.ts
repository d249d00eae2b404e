import type { OrderFacts } from "../../shared/model/order.ts";
import type { Day } from "../../shared/model/time.ts";
import type { Judgement } from "../../shared/recording/judge-order.ts";
import { type ImportRow, isOrderRow } from "./import-row.ts";
import { statusesShown } from "./statuses-shown.ts";
import { createTalliedOrders, type TalliedOrder } from "./tallied-orders.ts";
import { type AmountTally, tallyAmounts } from "./tally-amounts.ts";
import { addStatus, type StatusTallies } from "./tally-partition.ts";
import { type Most, type PersonsTally, tallyPersons } from "./tally-persons.ts";
import { TextNumbers } from "./text-numbers.ts";

/** What the orders and customers of a file are, before anybody has them. */
export type OrdersTally = PersonsTally & {
  orders: number;
  /** Orders that another row told of before. */
  repeated: number;
  /** Absent where there is no order. */
  days?: { from: Day; to: Day; most: { day: Day; orders: number } };
  amounts: readonly AmountTally[];
  /** Orders of which more was paid back than they came to. */
  refundedMore: Most;
  /** Orders of which a part was paid back, and no row says how much. */
  refundsUnknown: number;
  statuses: ReturnType<typeof statusesShown>;
  /** Orders that would be kept and not count, by reason. */
  notCounted: Readonly<Record<string, number>>;
};

/** Counts orders, each as the row that holds tells of it, and customers without any. */
export const tallyOrders = (judge: (order: OrderFacts) => Judgement) => {
  const persons = tallyPersons();
  const names = new TextNumbers();
  const orders = createTalliedOrders(judge);
  let repeated = 0;
  return {
    add: (row: ImportRow): void => {
      const numbers = persons.numbersOf(row);
      if (!isOrderRow(row)) {
        persons.add(numbers, row);
        return;
      }
      const before = names.count;
      const number = names.numberOf(row.order.orderId);
      if (number < before) repeated += 1;
      else persons.add(numbers, row);
      orders.add(number, row);
    },
    end: (): OrdersTally => ({ ...persons.end(), orders: names.count, repeated, ...sumsOf(orders.all()) }),
  };
};

const sumsOf = (orders: Iterable<TalliedOrder>) => {
  const amounts = tallyAmounts();
  const days = new Map<Day, number>();
  const statuses: StatusTallies = new Map();
  const notCounted: Record<string, number> = {};
  const refundedMore: Most = { count: 0, line: 0 };
  let refundsUnknown = 0;
  for (const order of orders) {
    const { line, day, reason, isRefundedMore } = order;
    amounts.add(order, line);
    days.set(day, (days.get(day) ?? 0) + 1);
    addStatus(statuses, order);
    if (reason !== "") notCounted[reason] = (notCounted[reason] ?? 0) + 1;
    if (order.isRefundUnknown) refundsUnknown += 1;
    if (!isRefundedMore) continue;
    refundedMore.count += 1;
    if (refundedMore.count === 1) refundedMore.line = line;
  }
  return {
    ...{ amounts: amounts.all(), refundedMore, refundsUnknown, notCounted },
    statuses: statusesShown(statuses),
    ...daysOf(days),
  };
};

const daysOf = (orders: ReadonlyMap<Day, number>): Pick<OrdersTally, "days"> => {
  const days = [...orders.keys()].sort();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return {};
  const [day, most] = [...orders].reduce((a, b) => (b[1] > a[1] ? b : a));
  return { days: { from, to, most: { day, orders: most } } };
};
