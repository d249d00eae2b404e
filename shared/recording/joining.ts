import type { Customer } from "../model/customer.ts";
import type { ReadCustomers } from "../ports/customers.ts";
import { beingErased, isBeingErased, isTombstone, leadsTo } from "./epochs.ts";
import type { RecordDeps, Step } from "./record-deps.ts";

/**
 * Who is being joined to a customer, with the version of their row when that began (docs/adr/0006). It stands on the row
 * before any signpost leads there, until the orders of the others are counted in it: a signpost cannot be seen from the
 * customer that it leads to, and nobody is written to by half of what is known of them.
 */
export type Joining = NonNullable<Customer["joining"]>;

export const withJoining = ({ joining: _before, ...row }: Customer, joining: Joining): Customer =>
  Object.keys(joining).length > 0 ? { ...row, joining } : row;

/** These, and whoever is being joined to them; one of whom nothing is stored knows nothing that could be missed. */
export const joiningOf = (losers: readonly Customer[]): Joining => ({
  ...Object.fromEntries(losers.flatMap((loser) => Object.entries(loser.joining ?? {}))),
  ...Object.fromEntries(losers.flatMap((loser) => (isStored(loser) ? [[loser.customerId, loser.version]] : []))),
});

export const isStored = ({ version, erasedAt }: Customer): boolean => version > 0 && erasedAt === undefined;

/** How far the joining of others to a customer has come. */
export type JoiningSoFar = {
  /** Signposts to the customer, those on the way too: whoever wrote them may not have finished. */
  signposts: readonly Customer[];
  /** Those whose signpost may come yet, from a worker who has read their row as it still is. */
  awaited: readonly Customer[];
};

/**
 * Looks at those who are noted on a customer's row, and are neither among `known` nor `finished`. Of one whose row was
 * written to since without a signpost that leads here none can come by this note: whoever was to write it is overtaken.
 *
 * @param known by their ids, the customer among them
 */
export const followJoining = async (
  { joining = {} }: Customer,
  known: ReadonlyMap<string, Customer>,
  finished: ReadonlySet<string>,
  readCustomers: ReadCustomers,
): Promise<JoiningSoFar> => {
  const noted = Object.entries(joining).filter(([id]) => !known.has(id) && !finished.has(id));
  if (noted.length === 0) return { signposts: [], awaited: [] };
  const rows = await readCustomers(noted.map(([id]) => id));
  const awaited: Customer[] = [];
  const signposts: Customer[] = [];
  for (const [id, version] of noted) {
    const row = rows.get(id);
    if (row && isBeingErased(row)) throw beingErased();
    if (row?.version === version) awaited.push(row);
    else if (row && !isTombstone(row)) signposts.push(...(await wayTo(known, row, readCustomers)));
  }
  return { signposts, awaited };
};

/**
 * Writes the rows of those whose signpost may come yet, as they are: by this note none comes any more, and the note may go.
 * Whoever was about to write one starts over, and notes them anew; often they are dead, or their event never comes again.
 *
 * @returns "conflict" where one was written to meanwhile, by a signpost perhaps
 */
export const callOff = async (
  awaited: readonly Customer[],
  { saveCustomer }: Pick<RecordDeps, "saveCustomer">,
): Promise<Step> => {
  for (const row of awaited) if ((await saveCustomer(row, row.version)) === "conflict") return "conflict";
  return "done";
};

/** Those noted on a customer's row whose signpost leads there, be it over others who are noted. */
export const signpostsJoining = async (
  customer: Customer,
  readCustomers: ReadCustomers,
): Promise<readonly Customer[]> => {
  const ids = Object.keys(customer.joining ?? {});
  if (ids.length === 0) return [];
  const noted = await readCustomers(ids);
  const known = new Map([[customer.customerId, customer]]);
  const ways = await Promise.all([...noted.values()].map((row) => wayTo(known, row, readCustomers)));
  return ways.flat();
};

const MAX_HOPS = 10;

/** The signposts from this row to one of these customers; none where it leads elsewhere. */
const wayTo = async (
  known: ReadonlyMap<string, Customer>,
  start: Customer,
  readCustomers: ReadCustomers,
): Promise<readonly Customer[]> => {
  const way: Customer[] = [];
  for (let at = start; at.mergedInto !== undefined && way.length < MAX_HOPS; ) {
    way.push(at);
    const found = known.get(at.mergedInto);
    if (found) return leadsTo(at, found) ? way : [];
    const next = (await readCustomers([at.mergedInto])).get(at.mergedInto);
    if (!leadsTo(at, next)) return [];
    at = next;
  }
  return [];
};
