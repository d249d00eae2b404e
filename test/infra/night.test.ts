import { StateMachine } from "aws-local-stepfunctions";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { type ErrorKind, errorKinds, transientErrorsOfOthers } from "../../shared/model/error-kinds.ts";
import { NightFailedError, SendingError } from "../../shared/model/errors.ts";
import { notifyConcurrency, shardInputSchema } from "../../shared/model/night.ts";
import { rouseTemplate } from "./rouse-template.ts";

const taskSchema = z.looseObject({
  Type: z.literal("Task"),
  Next: z.string().optional(),
  Resource: z.string().startsWith("arn:"),
  TimeoutSeconds: z.number(),
  Retry: z.array(
    z.object({ ErrorEquals: z.array(z.string()), MaxAttempts: z.number(), BackoffRate: z.number() }).loose(),
  ),
});
const passSchema = z.looseObject({ Type: z.literal("Pass") });
const mapSchema = z.looseObject({
  Type: z.literal("Map"),
  MaxConcurrency: z.number(),
  ItemProcessor: z.looseObject({
    ProcessorConfig: z.object({ Mode: z.string(), ExecutionType: z.string() }),
    States: z.record(z.string(), z.discriminatedUnion("Type", [taskSchema, passSchema])),
  }),
});
const choiceSchema = z.looseObject({ Type: z.literal("Choice"), Default: z.string() });
const endSchema = z.looseObject({ Type: z.literal("Succeed") });
const definitionSchema = z.looseObject({
  StartAt: z.string(),
  TimeoutSeconds: z.number(),
  States: z.record(z.string(), z.discriminatedUnion("Type", [taskSchema, mapSchema, choiceSchema, endSchema])),
});

let text: string;
let definition: z.infer<typeof definitionSchema>;
let machine: z.infer<typeof machineSchema>;
const machineSchema = z.object({
  DefinitionString: z.unknown(),
  StateMachineType: z.string(),
  TracingConfiguration: z.object({ Enabled: z.boolean() }),
  LoggingConfiguration: z.object({ Level: z.string(), IncludeExecutionData: z.boolean() }).loose(),
});

beforeAll(async () => {
  const { ofType, deployed } = await rouseTemplate();
  machine = machineSchema.parse(ofType("AWS::StepFunctions::StateMachine")[0]?.Properties);
  text = String(deployed(machine.DefinitionString));
  definition = definitionSchema.parse(JSON.parse(text));
});

type Call = { state: string; input: unknown };
type Handler = (input: unknown) => unknown;
/** Every mail went out. */
const complete = { runId: "2026-11-20-1", post: "complete", unsentShards: [] };
const defaults: Readonly<Record<string, Handler>> = { close: () => complete };

/** Runs the very definition with functions that note what they are given. */
const runNight = async (answers: Readonly<Record<string, Handler>> = {}, asked = JSON.parse(text)) => {
  const calls: Call[] = [];
  const names = [
    ...["plan", "summarise-shard", "fit", "score-shard", "join-group", "publish", "notify-shard", "close"],
    ...["resend-shard", "close again", "compare"],
  ];
  const handlers = names.map((state) => [
    state,
    async (input: unknown) => {
      calls.push({ state, input });
      return z.json().parse((answers[state] ?? defaults[state] ?? (() => ({ noise: "x".repeat(100) })))(input));
    },
  ]);
  // Whether it is valid is asked once, below: compiling the rules takes longer than a night.
  const execution = new StateMachine(asked, { validationOptions: { noValidate: true } }).run(
    { at: "2026-11-21T02:30:00Z" },
    {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(handlers),
        retryIntervalOverrides: Object.fromEntries(names.map((name) => [name, 0])),
      },
    },
  );
  const events: NightEvent[] = [];
  const [outcome] = await Promise.allSettled([execution.result, collect(execution.eventLogs, events)]);
  return { calls, events, outcome };
};

type NightEvent = ReturnType<StateMachine["run"]>["eventLogs"] extends AsyncIterable<infer Event> ? Event : never;

const collect = async (source: AsyncIterable<NightEvent>, into: NightEvent[]) => {
  for await (const event of source) into.push(event);
};

const plan = { plan: () => ({ runId: "2026-11-20-1", shards: [0, 1, 2], groups: [] }) };
const inputsOf = (calls: Call[], state: string) =>
  calls.filter((call) => call.state === state).map(({ input }) => input);

const nextOf = (state: z.infer<typeof definitionSchema>["States"][string] | undefined): unknown =>
  state?.Type === "Choice" ? state.Default : state?.Next;

