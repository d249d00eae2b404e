import { Duration } from "aws-cdk-lib";
import { TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { type Alarms, sumOver } from "./alarms.ts";
import type { Sweep } from "./sweep.ts";

/** Whether who was erased is taken out of the files of nights, long before law asks for it. */
export const watchSweep = (alarms: Alarms, { machine, files }: Sweep): void => {
  alarms.alarm("SweepDidNotRun", {
    metric: machine.metricSucceeded(sumOver(Duration.hours(1))),
    when: { below: 1 },
    // Two days and the hours that one takes.
    periods: 52,
    missing: TreatMissingData.BREACHING,
    impact: "Nobody was taken out of the files of nights for two days (a new stack says so until its first sweep).",
    runbook: "sweep-did-not-run",
  });
  alarms.alarm("ErasuresOverdue", {
    metric: alarms.told("ErasuresOverdue", files),
    when: { atLeast: 1 },
    impact: "Somebody was erased a week ago, and files of nights may still name them.",
    runbook: "erasures-overdue",
  });
};
