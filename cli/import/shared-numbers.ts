import { DisjointSets } from "./disjoint-sets.ts";
import { GrowingNumbers } from "./growing-numbers.ts";
import type { OrderRow } from "./import-row.ts";
import { DAY_MS } from "./leave-out-others.ts";
import { buyerNames } from "./number-rows.ts";
import { TextNumbers } from "./text-numbers.ts";

/**
 * Tells which order numbers of a file stand for more than one order: two rows of such a number have no buyer in common, also by way of
 * its further rows, and were made a day or more apart. An order that moved to another customer keeps its day. Tills number alike, and
 * numbers begin anew with each year.
 *
 * Memory: some 50 bytes a row.
 */
export const createSharedNumbers = () => {
  const names = new TextNumbers();
  const buyers = new DisjointSets();
  const [numberOf, buyerOf, timeOf] = [new GrowingNumbers(), new GrowingNumbers(), new GrowingNumbers(Float64Array)];
  let count = 0;

  const buyerIn = (number: number, row: OrderRow): number => {
    const [first = NOBODY, ...others] = buyerNames(row);
    const buyer = names.numberOf(`${number} ${first}`);
    for (const other of others) buyers.unite(buyer, names.numberOf(`${number} ${other}`));
    return buyer;
  };

  const isAnother = (row: number, than: number): boolean =>
    Math.abs(timeOf.at(row) - timeOf.at(than)) >= DAY_MS &&
    buyers.find(buyerOf.at(row)) !== buyers.find(buyerOf.at(than));

  return {
    /** Hears a row of an order of a number. */
    add: (number: number, row: OrderRow): void => {
      numberOf.put(count, number);
      buyerOf.put(count, buyerIn(number, row));
      timeOf.put(count, Date.parse(row.order.orderedAt));
      count += 1;
    },
    /** All have been heard. What is far from any other row is as far from the number's first or last day. */
    all: (): ReadonlySet<number> => {
      const [first, last] = [new Map<number, number>(), new Map<number, number>()];
      for (let row = 0; row < count; row++) {
        const number = numberOf.at(row);
        if (timeOf.at(row) <= timeOf.at(first.get(number) ?? row)) first.set(number, row);
        if (timeOf.at(row) >= timeOf.at(last.get(number) ?? row)) last.set(number, row);
      }
      const shared = new Set<number>();
      for (let row = 0; row < count; row++) {
        const number = numberOf.at(row);
        if (isAnother(row, first.get(number) ?? row) || isAnother(row, last.get(number) ?? row)) shared.add(number);
      }
      return shared;
    },
  };
};

const NOBODY = "nobody";
