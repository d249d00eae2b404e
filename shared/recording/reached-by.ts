import type { HolderRow } from "../model/evidence.ts";

type Reached = Pick<HolderRow, "profile" | "channels">;

/**
 * By what a row might lead to somebody on channels other than mail: all that is kept of it, and what was told of an address itself,
 * which stays where orders since gave other numbers and handles.
 */
export const reachedBy = ({ toldOfAddress, ...row }: Reached & Pick<HolderRow, "toldOfAddress">): readonly Reached[] =>
  toldOfAddress === undefined ? [row] : [row, toldOfAddress];
