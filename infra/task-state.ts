import { Duration } from "aws-cdk-lib";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { CustomState } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { retriedErrors } from "../shared/model/error-kinds.ts";

/** A step that has not answered so long after its function's own timeout never will. */
const grace = Duration.seconds(30);

/**
 * A task whose resource is the function itself: its answer is the state's result, and its error's name is the state's error.
 * Written out rather than as `LambdaInvoke`, which would allow every version of the function (`arn:*`) besides the one in use.
 */
export const taskState = (scope: Construct, id: string, fn: LambdaFunction, fields: Record<string, unknown>) =>
  new CustomState(scope, id, {
    stateJson: {
      Type: "Task",
      Resource: fn.functionArn,
      // Without it the local interpreter gives up after a minute, and Step Functions never.
      TimeoutSeconds: (fn.timeout ?? Duration.minutes(15)).plus(grace).toSeconds(),
      ...fields,
    },
  }).addRetry({
    // Every step can be repeated.
    errors: [...retriedErrors],
    interval: Duration.seconds(2),
    backoffRate: 2,
    maxAttempts: 5,
    maxDelay: Duration.minutes(1),
  });
