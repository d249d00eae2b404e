import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { importMarks } from "../../shared/adapters/import-marks.ts";
import { counted } from "../../shared/model/counted.ts";
import { nearMiss } from "../../shared/model/near-miss.ts";
import { judgeOrder } from "../../shared/recording/judge-order.ts";
import { now } from "../../shared/runtime/now.ts";
import { keepHeapSmall } from "../system/keep-heap-small.ts";
import { openStores, recordDepsOf } from "../system/stores.ts";
import type { System } from "../system/system.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { formatOf } from "./formats.ts";
import { ImportError } from "./import-error.ts";
import { type ImportResult, importFile } from "./import-file.ts";
import type { ImportListener } from "./import-listener.ts";
import { ordersColumns } from "./orders-format.ts";
import { columnNames } from "./read-table.ts";
import { writeCustomers } from "./write-customers.ts";

export type ImportOptions = { format: string; rejects: string; breakLock: boolean };

/** Imports a file into a system, showing how far it is. */
export const runImport = async (
  file: string,
  options: ImportOptions,
  system: System,
  terminal: Terminal,
): Promise<ImportResult> => {
  keepHeapSmall();
  const { settings } = system;
  const size = await sizeOf(file);
  const stores = await openStores(system);
  const deps = { ...stores, ...recordDepsOf(stores, settings) };
  return importFile(
    {
      file,
      format: formatOf(options.format, settings.timeZone, now()),
      readBy: JSON.stringify([options.format, settings.timeZone, system.name, system.outputs.OrdersTable]),
      dataFolder: system.dataFolder,
      rejectsFile: options.rejects,
      breakLock: options.breakLock,
    },
    {
      ...deps,
      ...importMarks(stores.data),
      now,
      writeCustomers: (groups) => writeCustomers(groups, deps),
      judge: (facts) => judgeOrder({ facts, separateRefunds: {} }, settings).counted,
    },
    listenerOn(terminal, size),
  );
};

/**
 * The bytes of a file to import.
 * @throws ImportError for a folder
 */
export const sizeOf = async (file: string): Promise<number> => {
  const found = await stat(file);
  if (found.isDirectory()) throw new ImportError(`${file} is a folder; name a CSV file of orders.`);
  return found.size;
};

const KIBIBYTE = 1024;

/** A column with the one that was probably meant. */
const guessed = (column: string): string => {
  const meant = nearMiss(column, columnNames(ordersColumns));
  return meant === undefined ? column : `${column} (did you mean ${meant}?)`;
};

const listenerOn = (terminal: Terminal, size: number): ImportListener => ({
  reading: (file) => {
    const bar = terminal.progress(`Reading ${basename(file)}`, Math.ceil(size / KIBIBYTE), "KiB");
    let bytes = 0;
    return {
      bytes: (read) => {
        const before = Math.floor(bytes / KIBIBYTE);
        bytes += read;
        bar.advance(Math.floor(bytes / KIBIBYTE) - before);
      },
      done: (rows, rejected) => bar.done(`${counted(rows, "row")}, ${rejected} rejected`),
    };
  },
  writing: (rows, before) => {
    const bar = terminal.progress("Writing orders", rows);
    if (before > 0) terminal.say(`Going on after ${counted(before, "row")} written before.`);
    bar.advance(before);
    return { rows: (written) => bar.advance(written), done: () => bar.done() };
  },
  unknownColumns: (columns) =>
    terminal.say(`Columns that are not known, and not read: ${columns.map(guessed).join(", ")}.`),
});
