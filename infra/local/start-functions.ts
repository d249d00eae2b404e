import { join } from "node:path";
import { openFunctionLogs } from "./functions/function-logs.ts";
import { createFunctions } from "./functions/functions.ts";
import type { Place } from "./open-place.ts";
import { readFunctions } from "./template/function-definitions.ts";

/** Makes the template's functions ready; none starts before its first event. */
export const startFunctions = async (
  { template, scope, dataDir }: Place,
  environment: Readonly<Record<string, string>>,
) => {
  const logDir = join(dataDir, "logs");
  const logs = await openFunctionLogs(logDir);
  const functions = createFunctions(readFunctions(template, scope), environment, logs);
  return {
    invoke: functions.invoke,
    failures: functions.failures,
    logDir,
    stop: async () => {
      await functions.stop();
      await logs.close();
    },
  };
};
