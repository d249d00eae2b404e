import { counted } from "../../shared/model/counted.ts";
import { describeConsents } from "../import/describe-consents.ts";
import { describeRefusals, describeRemarks } from "../import/describe-doubts.ts";
import { describeKept, describeNotTaken, describeOthers } from "../import/describe-import.ts";
import type { ImportResult } from "../import/import-result.ts";
import type { ReadingOptions } from "../import/reading-options.ts";
import { refuseRejectsPlace, rejectsBeside } from "../import/rejects-place.ts";
import { runImport } from "../import/run-import.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";

type Options = SystemOptions & ReadingOptions & { rejects?: string | undefined; breakLock: boolean; first: boolean };

/** Brings in a file of orders, or of customers; a shop may begin with it. */
export const importOrders = async (call: Call<Options>): Promise<Outcome> => {
  const started = performance.now();
  const {
    args: [file = ""],
    options,
    terminal,
    interrupted,
  } = call;
  const rejects = options.rejects ?? rejectsBeside(file);
  await refuseRejectsPlace({ file, rejects: options.rejects });
  try {
    const work = { ...options, rejects };
    const result = await onSystem(call, (system) => runImport(file, work, system, terminal), { mayCreate: true });
    return outcomeOf(file, rejects, result, (performance.now() - started) / 1000);
  } catch (error) {
    if (interrupted.aborted) terminal.say("\nRun the same command again to go on where it was.");
    throw error;
  }
};

const outcomeOf = (file: string, rejects: string, result: ImportResult, seconds: number): Outcome => {
  const { rows, rejected, orders, customers } = result;
  const empty = rows === 0 ? ["The file has a header and no rows."] : [];
  const list =
    rejected > 0
      ? [
          `${rejected.toLocaleString("en-US")} of ${counted(rows, "row")} ${rejected === 1 ? "was" : "were"} rejected: ${rejects}`,
          ...describeRefusals(result.refusals),
          ...describeOthers(result),
        ]
      : [];
  return {
    ok: rejected === 0,
    json: {
      file,
      ...result,
      rejectsFile: rejected + result.notTaken > 0 ? rejects : null,
      seconds: Math.round(seconds * 10) / 10,
    },
    prose: [
      result.consents === undefined
        ? `Imported ${counted(orders, "order")} of ${counted(customers, "customer")} from ${counted(rows - rejected, "row")}.`
        : `Imported ${counted(customers, "customer")} from ${counted(rows - rejected, "row")}. Marketing mail: ${describeConsents(result.consents)}.`,
      ...empty,
      ...describeKept(result),
      ...describeRemarks(result),
      ...describeNotTaken(result, rejects),
      ...list,
    ],
  };
};
