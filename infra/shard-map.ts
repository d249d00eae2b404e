import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { DistributedMap, JsonPath, Pass } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { notifyConcurrency } from "../shared/model/night.ts";
import { taskState } from "./task-state.ts";

type ShardMapProps = {
  /** Where the shards' numbers are, or those of their groups. */
  itemsPath?: string;
  /** What each of them is to its function. */
  item?: "shard" | "group";
  /** What else each is told. */
  besides?: Readonly<Record<string, string>>;
  /** Where a shard that fails, after all tries, is to be passed over. */
  passOverFailed?: boolean;
  /** How many are worked on at a time. Reading may go as wide as the account allows; mail, the default, is held to what its service takes. */
  atATime?: number;
};

/** A distributed Map that gives a function each shard of a run, and throws its answer away: tallies lie in the night's files. */
export const shardMap = (
  scope: Construct,
  id: "summarise" | "score" | "join" | "notify" | "resend",
  fn: LambdaFunction,
  {
    itemsPath = "$.shards",
    item = "shard",
    besides = {},
    passOverFailed = false,
    atATime = notifyConcurrency,
  }: ShardMapProps = {},
) => {
  const shard = taskState(scope, `${id}-${item}`, fn, { OutputPath: null });
  const passOver = { errors: ["States.ALL"], resultPath: JsonPath.DISCARD };
  return DistributedMap.jsonPath(scope, id, {
    itemsPath,
    itemSelector: { "runId.$": "$.runId", [`${item}.$`]: "$$.Map.Item.Value", ...besides },
    maxConcurrency: atATime,
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(passOverFailed ? shard.addCatch(new Pass(scope, `${id}-shard passed over`), passOver) : shard);
};
