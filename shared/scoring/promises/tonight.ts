import type { ModelFile } from "../../model/model-file.ts";
import type { PastCells } from "../past-cuts/past-cells.ts";
import { knownOf } from "../past-cuts/past-fits.ts";
import type { Cells } from "../summaries/cells.ts";
import type { AskedCustomers } from "./foretell.ts";

/**
 * Tonight's customers twice: as cells of (x, t_x, T), which say exactly how many there are, and as the repeat score is asked of them. Where
 * it goes by seasons these are bins, which move a sum of chances by a thousandth or two.
 */
export type Tonight = { readonly cells: Cells; readonly seasoned: AskedCustomers & { readonly count: Float64Array } };

/** Customers as the repeat score is asked of them: exactly, unless it goes by seasons, which coarse cells alone know. */
export const tonightOf = (repeatScore: ModelFile["repeatScore"], cells: Cells, coarse: PastCells): Tonight => {
  if (repeatScore?.inForce === "seasonal") return { cells, seasoned: { ...knownOf(coarse), count: coarse.customers } };
  const none = new Int32Array(cells.length);
  return { cells, seasoned: { ...cells, seasonLastYear: none, seasonYearBefore: none } };
};
