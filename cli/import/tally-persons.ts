import { GrowingNumbers } from "./growing-numbers.ts";
import type { ImportRow } from "./import-row.ts";
import { numberPersons, type PersonNumbers } from "./number-persons.ts";
import { TextNumbers } from "./text-numbers.ts";

/** How much of something falls to one, and the first line on which they stand. */
export type Most = { count: number; line: number };

export type PersonsTally = {
  /** As many at least: who stands together in a row, also by way of further rows, is taken for one. */
  persons: number;
  /** As many at most: where an id stands with several addresses, or the other way round, each of these pairs may be somebody. */
  personsAtMost: number;
  /** Of these, who has no address. */
  personsWithoutAddress: number;
  /** The customer of most orders, the address of most customer ids, the customer id of most addresses. */
  most: { orders: Most; idsOfAddress: Most; addressesOfId: Most };
};

/** Counts persons and what stands together in them; some 60 bytes an identity. */
export const tallyPersons = () => {
  const persons = numberPersons();
  const pairs = new TextNumbers();
  const ordersOf = new GrowingNumbers();
  const firstLine = new GrowingNumbers();
  const partnersOf = new GrowingNumbers();
  const lastPartnerOf = new GrowingNumbers();
  const isAddress = new GrowingNumbers();
  const pairsOf = new GrowingNumbers();
  const isAlone = new GrowingNumbers();

  const meet = ({ id, address }: PersonNumbers): void => {
    if (address !== undefined) isAddress.put(address, 1);
    if (id === undefined || address === undefined) {
      isAlone.put(id ?? address ?? 0, 1);
      return;
    }
    // Most have one of each, and need not be looked up.
    if (lastPartnerOf.at(id) === address + 1 && lastPartnerOf.at(address) === id + 1) return;
    lastPartnerOf.put(id, address + 1);
    lastPartnerOf.put(address, id + 1);
    const before = pairs.count;
    if (pairs.numberOf(`${id} ${address}`) < before) return;
    pairsOf.put(id, pairsOf.at(id) + 1);
    for (const number of [id, address]) partnersOf.put(number, partnersOf.at(number) + 1);
  };

  return {
    numbersOf: persons.numbersOf,
    /** Counts an order that has not come before, or a customer. */
    add: (numbers: PersonNumbers, { line }: Pick<ImportRow, "line">): void => {
      const { person, id, address } = numbers;
      ordersOf.put(person, ordersOf.at(person) + 1);
      for (const number of [id, address]) {
        if (number !== undefined && firstLine.at(number) === 0) firstLine.put(number, line);
      }
      meet(numbers);
    },
    end: (): PersonsTally => {
      const orders = new GrowingNumbers();
      const addresses = new GrowingNumbers();
      const ways = new GrowingNumbers();
      const isTangled = new GrowingNumbers();
      const most = { orders: none, idsOfAddress: none, addressesOfId: none };
      for (let number = 0; number < persons.count; number++) {
        const whole = persons.find(number);
        orders.put(whole, orders.at(whole) + ordersOf.at(number));
        addresses.put(whole, addresses.at(whole) + isAddress.at(number));
        ways.put(whole, ways.at(whole) + pairsOf.at(number) + isAlone.at(number));
        if (partnersOf.at(number) > 1) isTangled.put(whole, 1);
        const kind = isAddress.at(number) === 1 ? "idsOfAddress" : "addressesOfId";
        most[kind] = greater(most[kind], { count: partnersOf.at(number), line: firstLine.at(number) });
      }
      let [count, atMost, withoutAddress] = [0, 0, 0];
      for (let number = 0; number < persons.count; number++) {
        if (persons.find(number) !== number) continue;
        count += 1;
        atMost += isTangled.at(number) === 1 ? ways.at(number) : 1;
        if (addresses.at(number) === 0) withoutAddress += 1;
        most.orders = greater(most.orders, { count: orders.at(number), line: firstLine.at(number) });
      }
      return { persons: count, personsAtMost: atMost, personsWithoutAddress: withoutAddress, most };
    },
  };
};

const none: Most = { count: 0, line: 0 };
const greater = (a: Most, b: Most): Most => (b.count > a.count ? b : a);
