import type { HistoryCells, HistoryFormat } from "../../shared/sources/history-format.ts";
import type { TableRow } from "./read-table.ts";

/** Rows of a file that stand for one order, or the one that tells of a customer; one row alone where it could not be told what it is. */
export type Gathered = readonly [TableRow, ...TableRow[]];

/** Puts rows that stand below one another and are of one order together; those that end in one piece of the file at a time. */
export async function* gatherOrders(
  pieces: AsyncIterable<readonly TableRow[]>,
  format: HistoryFormat,
): AsyncGenerator<readonly Gathered[]> {
  let open: [TableRow, ...TableRow[]] | undefined;
  for await (const rows of pieces) {
    const whole: Gathered[] = [];
    for (const next of rows) {
      if (open && belongsTo(open[0], next, format)) open.push(next);
      else {
        if (open) whole.push(open);
        open = [next];
      }
    }
    yield whole;
  }
  if (open) yield [open];
}

const belongsTo = (first: TableRow, next: TableRow, { row }: HistoryFormat): boolean => {
  if (row === "customer" || !("row" in first) || !("row" in next)) return false;
  const isSame = first.row.together !== "" && first.row.together === next.row.together;
  return isSame && (row === "item" || hasNoOrder(next.row));
};

/** A further item of the order above: everything that an order cannot be without is left out. */
const hasNoOrder = ({ ordered_at, currency, total }: HistoryCells): boolean =>
  ordered_at === "" && currency === "" && total === "";
