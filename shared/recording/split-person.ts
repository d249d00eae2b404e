import { isOfOrder } from "../model/identity.ts";
import type { TieTold } from "../model/tie.ts";
import { type Decision, planParting, type Word, withRows } from "./decide-who.ts";
import type { FindSubjectDeps } from "./find-subject.ts";
import { isThere, knowAround, type Person } from "./know-around.ts";
import { identitiesMeant, whyNobody } from "./who-is.ts";

/** Each name as the identities that it may mean. */
export type SplitRequest = { customer: readonly string[]; parts: readonly (readonly (readonly string[])[])[] };

/** `part` and `name` count from 1. */
export type SplitRefusal =
  | { refused: "nobody"; nobody: readonly TieTold[] }
  | { refused: "not-theirs"; part: number; name: number }
  | { refused: "twice"; part: number; name: number }
  | { refused: "an-order"; part: number; name: number }
  | { refused: "nothing-to-part" }
  | { refused: "no-orders"; part: number };

/** Who would be who, and the sides that `partPerson` is to be given; or why it cannot be. */
export type SplitPlan = { decision: Decision; sides: readonly (readonly string[])[] } | SplitRefusal;

/**
 * What parting a person would come to. One part alone is parted from all the rest of them; of two and more each identity that no part
 * names goes with the nearest. What was parted before counts as one person here: whoever died between two writes can repeat it.
 */
export const planSplit = async (request: SplitRequest, word: Word, deps: FindSubjectDeps): Promise<SplitPlan> => {
  const order = orderIn(request.parts);
  if (order !== undefined) return { refused: "an-order", ...order };
  const customer = await identitiesMeant(request.customer, deps);
  const parts = await Promise.all(
    request.parts.map((part) => Promise.all(part.map((name) => identitiesMeant(name, deps)))),
  );
  const start = { identities: [...new Set([...customer, ...parts.flat(2)])], holders: [] };
  const now = await knowAround(start, deps);
  const unparted = [...now.identities.values()].map(({ row: { apart: _apart, ...row } }) => row);
  const whole = whoHas(customer, (await knowAround(start, withRows(unparted, deps))).persons);
  if (whole === undefined) return { refused: "nobody", nobody: whyNobody(customer, now, deps) };
  const named = namesIn(parts, whole.identities);
  if ("refused" in named) return named;
  const [only = []] = named;
  const rest = (whoHas(customer, now.persons) ?? whole).identities.filter((identity) => !only.includes(identity));
  const sides = named.length === 1 ? [only, rest] : named;
  if (sides.some((side) => side.length === 0)) return { refused: "nothing-to-part" };
  const decision = await planParting(sides, word, deps);
  // What was said of it before may be taken back, or said again.
  const isSaid = (identity: string) => {
    const { together = [], apart = [] } = now.reader.identity(identity);
    return together.length + apart.length > 0;
  };
  const empty = named.findIndex((side) => whoHas(side, decision.after) === undefined && !side.some(isSaid));
  return empty < 0 ? { sides, decision } : { refused: "no-orders", part: empty + 1 };
};

/** An order goes with whom it names: its number parts nobody. */
const orderIn = (parts: SplitRequest["parts"]): { part: number; name: number } | undefined =>
  parts
    .flatMap((names, part) => names.map((name, at) => ({ name, place: { part: part + 1, name: at + 1 } })))
    .find(({ name }) => name.some(isOfOrder))?.place;

const whoHas = (identities: readonly string[], persons: readonly Person[]): Person | undefined =>
  persons.find((person) => isThere(person) && person.identities.some((one) => identities.includes(one)));

const namesIn = (
  parts: readonly (readonly (readonly string[])[])[],
  theirs: readonly string[],
): string[][] | SplitRefusal => {
  const seen = new Set<string>();
  const sides: string[][] = [];
  for (const [part, names] of parts.entries()) {
    const side: string[] = [];
    for (const [name, meant] of names.entries()) {
      const identity = meant.find((one) => theirs.includes(one));
      const at = { part: part + 1, name: name + 1 };
      if (identity === undefined) return { refused: "not-theirs", ...at };
      if (seen.has(identity)) return { refused: "twice", ...at };
      seen.add(identity);
      side.push(identity);
    }
    sides.push(side);
  }
  return sides;
};
