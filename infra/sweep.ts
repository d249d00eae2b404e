import { Duration, TimeZone } from "aws-cdk-lib";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { StepFunctionsStartExecution } from "aws-cdk-lib/aws-scheduler-targets";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { Settings } from "../shared/model/settings.ts";
import { workersOf } from "../shared/model/workers.ts";
import type { Bundles } from "./bundle.ts";
import type { CustomerData } from "./customer-data.ts";
import type { Files } from "./files.ts";
import type { Keys } from "./keys.ts";
import { RouseFunction } from "./rouse-function.ts";
import { standardMachine } from "./standard-machine.ts";
import { sweepDefinition } from "./sweep-definition.ts";

export type SweepProps = {
  bundles: Bundles;
  customerData: CustomerData;
  files: Files;
  keys: Keys;
  settings: Settings;
};

/**
 * A night lasts six hours at most, and nobody works at its files a quarter of an hour after that, but an hour of its post. Where one
 * is at them, or was a moment ago, or comes while they are swept, they are swept the next day.
 */
const HOURS_AFTER_NIGHT = 8;

/** Once a day everybody who was erased is taken out of the files of nights. */
export class Sweep extends Construct {
  readonly files: RouseFunction<"sweep-files">;
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id);
    this.files = this.sweeper(props);
    this.machine = standardMachine(this, {
      definition: sweepDefinition(this, this.files, workersOf(props.settings.lambda.concurrency).shards),
      comment: "Takes everybody who was erased out of the files of nights",
      timeout: Duration.hours(12),
      functions: [this.files],
    });
    this.schedule(props.settings);
  }

  private sweeper({ bundles, customerData, files, keys }: SweepProps) {
    const sweep = new RouseFunction(this, "sweep-files", {
      bundles,
      description: "Takes everybody who was erased out of the files of nights, some files at a time",
      environment: {
        SUPPRESSIONS_TABLE: customerData.suppressions.tableName,
        DATA_BUCKET: files.data.bucketName,
        MARKETING_BUCKET: files.marketing.bucketName,
        KEYS_SECRET_ARN: keys.secret.secretArn,
      },
      memoryMiB: 1769,
      timeout: Duration.minutes(15),
    });
    customerData.grantProveKeys(sweep);
    files.grantSweep(sweep);
    keys.grantRead(sweep);
    return sweep;
  }

  private schedule({ timeZone, nightly }: Settings) {
    const [hour, minute] = nightly.at.split(":");
    return new Schedule(this, "Schedule", {
      description: `Sweeps the files of nights ${HOURS_AFTER_NIGHT} hours after the night`,
      schedule: ScheduleExpression.cron({
        hour: String((Number(hour) + HOURS_AFTER_NIGHT) % 24),
        minute: String(Number(minute)),
        timeZone: TimeZone.of(timeZone),
      }),
      target: new StepFunctionsStartExecution(this.machine, { input: ScheduleTargetInput.fromObject({ after: "" }) }),
    });
  }
}
