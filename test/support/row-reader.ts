import { writeFile } from "node:fs/promises";
import { gatherOrders } from "../../cli/import/gather-orders.ts";
import { createHistoryReader, type HistoryRead } from "../../cli/import/read-history.ts";
import { createOrderReader, type OrderRead } from "../../cli/import/read-order.ts";
import { openTable } from "../../cli/import/read-table.ts";
import type { Instant } from "../../shared/model/time.ts";
import { type HistoryCells, noCells } from "../../shared/sources/history-format.ts";
import { historyFormats } from "../../shared/sources/history-formats.ts";
import { ordersHistory } from "../../shared/sources/orders-history.ts";

const firstDay = "1990-01-01";

/** Reads single rows of `--format orders`, by the cells that they have. */
export const createRowReader = (timeZone: string, now: Instant) => {
  const read = createOrderReader(ordersHistory, { timeZone, currency: "USD", firstDay, now });
  return (line: number, cells: Readonly<Partial<HistoryCells>>): OrderRead =>
    read([{ line, cells: [], row: { ...noCells, ...cells } }]);
};

/** What an import makes of a file: its orders, each as read, and what the file was taken for. */
export const readHistory = async (
  file: string,
  {
    formats = historyFormats,
    encoding = "",
    timeZone = "UTC",
    currency = "EUR",
    now = "2026-11-20T12:00:00.000Z",
  } = {},
) => {
  const table = await openTable(file, { formats, ...(encoding && { encoding }) });
  const { read, itemAmounts, notes } = await createHistoryReader(table, { timeZone, currency, firstDay, now });
  const orders: HistoryRead[] = [];
  for await (const gathered of gatherOrders(table.rows(), table.format)) orders.push(...gathered.map(read));
  return { format: table.format.name, itemAmounts, notes, form: table.form, unknown: table.unknown, orders };
};

/** The same of a text, which is put in a folder first. */
export const readHistoryText = async (
  folder: string,
  text: string | Uint8Array,
  reading?: Parameters<typeof readHistory>[1],
) => {
  const file = `${folder}/history.csv`;
  await writeFile(file, text);
  return readHistory(file, reading);
};
