import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { RouseError } from "../model/errors.ts";
import { clientOptions } from "./aws-clients.ts";

export const createStatesClient = (): SFNClient => new SFNClient(clientOptions);

/** How an execution stands. `error` and `cause` are Step Functions' own words for a failure. */
export type ExecutionState = {
  status: "running" | "succeeded" | "failed";
  output?: string;
  error?: string;
  cause?: string;
};

/** Executions of one state machine. */
export const machineExecutions = (client: SFNClient, machineArn: string) => ({
  /** @returns the execution's ARN */
  start: async (input: object): Promise<string> => {
    const { executionArn } = await client.send(
      new StartExecutionCommand({ stateMachineArn: machineArn, input: JSON.stringify(input) }),
    );
    if (executionArn === undefined) throw new RouseError("NightStartError", "the execution did not start");
    return executionArn;
  },

  describe: async (executionArn: string): Promise<ExecutionState> => {
    const { status, output, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
    return {
      status: status === "RUNNING" ? "running" : status === "SUCCEEDED" ? "succeeded" : "failed",
      ...(output !== undefined && { output }),
      ...(status === "TIMED_OUT" && { error: "TimedOut" }),
      ...(status === "ABORTED" && { error: "Aborted" }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    };
  },

  /** Names of the top states entered among the newest events, newest first. */
  latestStates: async (executionArn: string): Promise<string[]> => {
    const { events = [] } = await client.send(
      new GetExecutionHistoryCommand({
        executionArn,
        reverseOrder: true,
        maxResults: 100,
        includeExecutionData: false,
      }),
    );
    return events.flatMap(enteredState);
  },
});

const enteredState = ({ stateEnteredEventDetails }: HistoryEvent): string[] =>
  stateEnteredEventDetails?.name === undefined ? [] : [stateEnteredEventDetails.name];
