import type { CsvRecord } from "./csv-parser.ts";
import type { Remark } from "./doubts.ts";
import { type Gathered, gatherOrders } from "./gather-orders.ts";
import type { ImportRow } from "./import-row.ts";
import { createHistoryReader } from "./read-history.ts";
import type { HistoryTable } from "./read-table.ts";
import type { Reading } from "./reading.ts";
import { commonReason, type ReasonTally, tallyReasons } from "./tally-reasons.ts";

/** What became of the rows of a file. */
export type Walk = {
  rows: number;
  rejected: number;
  /** Orders that can be taken; of a file of customers, rows. */
  taken: number;
  /** Of a file of customers, what its rows say of marketing mail. */
  consents?: ConsentTally | undefined;
  /** Rows that are further items of the order above them. */
  furtherRows: number;
  /** Rows of negative total whose amount was taken from their order's. */
  refundRows: number;
  /** Where a row is an item: whether amounts were taken once for an order, or summed over its rows. */
  itemAmounts?: "once" | "summed";
  /** Rows that were rejected, by reason. */
  refusals: ReasonTally[];
  /** Cells that were left out, or taken otherwise than they stand there, by column. */
  remarks: ReasonTally[];
  /** Rows of refunds of which more is to be known. */
  notes: ReasonTally[];
};

/** Rows by what they say of marketing mail. */
export type ConsentTally = { granted: number; denied: number; unknown: number };

type Hearer = { take: (row: ImportRow) => void; reject?: (record: CsvRecord, reason: string) => void };

/** Looks through a file, reads it, and tells of each order or customer, and of each row that is rejected, in the file's order. */
export const walkHistory = async (
  table: HistoryTable,
  reading: Reading,
  { take, reject }: Hearer,
  onBytes?: (bytes: number) => void,
): Promise<Walk> => {
  const history = await createHistoryReader(table, reading, onBytes);
  const [refusals, remarks] = [tallyReasons(), tallyReasons()];
  const consents: ConsentTally = { granted: 0, denied: 0, unknown: 0 };
  const counts = { rows: 0, rejected: 0, taken: 0, furtherRows: 0, refundRows: 0 };
  const refuse = (records: readonly CsvRecord[], reason: string): void => {
    counts.rejected += records.length;
    for (const record of records) {
      refusals.add(commonReason(reason), reason, record.line);
      reject?.(record, reason);
    }
  };
  const note = (found: readonly Remark[], line: number): void => {
    for (const { column, reason, became } of found) remarks.add(column, reason, line, became);
  };
  const look = (gathered: Gathered): void => {
    counts.rows += gathered.length;
    const read = history.read(gathered);
    if ("refund" in read) return;
    if ("customer" in read) {
      counts.taken += 1;
      consents[read.customer.consent?.state ?? "unknown"] += 1;
      note(read.remarks, read.customer.line);
      [read.customer, ...read.besides].forEach(take);
      return;
    }
    if ("reason" in read) {
      refuse([...gathered, ...read.refunds], read.reason);
      return;
    }
    counts.taken += 1;
    counts.furtherRows += gathered.length - 1;
    counts.refundRows += read.refunds.length;
    note(read.remarks, read.row.line);
    [read.row, ...read.besides].forEach(take);
  };
  for await (const orders of gatherOrders(table.rows(onBytes), table.format)) orders.forEach(look);
  const { itemAmounts, notes } = history;
  const ofCustomers = table.format.row === "customer" && { consents };
  return {
    ...counts,
    ...ofCustomers,
    ...(itemAmounts && { itemAmounts }),
    refusals: refusals.all(),
    remarks: remarks.all(),
    notes: [...notes],
  };
};
