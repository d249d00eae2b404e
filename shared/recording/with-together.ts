import type { IdentityRow } from "../model/evidence.ts";
import { compareIdentities } from "../model/identity.ts";
import type { Together } from "./news.ts";

/** Identities of two customers that are kept with a word that joins them: nobody has more that name them well. */
const MOST_MEMBERS = 16;
/** Words in which an identity stands for another; a row has an end (docs/limits.md). */
const MOST_WORDS = 64;

/** An identity that was one of two customers when they were joined by an identity of each. */
export const withMembers = (
  { joined = [], ...row }: IdentityRow,
  [one, two]: readonly [string, string],
  identities: readonly string[],
): IdentityRow => {
  const of: [string, string] = one < two ? [one, two] : [two, one];
  const members = [...identities].sort(compareIdentities).slice(0, MOST_MEMBERS).sort();
  const others = joined.filter((said) => said.of.join(" ") !== of.join(" "));
  const all = [...others, ...(members.includes(row.identity) ? [{ of, members }] : [])].slice(-MOST_WORDS);
  return all.length === 0 ? row : { ...row, joined: all };
};

type Said = Pick<Together, "at" | "by">;

/** An identity of which is said that it is one with another; what was said of the two before gives way. */
export const withTogether = ({ together = [], ...row }: IdentityRow, other: string, said: Said): IdentityRow => ({
  ...row,
  together: [...together.filter(({ identity }) => identity !== other), { identity: other, ...said }].sort((one, two) =>
    one.identity < two.identity ? -1 : 1,
  ),
});
