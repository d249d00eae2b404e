import { normaliseEmail, normalisePhone } from "../../shared/model/identity.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import { type ImportRow, isOrderRow, phoneNaming } from "./import-row.ts";
import { TextNumbers } from "./text-numbers.ts";

/**
 * Numbers rows by their orders, united with those of their customer ids and addresses: what may be worked out together lies
 * together, an order too that a later row gives to another customer. 20 to 40 bytes an identity, and an order.
 */
export const numberRows = () => {
  const numbers = new TextNumbers();
  const sets = new DisjointSets();
  return {
    numberOf: (row: ImportRow): number => {
      const names = namesOf(row);
      const [first = 0, ...others] = names.map((name) => numbers.numberOf(name));
      for (const other of others) sets.unite(first, other);
      return first;
    },
    /** One number for all that were united. */
    find: (number: number): number => sets.find(number),
  };
};

const namesOf = (row: ImportRow): string[] => [
  ...(isOrderRow(row) ? [`order ${row.order.source} ${row.order.orderId}`] : []),
  ...buyerNames(row),
];

/** By what a row names whom it is of; nothing for nobody. */
export const buyerNames = (row: ImportRow): string[] => {
  const { customerId } = row;
  const address = normaliseEmail(row.email);
  const phone = normalisePhone(phoneNaming(row));
  return [
    ...(customerId === undefined ? [] : [`id ${customerId}`]),
    ...(address === undefined ? [] : [`address ${address}`]),
    ...(phone === undefined ? [] : [`phone ${phone}`]),
  ];
};
