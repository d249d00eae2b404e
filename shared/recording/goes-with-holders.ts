import type { IdentityRow } from "../model/evidence.ts";

/**
 * Whether the row of an identity goes with the last holder that it names: nothing is said of it besides. That more bear it than it has
 * room for is said, too: they bear it still, and whoever were named next would be taken for the only one.
 *
 * @param erased whose it was is erased: what was said of who they are is gone with them
 * @param isUnheard whether nobody is left to hear what was refused there
 */
export const goesWithHolders = (
  { full, refused, together, apart, joined }: IdentityRow,
  { erased = false, isUnheard = false } = {},
): boolean => {
  const said = [full, isUnheard ? undefined : refused, ...(erased ? [] : [together, apart, joined])];
  return said.every((one) => one === undefined);
};
