import { Duration, TimeZone } from "aws-cdk-lib";
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { StepFunctionsStartExecution } from "aws-cdk-lib/aws-scheduler-targets";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { NightInput } from "../shared/model/night.ts";
import type { Settings } from "../shared/model/settings.ts";
import { workersOf } from "../shared/model/workers.ts";
import { missedStartsQueue } from "./dead-letter-queue.ts";
import { nightDefinition } from "./night-definition.ts";
import { NightFunctions, type NightFunctionsProps } from "./night-functions.ts";
import { standardMachine } from "./standard-machine.ts";

/** The nightly run: a function for each state, the state machine that calls them, and the schedule in the shop's own time. */
export class Night extends Construct {
  readonly functions: NightFunctions;
  readonly machine: StateMachine;
  readonly missedStarts: Queue;

  constructor(scope: Construct, id: string, props: NightFunctionsProps) {
    super(scope, id);
    this.functions = new NightFunctions(this, "Functions", props);
    this.machine = standardMachine(this, {
      definition: nightDefinition(this, this.functions.steps, workersOf(props.settings.lambda.concurrency).shards),
      comment: "One night: tiers, segment files, report, mail",
      timeout: Duration.hours(6),
      functions: Object.values(this.functions.steps),
    });
    this.missedStarts = missedStartsQueue(this);
    this.schedule(props.settings);
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
}
