import type { HistoryCells, HistoryFormat } from "../../shared/sources/history-format.ts";
import type { TableRow } from "./read-table.ts";

/** Rows of a file that stand for one order; one row alone where it could not be told what it is. */
export type Gathered = readonly [TableRow, ...TableRow[]];

/** Puts rows that stand below one another and are of one order together. */
export async function* gatherOrders(rows: AsyncIterable<TableRow>, format: HistoryFormat): AsyncGenerator<Gathered> {
  let open: [TableRow, ...TableRow[]] | undefined;
  for await (const next of rows) {
    if (open && belongsTo(open[0], next, format)) open.push(next);
    else {
      if (open) yield open;
      open = [next];
    }
  }
  if (open) yield open;
}

const belongsTo = (first: TableRow, next: TableRow, { row }: HistoryFormat): boolean => {
  if (!("row" in first) || !("row" in next)) return false;
  const isSame = first.row.together !== "" && first.row.together === next.row.together;
  return isSame && (row === "item" || hasNoOrder(next.row));
};

/** A further item of the order above: everything that an order cannot be without is left out. */
const hasNoOrder = ({ ordered_at, currency, total }: HistoryCells): boolean =>
  ordered_at === "" && currency === "" && total === "";
