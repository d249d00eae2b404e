import { randomUUID } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ServiceError } from "../service-server.ts";
import { findOrSetAside, removeDrafts, writeWhole } from "../whole-files.ts";
import { type Execution, executionSchema } from "./execution.ts";
import type { Machine } from "./read-machines.ts";
import { type InvokeFunction, runMachine } from "./run-machine.ts";

/** Executions of the template's state machines. */
export type Executions = {
  start: (machineArn: string, input: string, name?: string) => Promise<Execution>;
  /** Goes on where a failed execution stopped, with the input that its last state had. */
  redrive: (arn: string) => Promise<Execution>;
  /** @throws ServiceError `ExecutionDoesNotExist` */
  find: (arn: string) => Execution;
  /** Newest first. */
  list: () => readonly Execution[];
  /** Writes down as aborted what still runs, and waits until all is written. */
  stop: () => Promise<void>;
};

const readKept = async (folder: string): Promise<Map<string, Execution>> => {
  await mkdir(folder, { recursive: true });
  await removeDrafts(folder);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  const found = await Promise.all(names.map((name) => findOrSetAside(join(folder, name), executionSchema)));
  const kept = found.filter((execution) => execution !== undefined);
  kept.sort((a, b) => a.startedAtMilliseconds - b.startedAtMilliseconds);
  // Whatever ran when the process died runs no more; it can be redriven.
  for (const execution of kept) if (execution.status === "RUNNING") execution.status = "ABORTED";
  return new Map(kept.map((execution) => [execution.arn, execution]));
};

export const openExecutions = async (
  folder: string,
  machines: ReadonlyMap<string, Machine>,
  invoke: InvokeFunction,
): Promise<Executions> => {
  const executions = await readKept(folder);
  const saving = new Set<Promise<void>>();
  let stopped = false;

  const save = (execution: Execution): Promise<void> => {
    const saved = writeWhole(join(folder, `${execution.name}.json`), JSON.stringify(execution));
    saving.add(saved);
    return saved.finally(() => saving.delete(saved));
  };
  const run = async (execution: Execution, machine: Machine, input: string, startAt?: string) => {
    const ending = await runMachine(machine, {
      input: JSON.parse(input),
      ...(startAt !== undefined && { startAt }),
      context: { Execution: { Id: execution.arn, Name: execution.name }, StateMachine: { Id: machine.arn } },
      invoke,
      onEvent: (event, entered) => {
        execution.events.push(event);
        if (entered !== undefined && event.state)
          execution.lastState = { name: event.state, input: JSON.stringify(entered) };
      },
    });
    // A stop has written it down as aborted; the folder may be gone by now.
    if (stopped) return;
    Object.assign(execution, ending, { stoppedAtMilliseconds: Date.now() });
    await save(execution);
  };
  const machineOf = (arn: string) => {
    const machine = machines.get(arn);
    if (!machine) throw new ServiceError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return machine;
  };
  const find = (arn: string) => {
    const execution = executions.get(arn);
    if (!execution) throw new ServiceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
    return execution;
  };

  return {
    find,
    list: () => [...executions.values()].reverse(),
    start: async (machineArn, input, name = randomUUID()) => {
      const machine = machineOf(machineArn);
      const arn = `${machineArn.replace(":stateMachine:", ":execution:")}:${name}`;
      if (executions.has(arn)) throw new ServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
      const begun = { name, arn, machineArn, status: "RUNNING", startedAtMilliseconds: Date.now(), input };
      const execution = executionSchema.parse(begun);
      executions.set(arn, execution);
      await save(execution);
      void run(execution, machine, input);
      return execution;
    },
    redrive: async (arn) => {
      const execution = find(arn);
      const machine = machineOf(execution.machineArn);
      if (execution.status === "RUNNING" || execution.status === "SUCCEEDED") {
        throw new ServiceError("ExecutionNotRedrivable", `an execution that is ${execution.status} cannot be redriven`);
      }
      execution.redrives += 1;
      execution.status = "RUNNING";
      for (const field of ["error", "cause", "stoppedAtMilliseconds"] as const) delete execution[field];
      await save(execution);
      const { name, input } = execution.lastState ?? { name: undefined, input: execution.input };
      void run(execution, machine, input, name);
      return execution;
    },
    stop: async () => {
      stopped = true;
      for (const execution of executions.values()) {
        if (execution.status !== "RUNNING") continue;
        await save({ ...execution, status: "ABORTED", stoppedAtMilliseconds: Date.now() });
      }
      await Promise.all(saving);
    },
  };
};
