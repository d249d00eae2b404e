import { normaliseEmail, normalisePhone } from "../../shared/model/identity.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import { type ImportRow, phoneNaming } from "./import-row.ts";
import { TextNumbers } from "./text-numbers.ts";

/** Numbers of one row: that of whom it names, and those of their customer id, or else phone number, and address. */
export type PersonNumbers = { person: number; id?: number | undefined; address?: number | undefined };

/** Numbers rows by customer id or address; two that stand in one row are united. 20 to 40 bytes an identity. */
export const numberPersons = () => {
  const numbers = new TextNumbers();
  const sets = new DisjointSets();
  return {
    numbersOf: (row: ImportRow): PersonNumbers => {
      const normalised = normaliseEmail(row.email);
      const name = row.customerId ?? normalisePhone(phoneNaming(row));
      const id = name === undefined ? undefined : numbers.numberOf(`id ${name}`);
      const address = normalised === undefined ? undefined : numbers.numberOf(`address ${normalised}`);
      if (id !== undefined && address !== undefined) sets.unite(id, address);
      return { person: id ?? address ?? 0, id, address };
    },
    /** One number for all that were united. */
    find: (number: number): number => sets.find(number),
    /** How many numbers there are, united or not. */
    get count(): number {
      return numbers.count;
    },
  };
};
