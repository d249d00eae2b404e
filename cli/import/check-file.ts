import type { OrderFacts } from "../../shared/model/order.ts";
import type { Judgement } from "../../shared/recording/judge-order.ts";
import type { HistoryFile } from "./history-file.ts";
import type { ImportListener } from "./import-listener.ts";
import { odditiesIn } from "./oddities.ts";
import { openTable } from "./read-table.ts";
import { type OrdersTally, tallyOrders } from "./tally-orders.ts";
import { watchFile } from "./unchanged-file.ts";
import { type Walk, walkHistory } from "./walk-history.ts";

/** What an import of a file would take, and what of it looks odd. */
export type FileCheck = Walk &
  OrdersTally & {
    format: string;
    encoding: string;
    unknownColumns: readonly string[];
    oddities: readonly { about: string; text: string }[];
  };

/**
 * Reads a file as an import would, and writes nothing.
 *
 * Memory: some 170 bytes an order or customer, whatever stands in it.
 */
export const checkFile = async (
  { file, reading, ...options }: HistoryFile,
  judge: (order: OrderFacts) => Judgement,
  listener: Pick<ImportListener, "reading" | "opened">,
): Promise<FileCheck> => {
  const refuseChanged = await watchFile(file);
  const table = await openTable(file, options);
  listener.opened(table);
  const progress = listener.reading(file);
  const tally = tallyOrders(judge);
  const walk = await walkHistory(table, reading, { take: tally.add }, progress.bytes);
  await refuseChanged();
  progress.done(walk.rows, walk.rejected);
  const found = tally.end();
  const { format, form, unknown: unknownColumns } = table;
  return {
    format: format.name,
    encoding: form.encoding,
    unknownColumns,
    ...walk,
    ...found,
    oddities: odditiesIn(found, walk.consents),
  };
};
