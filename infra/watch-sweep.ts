import type { Alarms } from "./alarms.ts";
import type { Sweep } from "./sweep.ts";

/** Whether who was erased is taken out of the files of nights, long before law asks for it. */
export const watchSweep = (alarms: Alarms, { machine, files }: Sweep): void => {
  // Two days and the hours that one takes.
  alarms.didNotRun("SweepDidNotRun", machine, 52, {
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
