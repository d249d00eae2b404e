import type { OrderFacts } from "../../shared/model/order.ts";
import type { Judgement } from "../../shared/recording/judge-order.ts";
import { type Gathered, gatherOrders } from "./gather-orders.ts";
import type { HistoryFile } from "./history-file.ts";
import type { ImportListener } from "./import-listener.ts";
import { odditiesIn } from "./oddities.ts";
import { createHistoryReader } from "./read-history.ts";
import { openTable } from "./read-table.ts";
import { type OrdersTally, tallyOrders } from "./tally-orders.ts";
import { commonReason, type ReasonTally, tallyReasons } from "./tally-reasons.ts";

/** What an import of a file would take, and what of it looks odd. */
export type FileCheck = OrdersTally & {
  format: string;
  encoding: string;
  rows: number;
  rejected: number;
  furtherRows: number;
  refundRows: number;
  itemAmounts?: "once" | "summed";
  unknownColumns: readonly string[];
  refusals: readonly ReasonTally[];
  remarks: readonly ReasonTally[];
  oddities: readonly { about: string; text: string }[];
};

/**
 * Reads a file as an import would, and writes nothing.
 *
 * Memory: some 150 bytes an order, whatever stands in it.
 */
export const checkFile = async (
  { file, reading, ...options }: HistoryFile,
  judge: (order: OrderFacts) => Judgement,
  listener: Pick<ImportListener, "reading" | "opened">,
): Promise<FileCheck> => {
  const table = await openTable(file, options);
  listener.opened(table);
  const progress = listener.reading(file);
  const history = await createHistoryReader(table, reading, progress.bytes);
  const tally = tallyOrders(judge);
  const [refusals, remarks] = [tallyReasons(), tallyReasons()];
  const counts = { rows: 0, rejected: 0, furtherRows: 0, refundRows: 0 };
  const look = (gathered: Gathered): void => {
    counts.rows += gathered.length;
    const read = history.read(gathered);
    if ("refund" in read) return;
    if ("reason" in read) {
      const rows = [...gathered, ...read.refunds];
      counts.rejected += rows.length;
      for (const { line } of rows) refusals.add(commonReason(read.reason), read.reason, line);
      return;
    }
    counts.furtherRows += gathered.length - 1;
    counts.refundRows += read.refunds.length;
    for (const { column, reason } of read.remarks) remarks.add(column, reason, read.row.line);
    tally.add(read.row);
  };
  for await (const orders of gatherOrders(table.rows(progress.bytes), table.format)) orders.forEach(look);
  progress.done(counts.rows, counts.rejected);
  const { itemAmounts } = history;
  const found = tally.end();
  return {
    ...{ format: table.format.name, encoding: table.form.encoding, ...counts, ...(itemAmounts && { itemAmounts }) },
    ...found,
    unknownColumns: table.unknown,
    ...{ refusals: refusals.all(), remarks: remarks.all(), oddities: odditiesIn(found) },
  };
};
