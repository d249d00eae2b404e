import * as z from "zod";
import { type JsonOperation, ServiceError } from "../service-server.ts";
import type { Execution, ExecutionEvent } from "./execution.ts";
import type { Executions } from "./executions.ts";

const startSchema = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().default("{}"),
});
const executionArnSchema = z.object({ executionArn: z.string() });
const listSchema = z.object({
  stateMachineArn: z.string().optional(),
  statusFilter: z.string().optional(),
  maxResults: z.number().default(100),
});
const historySchema = executionArnSchema.extend({
  maxResults: z.number().default(1000),
  reverseOrder: z.boolean().default(false),
  nextToken: z.string().optional(),
});

const seconds = (milliseconds: number) => milliseconds / 1000;

const describe = (execution: Execution) => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machineArn,
  name: execution.name,
  status: execution.status,
  startDate: seconds(execution.startedAtMilliseconds),
  ...(execution.stoppedAtMilliseconds !== undefined && { stopDate: seconds(execution.stoppedAtMilliseconds) }),
  redriveCount: execution.redrives,
});

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** The interpreter's event as one of Step Functions' history: entering and leaving states, and items of Maps. */
const asHistoryEvent = (event: ExecutionEvent, index: number) => {
  const details =
    event.type === "StateEntered"
      ? { type: `${event.stateType}StateEntered`, stateEnteredEventDetails: { name: event.state } }
      : event.type === "StateExited"
        ? { type: `${event.stateType}StateExited`, stateExitedEventDetails: { name: event.state } }
        : event.type.startsWith("MapIteration")
          ? {
              type: event.type,
              [`m${event.type.slice(1)}EventDetails`]: { name: event.state, index: event.index },
            }
          : { type: event.type };
  return { id: index + 1, previousEventId: index, timestamp: seconds(event.atMilliseconds), ...details };
};

const startExecution =
  (executions: Executions): JsonOperation =>
  async (input) => {
    const request = startSchema.parse(input);
    if (!isJson(request.input)) throw new ServiceError("InvalidExecutionInput", "the input is not JSON");
    const execution = await executions.start(request.stateMachineArn, request.input, request.name);
    return { executionArn: execution.arn, startDate: seconds(execution.startedAtMilliseconds) };
  };

const getHistory =
  (executions: Executions): JsonOperation =>
  (input) => {
    const { executionArn, maxResults, reverseOrder, nextToken } = historySchema.parse(input);
    const all = executions.find(executionArn).events.map(asHistoryEvent);
    if (reverseOrder) all.reverse();
    const from = Number(nextToken ?? 0);
    const events = all.slice(from, from + maxResults);
    return { events, ...(from + maxResults < all.length && { nextToken: String(from + maxResults) }) };
  };

/** Step Functions' control calls, as far as an operator's command needs them. */
export const createStateService = (executions: Executions): ReadonlyMap<string, JsonOperation> =>
  new Map<string, JsonOperation>([
    ["AWSStepFunctions.StartExecution", startExecution(executions)],
    [
      "AWSStepFunctions.DescribeExecution",
      (input) => {
        const execution = executions.find(executionArnSchema.parse(input).executionArn);
        const { output, error, cause } = execution;
        return { ...describe(execution), input: execution.input, output, error, cause };
      },
    ],
    [
      "AWSStepFunctions.ListExecutions",
      (input) => {
        const { stateMachineArn, statusFilter, maxResults } = listSchema.parse(input);
        const found = executions
          .list()
          .filter(({ machineArn }) => stateMachineArn === undefined || machineArn === stateMachineArn)
          .filter(({ status }) => statusFilter === undefined || status === statusFilter);
        return { executions: found.slice(0, maxResults).map(describe) };
      },
    ],
    [
      "AWSStepFunctions.RedriveExecution",
      async (input) => {
        await executions.redrive(executionArnSchema.parse(input).executionArn);
        return { redriveDate: seconds(Date.now()) };
      },
    ],
    ["AWSStepFunctions.GetExecutionHistory", getHistory(executions)],
  ]);
