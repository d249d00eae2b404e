import { type Gathered, gatherOrders } from "./gather-orders.ts";
import type { HistoryFile } from "./history-file.ts";
import { numberPersons } from "./number-persons.ts";
import { createHistoryReader } from "./read-history.ts";
import { type HistoryTable, openTable } from "./read-table.ts";
import { createRejects } from "./rejects.ts";
import { createSpool } from "./spool.ts";
import { commonReason, type ReasonTally, tallyReasons } from "./tally-reasons.ts";

export type SplitTally = {
  /** What the file was taken for. */
  format: string;
  /** Rows of the file; several of them may be one order. */
  rows: number;
  rejected: number;
  /** Orders that the second pass has to write. */
  taken: number;
  /** Rows that are further items of the order above them. */
  furtherRows: number;
  /** Rows of negative total whose amount was taken from their order's. */
  refundRows: number;
  /** Where a row is an item: whether amounts were taken once for an order, or summed over its rows. */
  itemAmounts?: "once" | "summed" | undefined;
  /** How many of them each partition has. */
  partitionRows: number[];
  unknownColumns: readonly string[];
  /** Rows that were rejected, by reason. */
  refusals: ReasonTally[];
  /** Cells that were left out, by column. */
  remarks: ReasonTally[];
};

/**
 * The first pass: reads the whole file, checks every row, unites rows that share a customer id or an address, and leaves the rows
 * in `folder`, split so that no customer is in two partitions. Nothing has been written to the tables when this ends,
 * so a file that turns out unreadable near its end has changed nothing.
 *
 * Memory: 20 to 40 bytes an identity, whatever the number of rows.
 */
export const splitFile = async (
  { file, reading, ...options }: HistoryFile,
  folder: string,
  rejectsFile: string,
  on: { bytes: (read: number) => void; opened: (table: HistoryTable) => void },
): Promise<SplitTally> => {
  const table = await openTable(file, options);
  on.opened(table);
  const history = await createHistoryReader(table, reading, on.bytes);
  const rejects = createRejects(rejectsFile, folder, table.header);
  const [refusals, remarks] = [tallyReasons(), tallyReasons()];
  const persons = numberPersons();
  const spool = createSpool(folder);
  const counts = { rows: 0, taken: 0, furtherRows: 0, refundRows: 0 };
  const take = (gathered: Gathered): void => {
    counts.rows += gathered.length;
    const read = history.read(gathered);
    if ("refund" in read) return;
    if ("reason" in read) {
      for (const { line, cells } of [...gathered, ...read.refunds]) {
        rejects.add(line, read.reason, cells);
        refusals.add(commonReason(read.reason), read.reason, line);
      }
      return;
    }
    counts.taken += 1;
    counts.furtherRows += gathered.length - 1;
    counts.refundRows += read.refunds.length;
    for (const { column, reason } of read.remarks) remarks.add(column, reason, read.row.line);
    spool.add(persons.numbersOf(read.row).person, read.row);
  };
  for await (const orders of gatherOrders(table.rows(on.bytes), table.format)) orders.forEach(take);
  const rejected = await rejects.close();
  const partitionRows = await spool.split(persons.find);
  return {
    format: table.format.name,
    ...counts,
    ...{ rejected, partitionRows, unknownColumns: table.unknown, itemAmounts: history.itemAmounts },
    ...{ refusals: refusals.all(), remarks: remarks.all() },
  };
};
