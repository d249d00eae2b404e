import { StateMachine } from "aws-local-stepfunctions";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { ConflictError } from "../../shared/model/errors.ts";
import { rouseTemplate } from "./rouse-template.ts";

const machineSchema = z.object({ DefinitionString: z.unknown(), StateMachineType: z.string() });

let text: string;
beforeAll(async () => {
  const { ofType, deployed } = await rouseTemplate();
  const machines = ofType("AWS::StepFunctions::StateMachine").filter(({ id }) => id.startsWith("Sweep"));
  expect(machines).toHaveLength(1);
  text = String(deployed(machineSchema.parse(machines[0]?.Properties).DefinitionString));
});

type Handler = (input: unknown) => unknown;

/** Runs the very definition with functions that note what they are given. */
const runSweep = async (answers: Readonly<Record<string, Handler>>) => {
  const calls: unknown[] = [];
  const names = ["plan sweep", "look", "sweep", "close sweep"];
  const handlers = names.map((state) => [
    state,
    async (input: unknown) => {
      calls.push(input);
      return z.json().parse(answers[state]?.(input) ?? null);
    },
  ]);
  const execution = new StateMachine(JSON.parse(text), { validationOptions: { noValidate: true } }).run(
    { after: "" },
    {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(handlers),
        retryIntervalOverrides: Object.fromEntries(names.map((name) => [name, 0])),
      },
    },
  );
  return { calls, outcome: await execution.result };
};

const folders = ["work/run=2026-11-20-1/", "nightly/dt=2026-11-20/"];
const lookSchema = z.looseObject({ plan: z.string(), folder: z.string() });
const swept = { done: 1, left: 0, files: 3, rows: 1, more: false, after: "r" };
const answers: Readonly<Record<string, Handler>> = {
  "plan sweep": () => ({ plan: "p", folders, requests: 1 }),
  look: (input) => {
    const { plan, folder } = lookSchema.parse(input);
    return { plan, look: `look of ${folder}`, batches: folder.startsWith("work") ? [0, 1] : [] };
  },
  "close sweep": () => swept,
};

describe("the sweep's state machine", () => {
  test("is what the local interpreter and Amazon's own rules take for valid", () => {
    expect(() => new StateMachine(JSON.parse(text))).not.toThrow();
  });

  test("plans, looks through every folder, sweeps each batch of it, and closes with what came of it", async () => {
    const { calls, outcome } = await runSweep(answers);
    const of = (step: string) => calls.filter((call) => z.object({ step: z.string() }).parse(call).step === step);
    expect(calls[0]).toEqual({ step: "plan", after: "" });
    expect(of("look")).toEqual(folders.map((folder) => ({ step: "look", plan: "p", folder })));
    const look = `look of ${folders[0]}`;
    expect(of("sweep")).toEqual([0, 1].map((batch) => ({ step: "sweep", plan: "p", look, batch })));
    expect(calls.at(-1)).toEqual({ step: "close", plan: "p" });
    expect(outcome).toEqual(swept);
  });

  test("goes round again where there were more requests than one round takes, from where that ended", async () => {
    let rounds = 0;
    const closing = () => ({ ...swept, more: ++rounds === 1 });
    const { calls } = await runSweep({ ...answers, "close sweep": closing });
    const plans = calls.filter((call) => z.object({ step: z.string() }).parse(call).step === "plan");
    expect(plans).toEqual([
      { step: "plan", after: "" },
      { step: "plan", after: "r" },
    ]);
  });

  test("begins a step again that was overtaken", async () => {
    let tries = 0;
    const overtaken = () => {
      if (++tries === 1) throw new ConflictError("the file was written by others");
      return null;
    };
    await runSweep({ ...answers, sweep: overtaken });
    expect(tries).toBe(3);
  });
});
