import { importMarks } from "../../shared/adapters/import-marks.ts";
import { now } from "../../shared/runtime/now.ts";
import { keepHeapSmall } from "../system/keep-heap-small.ts";
import { openStores, recordDepsOf } from "../system/stores.ts";
import type { System } from "../system/system.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { importFile } from "./import-file.ts";
import type { ImportResult } from "./import-result.ts";
import { listenerOn, sizeOf } from "./listener-on.ts";
import { judgedBy } from "./newer-row.ts";
import { historyFileOf, type ReadingOptions } from "./reading-options.ts";
import { writeCustomers } from "./write-customers.ts";

export type ImportOptions = ReadingOptions & { rejects: string; breakLock: boolean };

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
      ...historyFileOf(file, options, settings, now()),
      readBy: JSON.stringify([
        ...[options.format, options.rows, options.encoding, options.decimal, options.dates],
        settings.orders.firstDay,
        settings.timeZone,
        settings.currency,
        system.name,
        system.outputs.OrdersTable,
      ]),
      dataFolder: system.dataFolder,
      rejectsFile: options.rejects,
      breakLock: options.breakLock,
    },
    {
      ...deps,
      ...importMarks(stores.data),
      now,
      writeCustomers: (groups) => writeCustomers(groups, deps),
      judge: judgedBy(settings),
    },
    listenerOn(terminal, size),
  );
};
