import type { Customer } from "../../shared/model/customer.ts";
import { ConflictError } from "../../shared/model/errors.ts";
import { inBrief, type OrderInBrief } from "../../shared/model/order-in-brief.ts";
import { customerOf } from "../../shared/recording/customer-of.ts";
import { isThere, knowAround, nameOf, type Person } from "../../shared/recording/know-around.ts";
import { type OrdersOfDeps, readOrdersOfHolders } from "../../shared/recording/orders-of.ts";
import type { DeriveDeps } from "../../shared/recording/record-deps.ts";

export type FoundCustomers = {
  customers: readonly Customer[];
  readOrdersOf: (customerId: string) => Promise<readonly OrderInBrief[]>;
};

/** The customers that these identities lead to now, and their orders; none for who is being erased. */
export const findCustomers = async (
  identities: readonly string[],
  deps: DeriveDeps & OrdersOfDeps,
): Promise<FoundCustomers> => {
  const around = await knowAround({ identities, holders: [] }, deps).catch(nobodyWhileErased);
  const isMeant = (person: Person) => person.identities.some((identity) => identities.includes(identity));
  const found = (around?.persons ?? []).flatMap((person) => {
    const id = isMeant(person) && isThere(person) ? nameOf(person) : undefined;
    return id === undefined ? [] : [{ customer: customerOf(id, person, deps), holders: person.holders }];
  });
  const holdersOf = new Map(found.map(({ customer, holders }) => [customer.customerId, holders]));
  return {
    customers: found.map(({ customer }) => customer),
    readOrdersOf: async (customerId) => (await readOrdersOfHolders(holdersOf.get(customerId) ?? [], deps)).map(inBrief),
  };
};

const nobodyWhileErased = (error: unknown): undefined => {
  if (!(error instanceof ConflictError)) throw error;
};
