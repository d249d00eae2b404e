import { peopleNamed } from "../identity/names.ts";
import type { TieTold } from "../model/tie.ts";
import { type Decision, planJoin, type Word } from "./decide-who.ts";
import type { FindSubjectDeps } from "./find-subject.ts";
import { type Around, isKept, isThere, knowAround, type Person } from "./know-around.ts";
import { holdersAt } from "./ties-as-read.ts";
import { identitiesMeant, whyNobody } from "./who-is.ts";

/** `which` is the first or the second of the two that were named. */
export type JoinRefusal =
  | { refused: "nobody"; which: "first" | "second"; nobody: readonly TieTold[] }
  | { refused: "same-identity" }
  | { refused: "too-many" };

/** Who would be who, and the identities that `joinPersonsOf` is to be given; or why it cannot be. */
export type JoinPlan = { decision: Decision; a: string; b: string; namesDiffer: boolean } | JoinRefusal;

/**
 * What joining two persons would come to. Who names nobody cannot be joined.
 *
 * @param first, second the identities that each name may mean
 */
export const planJoinOf = async (
  first: readonly string[],
  second: readonly string[],
  word: Word,
  deps: FindSubjectDeps,
): Promise<JoinPlan> => {
  const [meantA, meantB] = await Promise.all([identitiesMeant(first, deps), identitiesMeant(second, deps)]);
  const around = await knowAround({ identities: [...meantA, ...meantB], holders: [] }, deps);
  const [ofA, ofB] = [thereOf(meantA, around), thereOf(meantB, around)];
  if (ofA === undefined) return { refused: "nobody", which: "first", nobody: whyNobody(meantA, around, deps) };
  if (ofB === undefined) return { refused: "nobody", which: "second", nobody: whyNobody(meantB, around, deps) };
  const [a, b] = [ofA.identity, ofB.identity];
  if (a === b) return { refused: "same-identity" };
  const decision = await planJoin(a, b, word, deps);
  const isOne = decision.after.some(({ identities }) => identities.includes(a) && identities.includes(b));
  if (!isOne) return { refused: "too-many" };
  const names = [...ofA.person.holders, ...ofB.person.holders].map((row) => row.names.join(" "));
  return { decision, a, b, namesDiffer: ofA.person !== ofB.person && peopleNamed(names) > 1 };
};

/** The first that names a customer; else one by which nobody goes just now, for it was parted from what bears it. */
const thereOf = (
  meant: readonly string[],
  { persons, reader }: Around,
): { identity: string; person: Person } | undefined => {
  const isBorne = (identity: string) => isKept({ holders: holdersAt({ identity }, reader) });
  const personAt = (identity: string) => persons.find(({ identities }) => identities.includes(identity));
  const found = meant.flatMap((identity) => {
    const person = personAt(identity);
    return person === undefined || !(isThere(person) || isBorne(identity)) ? [] : [{ identity, person }];
  });
  return found.find(({ person }) => isThere(person)) ?? found[0];
};
