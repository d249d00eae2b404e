import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { identityNaming } from "../model/identity.ts";
import { inParallel } from "../model/in-parallel.ts";
import { customerOf } from "../recording/customer-of.ts";
import { isThere, knowAround, nameOf } from "../recording/know-around.ts";
import type { DeriveDeps } from "../recording/record-deps.ts";
import { readAlong, type Ways } from "./read-along.ts";

/** Customers by the ids they were asked for. */
export type WhoTheyAre = (customerIds: readonly string[]) => Promise<ReadonlyMap<string, Customer>>;

/** Candidates whose neighbourhoods are read side by side. */
const AT_A_TIME = 50;

/**
 * Who those who had these names are now, by what their sources have told up to this moment (docs/adr/0012): never by the
 * Customers table, to which an event comes last. Who is being erased, is not there any more, or has a name that names nobody
 * any more is left out.
 */
export const whoTheyAre = async (
  customerIds: readonly string[],
  deps: DeriveDeps & {
    /** Whoever reads the same people again has them by fewer calls. */
    ways?: Ways;
  },
): Promise<ReadonlyMap<string, Customer>> => {
  const found = await inParallel([...new Set(customerIds)], AT_A_TIME, async (customerId) => {
    const customer = await whoIsAlong(customerId, deps);
    return customer ? [[customerId, customer] as const] : [];
  });
  return new Map(found.flat());
};

const whoIsAlong = async (customerId: string, { ways, ...deps }: DeriveDeps & { ways?: Ways }) => {
  if (ways === undefined) return whoIs(customerId, deps);
  const { readEvidence, way } = readAlong(deps.readEvidence, ways.of(customerId));
  const customer = await whoIs(customerId, { ...deps, readEvidence });
  ways.keep(customerId, way());
  return customer;
};

const whoIs = async (customerId: string, deps: DeriveDeps): Promise<Customer | undefined> => {
  const identity = identityNaming(customerId);
  const around = await knowAround({ identities: [identity], holders: [] }, deps).catch(nobodyWhileErased);
  const person = around?.persons.find(({ identities }) => identities.includes(identity));
  const name = person && isThere(person) ? nameOf(person) : undefined;
  return person && name !== undefined ? customerOf(name, person, deps) : undefined;
};

const nobodyWhileErased = (error: unknown): undefined => {
  if (!(error instanceof ConflictError)) throw error;
};
