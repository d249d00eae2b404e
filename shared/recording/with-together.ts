import type { IdentityRow } from "../model/evidence.ts";
import type { Together } from "./news.ts";

type Said = Pick<Together, "at" | "by">;

/** An identity of which is said that it is one with another; what was said of the two before gives way. */
export const withTogether = ({ together = [], ...row }: IdentityRow, other: string, said: Said): IdentityRow => ({
  ...row,
  together: [...together.filter(({ identity }) => identity !== other), { identity: other, ...said }].sort((one, two) =>
    one.identity < two.identity ? -1 : 1,
  ),
});
