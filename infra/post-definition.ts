import { Chain, Choice, Condition, DefinitionBody, Succeed } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import type { NightSteps } from "./night-definition.ts";
import type { RouseFunction } from "./rouse-function.ts";
import { shardMap } from "./shard-map.ts";
import { taskState } from "./task-state.ts";

/** What an hour of the post calls: the night's own functions, behind one that says whether anything is due. */
export type PostSteps = { open: RouseFunction<"open-post"> } & Pick<NightSteps, "notify" | "close">;

/**
 * open-post → Map notify → close, or nothing at all, where nothing is due. A shard that fails is passed over: what it leaves is due in
 * the next hour, and the day's files are closed whatever became of it.
 *
 * Between the states travels what `open-post` answers, `{ post, runId, shards: [0, 7, …], later }`: what a shard has to know of the night stands in it,
 * so that none of them has to read it.
 */
export const postDefinition = (scope: Construct, { open, notify, close }: PostSteps): DefinitionBody =>
  DefinitionBody.fromChainable(
    Chain.start(taskState(scope, "open-post", open, {})).next(
      new Choice(scope, "is anything due")
        .when(
          Condition.stringEquals("$.post", "due"),
          Chain.start(
            shardMap(scope, "notify", notify, { besides: { "later.$": "$.later" }, passOverFailed: true }),
          ).next(taskState(scope, "close", close, { Parameters: { "runId.$": "$.runId" } })),
        )
        .otherwise(new Succeed(scope, "nothing is due")),
    ),
  );
