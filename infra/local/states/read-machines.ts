import type { StateMachineDefinition } from "aws-local-stepfunctions";
import * as z from "zod";
import { resolve, type Scope } from "../template/intrinsics.ts";
import { resourcesOf, type Template } from "../template/read-template.ts";

/** A state machine of the template: its definition, and which function each of its tasks calls. */
export type Machine = {
  arn: string;
  definition: StateMachineDefinition;
  /** Task state name to what it invokes; names are unique in a machine, also across its Maps. */
  tasks: ReadonlyMap<string, { functionArn: string | undefined; wrapped: boolean }>;
};

const propertiesSchema = z.object({ DefinitionString: z.string() });
// The interpreter checks the definition when it runs it.
const definitionSchema = z.custom<StateMachineDefinition>(
  (value) => typeof value === "object" && value !== null && "StartAt" in value && "States" in value,
);
const stateSchema = z.looseObject({ Type: z.string().optional(), Resource: z.string().optional() });
type State = z.infer<typeof stateSchema>;

/** The interpreter gives a task one minute where its definition says nothing; Step Functions gives it for ever. */
const longSeconds = 1_000_000;
const invokeIntegration = ":states:::lambda:invoke";

const nested = (state: State) => {
  const { ItemProcessor, Iterator: iterator, Branches } = state;
  return [ItemProcessor, iterator, ...(Array.isArray(Branches) ? Branches : [])].filter(
    (machine) => typeof machine === "object" && machine !== null,
  );
};

const readTask = (name: string, { Resource = "", Parameters }: State) => {
  if (Resource.includes(":lambda:") && Resource.includes(":function:"))
    return { functionArn: Resource, wrapped: false };
  if (!Resource.endsWith(invokeIntegration)) {
    throw new Error(`state ${name} calls ${Resource}; the embedded system runs tasks that call functions only`);
  }
  const { FunctionName } = z.looseObject({ FunctionName: z.string().optional() }).parse(Parameters ?? {});
  return { functionArn: FunctionName, wrapped: true };
};

const collectTasks = (machine: unknown, tasks: Map<string, ReturnType<typeof readTask>>) => {
  const { States } = z.object({ States: z.record(z.string(), z.unknown()) }).parse(machine);
  for (const [name, value] of Object.entries(States)) {
    const state = stateSchema.parse(value);
    if (state.Type === "Task") tasks.set(name, readTask(name, state));
    for (const inner of nested(state)) collectTasks(inner, tasks);
  }
  return tasks;
};

/** A copy in which every task has a time limit. */
const withTimeouts = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withTimeouts);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTimeouts(item)]));
  return copy.Type === "Task" ? { TimeoutSeconds: longSeconds, ...copy } : copy;
};

/** @throws where a task is no call of a function */
export const readMachines = (template: Template, scope: Scope): ReadonlyMap<string, Machine> =>
  new Map(
    resourcesOf(template, "AWS::StepFunctions::StateMachine").map(([logicalId, { Properties }]) => {
      const { DefinitionString } = propertiesSchema.parse({
        DefinitionString: resolve(Properties.DefinitionString, scope),
      });
      const json: unknown = JSON.parse(DefinitionString);
      const machineArn = z.string().parse(scope.ref(logicalId));
      const definition = definitionSchema.parse(withTimeouts(json));
      return [machineArn, { arn: machineArn, definition, tasks: collectTasks(json, new Map()) }];
    }),
  );
