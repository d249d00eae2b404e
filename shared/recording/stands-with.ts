import type { HolderRow } from "../model/evidence.ts";
import { compareIdentities, isOfOrder } from "../model/identity.ts";
import type { TieTold } from "../model/tie.ts";
import { ordersAt } from "./entries.ts";
import { type Around, isKept, isThere, knowAround, nameOf, type Person } from "./know-around.ts";
import type { DeriveDeps } from "./record-deps.ts";
import { tellTie, tieWithin } from "./tell-tie.ts";

/** An identity that something kept bears, and by which nobody goes. */
export type Standing = {
  tie: TieTold;
  /** What bears it, counted or not. */
  orders: number;
  /** By which identities those go with whom it stands; empty where they are sales of nobody. */
  others: readonly string[];
};

/** Of these identities, those by which nobody goes though something bears them: with whom that stands. */
export const standingOf = async (
  identities: readonly string[],
  around: Around,
  deps: DeriveDeps,
): Promise<Standing[]> => {
  const isGoneBy = (identity: string) =>
    around.persons.some((person) => isKept(person) && person.identities.includes(identity));
  const asked = [...new Set(identities)].filter((identity) => !isOfOrder(identity) && !isGoneBy(identity));
  const all = await Promise.all(asked.map((identity) => standingAt(identity, around, deps)));
  return all.flat();
};

const standingAt = async (identity: string, around: Around, deps: DeriveDeps): Promise<Standing[]> => {
  const { holders } = around.reader.identity(identity);
  const tie = tellTie(identity, around, deps);
  const { persons } = await knowAround({ identities: [identity], holders }, deps);
  const bears = ({ holder }: HolderRow) => holders.includes(holder);
  const bearing = persons.flatMap((person) => person.holders.filter(bears)).filter((row) => isKept({ holders: [row] }));
  if (tie === undefined || bearing.length === 0) return [];
  const own = persons.find(({ identities }) => identities.includes(identity));
  const others = persons.filter((person) => person.holders.some(bears)).flatMap(bestOf);
  return [
    {
      tie: tieWithin(tie, own?.identities ?? []),
      orders: bearing.reduce((sum, row) => sum + ordersAt(row), 0),
      others: [...new Set(others)].sort(),
    },
  ];
};

const bestOf = (person: Person): string[] =>
  nameOf(person) !== undefined && isThere(person) ? [...person.identities].sort(compareIdentities).slice(0, 1) : [];
