import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import type { FunctionDefinition } from "../template/function-definitions.ts";
import type { FunctionLogs } from "./function-logs.ts";
import { createFunctionPool, type FunctionPool } from "./function-pool.ts";
import { type FunctionError, type Invocation, startSandbox } from "./sandbox.ts";

export type FunctionFailure = { at: string; functionName: string; error: FunctionError };

/** The functions of the template, by ARN. */
export type Functions = {
  invoke: (arn: string, event: unknown) => Promise<Invocation>;
  /** The newest failures, newest first. */
  failures: () => readonly FunctionFailure[];
  stop: () => Promise<void>;
};

const failuresKept = 100;

/** What Lambda adds to a function's own variables. Nothing of this process's environment leaks in but the way to find programs. */
const runtimeVariables = (definition: FunctionDefinition) => ({
  PATH: process.env.PATH,
  // Beside the assembly's bundles, and gone with them: a thread's start is mostly their compilation.
  NODE_COMPILE_CACHE: join(dirname(definition.folder), "compiled"),
  TZ: "UTC",
  AWS_LAMBDA_FUNCTION_NAME: definition.name,
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
  // There is no X-Ray daemon on this machine. Its SDK would still hook into every promise, for half of a function's time,
  // unless told to leave that; and it would do so all the same where LAMBDA_TASK_ROOT is set, so that is left out.
  POWERTOOLS_TRACE_ENABLED: "false",
  AWS_XRAY_MANUAL_MODE: "true",
  // A checksum guards what travels between machines; within one it only costs time.
  AWS_REQUEST_CHECKSUM_CALCULATION: "WHEN_REQUIRED",
  AWS_RESPONSE_CHECKSUM_VALIDATION: "WHEN_REQUIRED",
});

/** Prepares every function; none is started before its first event. `client`: the variables that lead to the engines. */
export const createFunctions = (
  definitions: ReadonlyMap<string, FunctionDefinition>,
  client: Readonly<Record<string, string>>,
  logs: FunctionLogs,
): Functions => {
  const pools = new Map<string, FunctionPool>();
  const failures: FunctionFailure[] = [];
  // Functions wait for engines now and then: one more of them than cores keeps the cores busy, and more only compete.
  const limit = availableParallelism() + 1;

  const poolOf = (arn: string) => {
    const definition = definitions.get(arn);
    if (!definition) throw new Error(`there is no function ${arn} in the template`);
    const env = { ...runtimeVariables(definition), ...client, ...definition.variables };
    const pool =
      pools.get(arn) ??
      createFunctionPool(definition.reservedConcurrency ?? limit, () =>
        startSandbox(definition, env, (text) => logs.write(definition.name, text)),
      );
    pools.set(arn, pool);
    return { pool, definition };
  };

  return {
    invoke: async (arn, event) => {
      const { pool, definition } = poolOf(arn);
      const invocation = await pool.invoke(JSON.stringify(event));
      if (!invocation.ok) {
        failures.unshift({ at: new Date().toISOString(), functionName: definition.name, error: invocation.error });
        failures.length = Math.min(failures.length, failuresKept);
      }
      return invocation;
    },
    failures: () => failures,
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
};
