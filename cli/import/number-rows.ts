import { normaliseEmail } from "../../shared/model/identity.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import type { ImportRow } from "./import-row.ts";
import { TextNumbers } from "./text-numbers.ts";

/**
 * Numbers rows by their orders, united with those of their customer ids and addresses: what may be worked out together lies
 * together, an order too that a later row gives to another customer. 20 to 40 bytes an identity, and an order.
 */
export const numberRows = () => {
  const numbers = new TextNumbers();
  const sets = new DisjointSets();
  return {
    numberOf: ({ customerId, email, order }: ImportRow): number => {
      const address = normaliseEmail(email);
      const number = numbers.numberOf(`order ${order.source} ${order.orderId}`);
      if (customerId !== undefined) sets.unite(number, numbers.numberOf(`id ${customerId}`));
      if (address !== undefined) sets.unite(number, numbers.numberOf(`address ${address}`));
      return number;
    },
    /** One number for all that were united. */
    find: (number: number): number => sets.find(number),
  };
};
