import { StateMachine } from "aws-local-stepfunctions";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { SendingError } from "../../shared/model/errors.ts";
import { notifyConcurrency, notifyInputSchema } from "../../shared/model/night.ts";
import { rouseTemplate } from "./rouse-template.ts";

const machineSchema = z.object({ DefinitionString: z.unknown(), StateMachineType: z.string() });
const definitionSchema = z.looseObject({
  TimeoutSeconds: z.number(),
  States: z.record(z.string(), z.looseObject({ MaxConcurrency: z.number().optional() })),
});

let text: string;
beforeAll(async () => {
  const { ofType, deployed } = await rouseTemplate();
  const machines = ofType("AWS::StepFunctions::StateMachine").filter(({ id }) => id.startsWith("Post"));
  expect(machines).toHaveLength(1);
  text = String(deployed(machineSchema.parse(machines[0]?.Properties).DefinitionString));
});

type Handler = (input: unknown) => unknown;
const at = "2026-11-21T10:00:00Z";
const runId = "2026-11-20-1";
const due = {
  "open-post": () => ({ post: "due", runId, shards: [0, 7], later: { importMet: true } }),
  close: () => ({ runId, written: 3 }),
};

/** Runs the very definition with functions that note what they are given. */
const runHour = async (answers: Readonly<Record<string, Handler>>) => {
  const calls: { state: string; input: unknown }[] = [];
  const names = ["open-post", "notify-shard", "close"];
  const handlers = names.map((state) => [
    state,
    async (input: unknown) => {
      calls.push({ state, input });
      return z.json().parse(answers[state]?.(input) ?? { noise: "x" });
    },
  ]);
  const execution = new StateMachine(JSON.parse(text), { validationOptions: { noValidate: true } }).run(
    { at },
    {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(handlers),
        retryIntervalOverrides: Object.fromEntries(names.map((name) => [name, 0])),
      },
    },
  );
  const [outcome] = await Promise.allSettled([execution.result]);
  return { calls, outcome };
};

describe("the post's state machine", () => {
  test("is what the local interpreter and Amazon's own rules take for valid", () => {
    expect(() => new StateMachine(JSON.parse(text))).not.toThrow();
  });

  test("has no more mail workers than the rate is divided by, and is over before the next hour begins", () => {
    const { States, TimeoutSeconds } = definitionSchema.parse(JSON.parse(text));
    expect(States.notify?.MaxConcurrency).toBe(notifyConcurrency);
    expect(TimeoutSeconds).toBeLessThan(3600);
  });

  test("asks what waits in each shard that is due, closes the day, and answers what that came to", async () => {
    const { calls, outcome } = await runHour(due);
    expect(outcome).toEqual({ status: "fulfilled", value: { runId, written: 3 } });
    expect(calls[0]).toEqual({ state: "open-post", input: { at } });
    expect(calls.slice(1, -1)).toEqual(
      [0, 7].map((shard) => ({ state: "notify-shard", input: { runId, shard, later: { importMet: true } } })),
    );
    for (const { input } of calls.slice(1, -1)) expect(notifyInputSchema.parse(input)).toEqual(input);
    expect(calls.at(-1)).toEqual({ state: "close", input: { runId } });
  });

  test.each([
    { post: "no-night", shards: [] },
    { post: "nothing-due", runId, shards: [] },
    { post: "not-sent", runId, shards: [] },
  ])("calls nobody but the one small function where the answer is $post", async (opened) => {
    const { calls, outcome } = await runHour({ "open-post": () => opened });
    expect(outcome).toEqual({ status: "fulfilled", value: opened });
    expect(calls).toHaveLength(1);
  });

  test("passes a shard over that fails, and closes the day all the same", async () => {
    const refused: Handler = (input) => {
      if (notifyInputSchema.parse(input).shard === 0) throw new SendingError("quota-used-up", "DailyQuotaExceeded");
      return {};
    };
    const { calls, outcome } = await runHour({ ...due, "notify-shard": refused });
    expect(outcome.status).toBe("fulfilled");
    expect(calls.map(({ state }) => state)).toEqual(["open-post", "notify-shard", "notify-shard", "close"]);
  });

  test("fails where the day cannot be closed", async () => {
    const broken = () => {
      throw Object.assign(new Error("for the test"), { name: "FileMissingError" });
    };
    expect((await runHour({ ...due, close: broken })).outcome.status).toBe("rejected");
  });
});
