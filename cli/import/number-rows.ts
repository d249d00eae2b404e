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
      let first: number | undefined;
      for (const name of namesOf(row)) {
        const number = numbers.numberOf(name);
        if (first === undefined) first = number;
        else sets.unite(first, number);
      }
      return first ?? 0;
    },
    /** One number for all that were united. */
    find: (number: number): number => sets.find(number),
  };
};

const namesOf = (row: ImportRow): string[] =>
  buyerNames(row, isOrderRow(row) ? [`order ${row.order.source} ${row.order.orderId}`] : []);

/** By what a row names whom it is of; nothing for nobody. Behind other names, where these are given. */
export const buyerNames = (row: ImportRow, names: string[] = []): string[] => {
  const { customerId } = row;
  const address = normaliseEmail(row.email);
  const phone = normalisePhone(phoneNaming(row));
  if (customerId !== undefined) names.push(`id ${customerId}`);
  if (address !== undefined) names.push(`address ${address}`);
  if (phone !== undefined) names.push(`phone ${phone}`);
  return names;
};
