import { DisjointSets } from "./disjoint-sets.ts";
import { GrowingNumbers } from "./growing-numbers.ts";
import type { OrderRow } from "./import-row.ts";
import { DAY_MS } from "./leave-out-others.ts";
import { buyerNames } from "./number-rows.ts";
import { fingerprint } from "./order-fingerprint.ts";
import { TextNumbers } from "./text-numbers.ts";

/** Order numbers that stand for more than one order; and those of one order of which nobody can say which of its rows holds. */
type Told = { shared: ReadonlySet<number>; contradicted: ReadonlySet<number> };

/**
 * Tells of order numbers of a file that come with several buyers which stand for more than one order: two rows of such a number have no
 * buyer in common, also by way of its further rows, and were made a day or more apart. An order that moved to another customer keeps
 * its day. Tills number alike, and numbers begin anew with each year. Rows of one order are its states: of those told last all have one
 * amount, and those of one buyer one time, or they contradict each other.
 *
 * Memory: some 60 bytes a row.
 */
export const createSharedNumbers = () => {
  const names = new TextNumbers();
  const buyers = new DisjointSets();
  const [numberOf, buyerOf, amountOf] = [new GrowingNumbers(), new GrowingNumbers(), new GrowingNumbers()];
  const [timeOf, stateOf] = [new GrowingNumbers(Float64Array), new GrowingNumbers(Float64Array)];
  let count = 0;

  const buyerIn = (number: number, row: OrderRow): number => {
    const [first = NOBODY, ...others] = buyerNames(row);
    const buyer = names.numberOf(`${number} ${first}`);
    for (const other of others) buyers.unite(buyer, names.numberOf(`${number} ${other}`));
    return buyer;
  };

  const isOfOne = (row: number, other: number): boolean =>
    buyers.find(buyerOf.at(row)) === buyers.find(buyerOf.at(other));
  const isAnother = (row: number, than: number): boolean =>
    Math.abs(timeOf.at(row) - timeOf.at(than)) >= DAY_MS && !isOfOne(row, than);

  /** What is far from any other row is as far from the number's first or last day. */
  const shared = (): ReadonlySet<number> => {
    const [first, last] = [new Map<number, number>(), new Map<number, number>()];
    for (let row = 0; row < count; row++) {
      const number = numberOf.at(row);
      if (timeOf.at(row) <= timeOf.at(first.get(number) ?? row)) first.set(number, row);
      if (timeOf.at(row) >= timeOf.at(last.get(number) ?? row)) last.set(number, row);
    }
    const found = new Set<number>();
    for (let row = 0; row < count; row++) {
      const number = numberOf.at(row);
      if (isAnother(row, first.get(number) ?? row) || isAnother(row, last.get(number) ?? row)) found.add(number);
    }
    return found;
  };

  const contradicted = (): ReadonlySet<number> => {
    const newest = new Map<number, number>();
    for (let row = 0; row < count; row++) {
      const number = numberOf.at(row);
      newest.set(number, Math.max(stateOf.at(row), newest.get(number) ?? UNDATED));
    }
    const found = new Set<number>();
    const [byNumber, byBuyer] = [new Map<number, number>(), new Map<number, number>()];
    for (let row = 0; row < count; row++) {
      const number = numberOf.at(row);
      if (stateOf.at(row) !== newest.get(number)) continue;
      const buyer = buyers.find(buyerOf.at(row));
      const [other, own] = [byNumber.get(number) ?? row, byBuyer.get(buyer) ?? row];
      if (amountOf.at(row) !== amountOf.at(other) || timeOf.at(row) !== timeOf.at(own)) found.add(number);
      byNumber.set(number, other);
      byBuyer.set(buyer, own);
    }
    return found;
  };

  return {
    /** Hears a row of an order of a number. */
    add: (number: number, row: OrderRow): void => {
      const { totalMinor, currency, orderedAt, updatedAt, undated } = row.order;
      numberOf.put(count, number);
      buyerOf.put(count, buyerIn(number, row));
      amountOf.put(count, fingerprint(`${totalMinor} ${currency}`));
      timeOf.put(count, Date.parse(orderedAt));
      stateOf.put(count, undated ? UNDATED : Date.parse(updatedAt));
      count += 1;
    },
    /** All have been heard. */
    all: (): Told => ({ shared: shared(), contradicted: contradicted() }),
  };
};

const NOBODY = "nobody";
/** A row without a time of its own gives way to any that has one. */
const UNDATED = Number.NEGATIVE_INFINITY;
