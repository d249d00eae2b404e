import * as z from "zod";
import type { Invocation } from "../functions/sandbox.ts";
import type { Execution, ExecutionEvent } from "./execution.ts";
import type { Machine } from "./read-machines.ts";

export type InvokeFunction = (functionArn: string, event: unknown) => Promise<Invocation>;
export type Ending = Pick<Execution, "status" | "output" | "error" | "cause">;

const wrappedSchema = z.object({ FunctionName: z.string(), Payload: z.unknown() });

/** `Retry` and `Catch` match on the name; the cause is Lambda's own JSON, as on AWS. */
const asStateError = (error: { errorType: string; errorMessage: string; trace: string[] }) => {
  const thrown = new Error(JSON.stringify(error));
  thrown.name = error.errorType;
  return thrown;
};

const callTask = async (
  task: { functionArn: string | undefined; wrapped: boolean },
  input: unknown,
  invoke: InvokeFunction,
) => {
  const given = task.wrapped ? wrappedSchema.parse(input) : undefined;
  const invocation = await invoke(given?.FunctionName ?? task.functionArn ?? "", given ? given.Payload : input);
  if (!invocation.ok) throw asStateError(invocation.error);
  const payload = z.json().parse(JSON.parse(invocation.payload));
  return given ? { ExecutedVersion: "$LATEST", Payload: payload, StatusCode: 200 } : payload;
};

const endingOf = (error: unknown): Ending => {
  const { name, message, cause } = error instanceof Error ? error : new Error(String(error));
  if (name === "ExecutionTimeoutError") return { status: "TIMED_OUT" };
  if (name === "ExecutionAbortedError") return { status: "ABORTED" };
  const reason = cause instanceof Error ? cause : { name: "States.Runtime", message };
  return { status: "FAILED", error: reason.name, cause: reason.message };
};

export type RunOptions = {
  input: unknown;
  /** Where to begin, if not at the machine's start. */
  startAt?: string;
  context: { Execution: { Id: string; Name: string }; StateMachine: { Id: string } };
  invoke: InvokeFunction;
  onEvent: (event: ExecutionEvent, entered?: unknown) => void;
};

const followEvents = async (
  events: AsyncGenerator<{ type: string; timestamp: number }>,
  onEvent: RunOptions["onEvent"],
) => {
  const shape = z.object({
    state: z.object({ name: z.string(), type: z.string(), input: z.unknown() }).optional(),
    parentState: z.object({ name: z.string(), type: z.string() }).optional(),
    index: z.number().optional(),
    Error: z.string().optional(),
  });
  for await (const event of events) {
    const { state, parentState, index, Error: error } = shape.parse(event);
    const place = state ?? parentState;
    const isTopLevelEntry = event.type === "StateEntered" && index === undefined;
    onEvent(
      {
        atMilliseconds: event.timestamp,
        type: event.type,
        ...(place && { state: place.name, stateType: place.type }),
        ...(index !== undefined && { index }),
        ...(error !== undefined && { error }),
      },
      isTopLevelEntry ? state?.input : undefined,
    );
  }
};

/** Runs a machine to its end. The interpreter and what it brings are loaded at the first run: they would slow every boot. */
export const runMachine = async (machine: Machine, options: RunOptions): Promise<Ending & { abort?: never }> => {
  const { StateMachine } = await import("aws-local-stepfunctions");
  const definition = { ...machine.definition, ...(options.startAt && { StartAt: options.startAt }) };
  let ended = false;
  const handlers = Object.fromEntries(
    [...machine.tasks].map(([name, task]) => [
      name,
      async (input: unknown) => {
        // After a Map failed, the interpreter still begins the items that were waiting.
        if (ended) throw new Error("the execution has ended");
        return callTask(task, input, options.invoke);
      },
    ]),
  );
  try {
    // Which definition is valid, Step Functions says when it is deployed, and the tests of the template say before. Asked at
    // each execution, it would cost more time than the interpreter itself; and to a redrive, which begins in the middle,
    // the validator objects that the states before cannot be reached.
    const runner = new StateMachine(definition, { validationOptions: { noValidate: true } });
    const run = runner.run(z.json().parse(options.input), {
      overrides: { taskResourceLocalHandlers: handlers },
      context: options.context,
    });
    const following = followEvents(run.eventLogs, options.onEvent);
    const ending = await run.result.then(
      (output): Ending => ({ status: "SUCCEEDED", output: JSON.stringify(output) }),
      endingOf,
    );
    await following;
    return ending;
  } catch (error) {
    return endingOf(error);
  } finally {
    ended = true;
  }
};
