import { type Alarms, fiveMinutes, sumOver } from "./alarms.ts";
import type { Post } from "./post.ts";

/** Whether the hours of the post start, end, and end in time. */
export const watchPost = (alarms: Alarms, { machine, missedStarts }: Post): void => {
  alarms.deadLetters("PostDidNotStart", missedStarts, {
    impact: "The schedule could not start an hour of the post: its mail leaves an hour later, or not at all.",
    runbook: "post-did-not-start",
  });
  alarms.didNotRun("PostDidNotRun", machine, 3, {
    impact:
      "No hour of the post has succeeded for three hours: no mail leaves (a new stack says so until its first hour).",
    runbook: "post-did-not-run",
  });
  alarms.alarm("PostFailed", {
    metric: machine.metricFailed(sumOver(fiveMinutes)),
    when: { atLeast: 1 },
    impact: "An hour of the post failed: its mail leaves an hour later, or not at all.",
    runbook: "post-failed",
  });
  alarms.alarm("PostTimedOut", {
    metric: machine.metricTimedOut(sumOver(fiveMinutes)),
    when: { atLeast: 1 },
    impact: "More mail was due than an hour takes: the next hour goes on with it.",
    runbook: "post-timed-out",
  });
};
