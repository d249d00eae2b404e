import { join } from "node:path";
import { openFunctionLogs } from "./functions/function-logs.ts";
import { createFunctions } from "./functions/functions.ts";
import type { Place } from "./open-place.ts";
import { type FunctionDefinition, readFunctions } from "./template/function-definitions.ts";

/** Links in mail lead to this machine, whatever address of its own the shop has set. */
const linkedHere = (definition: FunctionDefinition, url: string): FunctionDefinition =>
  "PUBLIC_URL" in definition.variables
    ? { ...definition, variables: { ...definition.variables, PUBLIC_URL: url } }
    : definition;

/** Makes the template's functions ready; none starts before its first event. */
export const startFunctions = async (
  { template, scope, dataDir, door }: Place,
  environment: Readonly<Record<string, string>>,
) => {
  const logDir = join(dataDir, "logs");
  const logs = await openFunctionLogs(logDir);
  const definitions = [...readFunctions(template, scope)].map(
    ([arn, definition]) => [arn, linkedHere(definition, door.url)] as const,
  );
  const functions = createFunctions(new Map(definitions), environment, logs);
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
