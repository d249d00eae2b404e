import type { Profile } from "../model/customer.ts";

/**
 * First and last name out of a name in one piece, where it has exactly two words. Of more nobody can say which is which,
 * and a greeting by half a name is worse than none.
 */
export const nameParts = (name: string | undefined): Pick<Profile, "firstName" | "lastName"> => {
  const [firstName, lastName, ...more] = (name ?? "").trim().split(/\s+/u);
  return firstName && lastName && more.length === 0 ? { firstName, lastName } : {};
};
