import { Duration, TimeZone } from "aws-cdk-lib";
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { StepFunctionsStartExecution } from "aws-cdk-lib/aws-scheduler-targets";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { PostInput } from "../shared/model/night.ts";
import type { Settings } from "../shared/model/settings.ts";
import type { Bundles } from "./bundle.ts";
import type { CustomerData } from "./customer-data.ts";
import { missedStartsQueue } from "./dead-letter-queue.ts";
import type { Files } from "./files.ts";
import type { NightSteps } from "./night-definition.ts";
import { postDefinition } from "./post-definition.ts";
import { RouseFunction } from "./rouse-function.ts";
import { standardMachine } from "./standard-machine.ts";

export type PostProps = {
  bundles: Bundles;
  customerData: CustomerData;
  files: Files;
  settings: Settings;
  /** The night's own functions. */
  steps: Pick<NightSteps, "notify" | "close">;
};

/** What an hour has not done by then the next one does: two hours side by side would ask the mail service for twice its rate. */
const LONGEST_HOUR = Duration.minutes(55);

/** Every hour what is due of the day's post leaves (docs/adr/0028); an hour with nothing due is one small function. */
export class Post extends Construct {
  readonly open: RouseFunction<"open-post">;
  readonly machine: StateMachine;
  readonly missedStarts: Queue;

  constructor(scope: Construct, id: string, { settings, steps, ...props }: PostProps) {
    super(scope, id);
    this.open = this.opener(props);
    const all = { open: this.open, notify: steps.notify, close: steps.close };
    this.machine = standardMachine(this, {
      definition: postDefinition(this, all),
      comment: "An hour of the post: what is due of the day's mail",
      timeout: LONGEST_HOUR,
      functions: Object.values(all),
    });
    this.missedStarts = missedStartsQueue(this);
    this.schedule(settings);
  }

  private opener({ bundles, customerData, files }: Pick<PostProps, "bundles" | "customerData" | "files">) {
    const open = new RouseFunction(this, "open-post", {
      bundles,
      description: "Finds what of the day's post is due by now",
      environment: { MESSAGES_TABLE: customerData.messages.tableName, DATA_BUCKET: files.data.bucketName },
      memoryMiB: 512,
      timeout: Duration.minutes(1),
    });
    files.grantReadWork(open);
    files.grantHold(open);
    customerData.grantReadFeedback(open);
    return open;
  }

  /** On the hour of the shop's own clocks. The instant that it was due at, so that a late start is the same hour. */
  private schedule({ timeZone }: Settings) {
    const input: PostInput = { at: ContextAttribute.scheduledTime };
    return new Schedule(this, "Schedule", {
      description: `Starts an hour of the post, on the hour in ${timeZone}`,
      schedule: ScheduleExpression.cron({ minute: "0", hour: "*", timeZone: TimeZone.of(timeZone) }),
      target: new StepFunctionsStartExecution(this.machine, {
        input: ScheduleTargetInput.fromObject(input),
        deadLetterQueue: this.missedStarts,
        retryAttempts: 5,
        // After that the next hour has come, and takes what this one was to.
        maxEventAge: Duration.minutes(50),
      }),
    });
  }
}
