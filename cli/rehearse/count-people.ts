import type { MessageOutcome } from "../../shared/model/message.ts";
import { DisjointSets } from "../import/disjoint-sets.ts";

type Written = Pick<Extract<MessageOutcome, { emailKey: string }>, "customerId" | "emailKey">;

/** Counts people over many nights, each once: who has another address by then, or another id since two were found to be one, is the same. */
export const countPeople = () => {
  const numbers = new Map<string, number>();
  const sets = new DisjointSets();
  const numberOf = (name: string): number => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
  return {
    add: ({ customerId, emailKey }: Written): void =>
      sets.unite(numberOf(`id ${customerId}`), numberOf(`at ${emailKey}`)),
    count: (): number => new Set([...numbers.values()].map((number) => sets.find(number))).size,
  };
};
