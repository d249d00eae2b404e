import { CfnElement, Duration, RemovalPolicy, Stack, TimeZone, Validations } from "aws-cdk-lib";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { StepFunctionsStartExecution } from "aws-cdk-lib/aws-scheduler-targets";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { LogLevel, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { NightInput } from "../shared/model/night.ts";
import type { Settings } from "../shared/model/settings.ts";
import { workersOf } from "../shared/model/workers.ts";
import { deadLetterQueue } from "./dead-letter-queue.ts";
import { nightDefinition } from "./night-definition.ts";
import { NightFunctions, type NightFunctionsProps } from "./night-functions.ts";

/** The nightly run: a function for each state, the state machine that calls them, and the schedule in the shop's own time. */
export class Night extends Construct {
  readonly functions: NightFunctions;
  readonly machine: StateMachine;
  readonly missedStarts: Queue;

  constructor(scope: Construct, id: string, props: NightFunctionsProps) {
    super(scope, id);
    this.functions = new NightFunctions(this, "Functions", props);
    this.machine = this.stateMachine(props.settings);
    this.acknowledgeMachine();
    this.missedStarts = deadLetterQueue(this, "MissedStarts");
    Validations.of(this.missedStarts).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "It is a dead-letter queue itself: that of the schedule.",
    });
    this.schedule(props.settings);
  }

  private stateMachine({ lambda }: Settings) {
    const machine = new StateMachine(this, "Machine", {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: nightDefinition(this, this.functions.steps, workersOf(lambda.concurrency).shards),
      comment: "One night: tiers, segment files, report, mail",
      timeout: Duration.hours(6),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, "Logs", {
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    for (const fn of Object.values(this.functions.steps)) fn.grantInvokeLatestVersion(machine);
    return machine;
  }

  /** The instant the night was due, not the one it started at: a late start is still the same night. */
  private schedule({ timeZone, nightly }: Settings) {
    const [hour, minute] = nightly.at.split(":");
    const input: NightInput = { at: ContextAttribute.scheduledTime };
    return new Schedule(this, "Schedule", {
      description: `Starts the night at ${nightly.at} in ${timeZone}`,
      schedule: ScheduleExpression.cron({
        hour: String(Number(hour)),
        minute: String(Number(minute)),
        timeZone: TimeZone.of(timeZone),
      }),
      target: new StepFunctionsStartExecution(this.machine, {
        input: ScheduleTargetInput.fromObject(input),
        deadLetterQueue: this.missedStarts,
        retryAttempts: 10,
        maxEventAge: Duration.hours(3),
      }),
    });
  }

  /** A distributed Map starts executions of its own machine; AWS names them only when they start. */
  private acknowledgeMachine() {
    const element = this.machine.node.defaultChild;
    if (!CfnElement.isCfnElement(element)) throw new Error("the state machine has no CloudFormation resource");
    const name = `{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${Stack.of(this).getLogicalId(element)}"}]}]}`;
    const executions = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${name}`;
    for (const finding of [`${executions}:*`, `${executions}/*:*`]) {
      Validations.of(this.machine).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${finding}]`,
        reason: "Shards of a distributed Map are executions of this machine, and have no name before they start.",
      });
    }
    Validations.of(this.machine).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "Log delivery and X-Ray know no resources: Step Functions asks for their actions on *.",
    });
  }
}