describe("the definition", () => {
  test("is what the local interpreter and Amazon's own rules take for valid", () => {
    expect(() => new StateMachine(JSON.parse(text))).not.toThrow();
  });

  test("has the eight states of the night in their order, and ends there unless mail is left", () => {
    const order: string[] = [];
    for (let at: unknown = definition.StartAt; typeof at === "string"; at = nextOf(definition.States[at]))
      order.push(at);
    const night = ["plan", "summarise", "fit", "score", "join", "publish", "notify", "close"];
    expect(order).toEqual([...night, "is mail left", "done"]);
  });

  test("is a standard machine, traced, that logs every event and no data, and ends after six hours", () => {
    expect(machine.StateMachineType).toBe("STANDARD");
    expect(machine.TracingConfiguration.Enabled).toBe(true);
    expect(machine.LoggingConfiguration).toMatchObject({ Level: "ALL", IncludeExecutionData: false });
    expect(definition.TimeoutSeconds).toBe(6 * 3600);
  });

  test("keeps to JSONPath", () => {
    expect(text).not.toMatch(/JSONata|"QueryLanguage"|"Arguments"|"Assign"|\{%/);
  });

  test("runs shards in distributed Maps, and no more mail workers than the rate is divided by", () => {
    const maps = Object.values(definition.States).filter((state) => state.Type === "Map");
    expect(maps).toHaveLength(5);
    for (const { ItemProcessor } of maps) {
      expect(ItemProcessor.ProcessorConfig).toEqual({ Mode: "DISTRIBUTED", ExecutionType: "STANDARD" });
    }
    for (const name of ["notify", "resend"]) {
      expect(definition.States[name]).toMatchObject({ MaxConcurrency: notifyConcurrency });
    }
  });

  test("gives every task a time limit beyond its function's own, and tries transient errors again", () => {
    const tasks = Object.values(definition.States)
      .map((state) => (state.Type === "Map" ? Object.values(state.ItemProcessor.States) : [state]))
      .flatMap((states) => states.flatMap((state) => (state.Type === "Task" ? [state] : [])));
    expect(tasks).toHaveLength(10);
    for (const { Retry, TimeoutSeconds } of tasks) {
      expect(TimeoutSeconds).toBeGreaterThan(60);
      expect(Retry).toMatchObject([{ MaxAttempts: 5, BackoffRate: 2 }]);
      const names = Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
      expect(names).toContain("Lambda.TooManyRequestsException");
      expect(names).not.toContain("States.ALL");
      expect(names).not.toContain("States.TaskFailed");
      expect(names).not.toContain(new NightFailedError("").name);
    }
  });
});

describe("a night", () => {
  test("hands each step the run's name, and each shard its number", async () => {
    const { calls, outcome } = await runNight({ ...plan, close: () => ({ ...complete, sent: 3 }) });
    expect(outcome).toEqual({ status: "fulfilled", value: { ...complete, sent: 3 } });
    expect(inputsOf(calls, "plan")).toEqual([{ at: "2026-11-21T02:30:00Z" }]);
    for (const step of ["fit", "publish", "close"]) expect(inputsOf(calls, step)).toEqual([{ runId: "2026-11-20-1" }]);
    for (const step of ["summarise-shard", "score-shard", "notify-shard"]) {
      const shards = [0, 1, 2].map((shard) => ({ runId: "2026-11-20-1", shard }));
      expect(inputsOf(calls, step)).toEqual(shards);
    }
  });

  test("joins groups of shards before it publishes, where there are any", async () => {
    const groups = { plan: () => ({ runId: "2026-11-20-1", shards: [0, 1, 2], groups: [0, 1] }) };
    const { calls } = await runNight(groups);
    expect(inputsOf(calls, "join-group")).toEqual([0, 1].map((group) => ({ runId: "2026-11-20-1", group })));
    const order = calls.map(({ state }) => state);
    expect(order.lastIndexOf("join-group")).toBeLessThan(order.indexOf("publish"));
    expect(order.lastIndexOf("score-shard")).toBeLessThan(order.indexOf("join-group"));
    expect(inputsOf((await runNight(plan)).calls, "join-group")).toEqual([]);
  });

  test("carries between states no more than the run's name and the shard numbers, whatever the functions answer", async () => {
    const { events } = await runNight(plan);
    const carried = events.filter((event) => event.type === "StateEntered").map((event) => JSON.stringify(event));
    expect(carried.length).toBeGreaterThan(7);
    for (const state of carried) expect(state).not.toContain("noise");
  });

  test.each([
    ...Object.entries<ErrorKind>(errorKinds).map(([name, { retry }]) => ({ name, again: retry === "yes" })),
    ...Object.keys(transientErrorsOfOthers).map((name) => ({ name, again: true })),
    { name: "AccessDeniedException", again: false },
    { name: "ZodError", again: false },
    { name: "Error", again: false },
  ])("meets $name: another try $again", async ({ name, again }) => {
    const failingOnce = () => {
      let asked = 0;
      return () => {
        asked += 1;
        if (asked === 1) throw Object.assign(new Error("for the test"), { name });
        return complete;
      };
    };
    const { calls, outcome } = await runNight({ ...plan, "score-shard": failingOnce(), close: failingOnce() });
    expect(outcome.status).toBe(again ? "fulfilled" : "rejected");
    expect(inputsOf(calls, "close")).toHaveLength(again ? 2 : 0);
    if (again) expect(inputsOf(calls, "score-shard")).toHaveLength(4);
    else expect(outcome).toMatchObject({ reason: { cause: { name } } });
  });

  const refused = () => {
    throw new SendingError("quota-used-up", "DailyQuotaExceeded");
  };
  const left = { ...complete, post: "incomplete", unsentShards: [1] };
  const failsFor = (refuses: () => boolean) => (input: unknown) =>
    refuses() && shardInputSchema.parse(input).shard === 1 ? refused() : {};

  test("whose mail is refused still closes with its files, tries what is left once more, and fails", async () => {
    const answers = { ...plan, "notify-shard": failsFor(() => true), close: () => left, "resend-shard": refused };
    const { calls, outcome } = await runNight(answers);
    expect(inputsOf(calls, "notify-shard")).toHaveLength(3);
    expect(inputsOf(calls, "close")).toHaveLength(1);
    expect(inputsOf(calls, "resend-shard")).toEqual([{ runId: "2026-11-20-1", shard: 1 }]);
    expect(inputsOf(calls, "close again")).toEqual([]);
    expect(outcome).toMatchObject({ status: "rejected", reason: { cause: { name: "SendingRefusedError" } } });
  });

  test("whose mail is taken at the second attempt closes again, and has succeeded", async () => {
    const answers = { ...plan, "notify-shard": failsFor(() => true), close: () => left };
    const { calls, outcome } = await runNight({ ...answers, "close again": () => ({ ...complete, written: 9 }) });
    expect(inputsOf(calls, "close again")).toEqual([{ runId: "2026-11-20-1", insist: true }]);
    expect(outcome).toEqual({ status: "fulfilled", value: { ...complete, written: 9 } });
  });

  test("whose notice alone is refused has no shard to try again, and fails at its second close", async () => {
    const answers = { ...plan, close: () => ({ ...left, unsentShards: [] }), "close again": refused };
    const { calls, outcome } = await runNight(answers);
    expect(inputsOf(calls, "resend-shard")).toEqual([]);
    expect(outcome).toMatchObject({ status: "rejected", reason: { cause: { name: "SendingRefusedError" } } });
  });

  test("stops at once when a step says that the night failed", async () => {
    const { calls, outcome } = await runNight({
      ...plan,
      fit: () => {
        throw new NightFailedError("nobody could be summarised");
      },
    });
    expect(outcome.status).toBe("rejected");
    expect(inputsOf(calls, "fit")).toHaveLength(1);
    expect(inputsOf(calls, "score-shard")).toEqual([]);
  });
});

describe("a night that compares with the shop", () => {
  const comparing = async () => {
    const { ofType, deployed } = await rouseTemplate({ comparison: { sources: ["woocommerce"] } });
    return JSON.parse(
      String(deployed(machineSchema.parse(ofType("AWS::StepFunctions::StateMachine")[0]?.Properties).DefinitionString)),
    );
  };

  test.each([
    ["does so behind the plan, and hands on what it was given", () => ({ noise: "x" })],
    [
      "goes on without it where that fails, in whatever way",
      () => {
        throw Object.assign(new Error("for the test"), { name: "AccessDeniedException" });
      },
    ],
  ])("%s", async (_what, compare: Handler) => {
    const asked = await comparing();
    expect(() => new StateMachine(asked)).not.toThrow();
    const { calls, outcome } = await runNight({ ...plan, compare }, asked);
    expect(outcome).toEqual({ status: "fulfilled", value: complete });
    expect(calls.slice(0, 3).map(({ state }) => state)).toEqual(["plan", "compare", "summarise-shard"]);
    expect(inputsOf(calls, "compare")).toEqual([{ runId: "2026-11-20-1" }]);
    expect(inputsOf(calls, "summarise-shard")).toHaveLength(3);
  });
});
