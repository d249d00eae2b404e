import {
  Chain,
  Choice,
  Condition,
  DefinitionBody,
  type DistributedMap,
  type IChainable,
  type INextable,
  JsonPath,
  Succeed,
} from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import type { RouseFunction } from "./rouse-function.ts";
import { shardMap } from "./shard-map.ts";
import { taskState } from "./task-state.ts";

/** One function per state of the night, as ADR 1 names them. */
export type NightSteps = {
  plan: RouseFunction<"plan-night">;
  /** Only where the settings name a shop to compare with (docs/adr/0014). */
  compare?: RouseFunction<"compare-with-shop">;
  summarise: RouseFunction<"summarise-shard">;
  fit: RouseFunction<"fit-models">;
  score: RouseFunction<"score-shard">;
  join: RouseFunction<"join-group">;
  publish: RouseFunction<"publish-night">;
  notify: RouseFunction<"notify-shard">;
  close: RouseFunction<"close-night">;
};

/** What a step of the whole night is given; only the run's name travels, so that no state grows with the shop. */
const runInput = { "runId.$": "$.runId" };
const keepInput = { ResultPath: null };

/**
 * plan → (compare) → Map summarise → fit → Map score → Map join → publish → Map notify → close, in JSONPath states that the local interpreter runs too.
 *
 * A shard whose mail breaks off holds up neither the other shards nor `close`, so that marketing has its files and a report
 * that tells of it. What is left is then tried once more, Map resend → close again, and this time a failure is the
 * execution's: a redrive begins right there, sends the rest, and closes the day anew.
 *
 * Between the states travels what `plan` answers, `{ runId, shards: [0, 1, …], groups: [0, …] }`; a shop of up to a million
 * customers has no groups (docs/adr/0019). A Map gives each shard `{ runId, shard }` and
 * throws its answer away: tallies lie in the night's files, and thousands of them would pass Step Functions' 256 KiB.
 */
export const nightDefinition = (scope: Construct, steps: NightSteps, shardsAtATime: number): DefinitionBody =>
  DefinitionBody.fromChainable(
    Chain.start(taskState(scope, "plan", steps.plan, {}))
      .next(comparedBefore(shardMap(scope, "summarise", steps.summarise, { atATime: shardsAtATime }), scope, steps))
      .next(taskState(scope, "fit", steps.fit, { Parameters: runInput, ...keepInput }))
      .next(shardMap(scope, "score", steps.score, { atATime: shardsAtATime }))
      .next(shardMap(scope, "join", steps.join, { itemsPath: "$.groups", item: "group", atATime: shardsAtATime }))
      .next(taskState(scope, "publish", steps.publish, { Parameters: runInput, ...keepInput }))
      .next(shardMap(scope, "notify", steps.notify, { passOverFailed: true }))
      .next(taskState(scope, "close", steps.close, { Parameters: runInput }))
      .next(
        new Choice(scope, "is mail left")
          .when(Condition.stringEquals("$.post", "incomplete"), tryAgain(scope, steps))
          .otherwise(new Succeed(scope, "done")),
      ),
  );

/** A shop that cannot be asked holds up no night, nor does our asking. */
const comparedBefore = (next: DistributedMap, scope: Construct, { compare }: NightSteps): IChainable & INextable => {
  if (compare === undefined) return next;
  const passOver = { errors: ["States.ALL"], resultPath: JsonPath.DISCARD };
  const comparing = taskState(scope, "compare", compare, { Parameters: runInput, ...keepInput }).addCatch(
    next,
    passOver,
  );
  return Chain.start(comparing).next(next);
};

const tryAgain = (scope: Construct, { notify, close }: NightSteps) =>
  Chain.start(shardMap(scope, "resend", notify, { itemsPath: "$.unsentShards" })).next(
    taskState(scope, "close again", close, { Parameters: { ...runInput, insist: true } }),
  );
