import { createDynamoClient, createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { tablesHoldNothing } from "../../shared/adapters/dynamo-emptiness.ts";
import { importMarks } from "../../shared/adapters/import-marks.ts";
import { sqsInFlight } from "../../shared/adapters/sqs-waiting.ts";
import { now } from "../../shared/runtime/now.ts";
import { keepHeapSmall } from "../system/keep-heap-small.ts";
import { openStores, recordDepsOf } from "../system/stores.ts";
import type { System } from "../system/system.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { RowGroup } from "./group-rows.ts";
import { type ImportFileDeps, importFile } from "./import-file.ts";
import { LOCK } from "./import-lock.ts";
import type { ImportResult } from "./import-result.ts";
import { listenerOn, sizeOf } from "./listener-on.ts";
import { judgedBy } from "./newer-row.ts";
import { historyFileOf, type ReadingOptions } from "./reading-options.ts";
import { refuseUnlessFirst, refuseUnlessHeld, refuseUnlessStillHeld } from "./refuse-unless-first.ts";
import { type WriteCustomersDeps, writeCustomers } from "./write-customers.ts";
import { type WriteFirstDeps, writeFirst, writeFirstAgain } from "./write-first.ts";

export type ImportOptions = ReadingOptions & { rejects: string; breakLock: boolean; first?: boolean | undefined };

/** Imports a file into a system, showing how far it is. */
export const runImport = async (
  file: string,
  options: ImportOptions,
  system: System,
  terminal: Terminal,
): Promise<ImportResult> => {
  keepHeapSmall();
  const { settings } = system;
  if (options.first === true) refuseUnlessHeld(settings);
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
        ...(options.first === true ? ["first"] : []),
      ]),
      dataFolder: system.dataFolder,
      rejectsFile: options.rejects,
      breakLock: options.breakLock,
    },
    {
      ...deps,
      ...importMarks(stores.data),
      now,
      ...(options.first === true
        ? first(deps, system)
        : { writeCustomers: (groups: readonly RowGroup[]) => writeCustomers(groups, deps) }),
      judge: judgedBy(settings),
    },
    listenerOn(terminal, size, "webhooks"),
  );
};

/** How a first history is written, and what is asked before and meanwhile. */
const first = (
  deps: WriteCustomersDeps & WriteFirstDeps,
  { outputs, readSettings, isChanging }: System,
): Pick<ImportFileDeps, "first" | "writeCustomers" | "mayBegin" | "mayGoOn"> => {
  const asked = {
    ...{ readSettings, isChanging },
    countInFlight: sqsInFlight(createSqsClient(), outputs.OrdersQueueUrl),
    holdsNothing: () => tablesHoldNothing(createDynamoClient(), outputs, [LOCK]),
  };
  return {
    first: true,
    writeCustomers: (groups, { again }) => (again ? writeFirstAgain(groups, deps) : writeFirst(groups, deps)),
    mayBegin: (begun) => refuseUnlessFirst(begun, asked),
    mayGoOn: () => refuseUnlessStillHeld(asked),
  };
};
