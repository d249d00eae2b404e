import {
  Chain,
  Choice,
  Condition,
  DefinitionBody,
  DistributedMap,
  JsonPath,
  Map as MapState,
  Succeed,
} from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import type { RouseFunction } from "./rouse-function.ts";
import { taskState } from "./task-state.ts";

/** Folders gone through at a time: while the last batches of one are swept, those of another can be begun. */
const FOLDERS_AT_A_TIME = 2;

/**
 * plan → Map folders (look → Map batches (sweep)) → close, and again where there were more requests than one round takes
 * (docs/adr/0021). Between the states travel names: of the plan, of folders, of batches.
 */
export const sweepDefinition = (
  scope: Construct,
  fn: RouseFunction<"sweep-files">,
  workersAtATime: number,
): DefinitionBody => {
  const plan = taskState(scope, "plan sweep", fn, { Parameters: { step: "plan", "after.$": "$.after" } });
  const close = taskState(scope, "close sweep", fn, { Parameters: { step: "close", "plan.$": "$.plan" } });
  const again = new Choice(scope, "are more asked for")
    .when(Condition.booleanEquals("$.more", true), plan)
    .otherwise(new Succeed(scope, "swept"));
  return DefinitionBody.fromChainable(
    plan
      .next(folders(scope, fn, workersAtATime))
      .next(close)
      .next(again),
  );
};

const folders = (scope: Construct, fn: RouseFunction<"sweep-files">, workersAtATime: number) => {
  const look = taskState(scope, "look", fn, {
    Parameters: { step: "look", "plan.$": "$.plan", "folder.$": "$.folder" },
  });
  const batches = new MapState(scope, "batches", {
    itemsPath: "$.batches",
    itemSelector: { "plan.$": "$.plan", "look.$": "$.look", "batch.$": "$$.Map.Item.Value" },
    maxConcurrency: Math.floor(workersAtATime / FOLDERS_AT_A_TIME),
    resultPath: JsonPath.DISCARD,
    outputPath: JsonPath.DISCARD,
  }).itemProcessor(
    taskState(scope, "sweep", fn, {
      Parameters: { step: "sweep", "plan.$": "$.plan", "look.$": "$.look", "batch.$": "$.batch" },
      OutputPath: null,
    }),
  );
  return DistributedMap.jsonPath(scope, "folders", {
    itemsPath: "$.folders",
    itemSelector: { "plan.$": "$.plan", "folder.$": "$$.Map.Item.Value" },
    maxConcurrency: FOLDERS_AT_A_TIME,
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(Chain.start(look).next(batches));
};
