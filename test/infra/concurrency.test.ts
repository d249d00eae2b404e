import { expect, test } from "vitest";
import * as z from "zod";
import { rouseTemplate } from "./rouse-template.ts";

const mapsSchema = z.object({
  States: z.record(z.string(), z.object({ Type: z.string(), MaxConcurrency: z.number().optional() })),
});

/** What a deployment takes of the account's concurrency: reservations, and the width of each Map. */
const takenOf = async (concurrency?: number) => {
  const stack = await rouseTemplate(concurrency === undefined ? {} : { lambda: { concurrency } });
  const [machine] = stack.ofType("AWS::StepFunctions::StateMachine");
  const { States } = mapsSchema.parse(JSON.parse(String(stack.deployed(machine?.Properties.DefinitionString))));
  const maps = Object.entries(States).flatMap(([name, { Type, MaxConcurrency }]) =>
    Type === "Map" ? [[name, MaxConcurrency] as const] : [],
  );
  const reserved = stack.ofType("AWS::Lambda::Function").flatMap(({ id, Properties }) => {
    const executions = Properties.ReservedConcurrentExecutions;
    return executions === undefined ? [] : [[id, executions] as const];
  });
  return { maps: Object.fromEntries(maps), reserved };
};

test("a new account can be deployed to, since nothing is reserved, and a night leaves room for the webhooks' door", async () => {
  expect(await takenOf()).toEqual({
    maps: { summarise: 4, score: 4, join: 4, notify: 2, resend: 2 },
    reserved: [],
  });
});

test("an account with room reserves it for the webhooks' door alone, and a night goes wide", async () => {
  const { maps, reserved } = await takenOf(1_000);
  expect(maps).toMatchObject({ summarise: 100, score: 100, join: 100, notify: 2 });
  expect(reserved).toEqual([[expect.stringMatching(/ReceiveWebhook/), 100]]);
});
