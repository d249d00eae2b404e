import type { Profile } from "../model/customer.ts";
import type { Person } from "./intent.ts";

/** A name as a body has it: in parts, or in one piece. */
type Named = { [Part in "firstName" | "lastName" | "name"]?: string | undefined } | null | undefined;

/**
 * First and last name out of a name in one piece, where it has exactly two words. Of more nobody can say which is which,
 * and a greeting by half a name is worse than none.
 */
const nameParts = (name: string | undefined): Pick<Profile, "firstName" | "lastName"> => {
  const [firstName, lastName, ...more] = (name ?? "").trim().split(/\s+/u);
  return firstName && lastName && more.length === 0 ? { firstName, lastName } : {};
};

/**
 * The buyer's name: by the first of those who have one, in parts or in one piece. Where none has, the receiver's, and that of a
 * guest alone: a guest mostly orders for themselves, but it may be a gift, so it tells people apart and greets nobody. Under an
 * account the receivers of its gifts would make it one of many people.
 */
export const buyersName = (
  buyers: readonly Named[],
  receiver?: { isGuest: boolean; of: Named },
): Pick<Profile, "firstName" | "lastName"> & Pick<Person, "wholeName"> => {
  for (const { firstName, lastName, name } of buyers.map((buyer) => buyer ?? {})) {
    if (firstName || lastName) return { ...(firstName && { firstName }), ...(lastName && { lastName }) };
    if (name) return { ...nameParts(name), wholeName: name };
  }
  const { firstName, lastName, name } = (receiver?.isGuest && receiver.of) || {};
  const wholeName = [firstName, lastName].filter(Boolean).join(" ") || name;
  return wholeName ? { wholeName } : {};
};
