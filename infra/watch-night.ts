import { Duration } from "aws-cdk-lib";
import { comparisonMetrics } from "../shared/model/comparison-metrics.ts";
import { type Alarms, fiveMinutes, sumOver } from "./alarms.ts";
import type { Night } from "./night.ts";
import type { RouseFunction } from "./rouse-function.ts";

/** Whether nights run, end, and leave nothing out. */
export const watchNight = (alarms: Alarms, { machine, functions }: Night): void => {
  const { plan, compare, notify, close } = functions.steps;
  if (compare) watchComparison(alarms, compare);
  alarms.alarm("CampaignsLeftOut", {
    metric: alarms.told("CampaignsLeftOut", plan),
    when: { atLeast: 1 },
    impact: "A campaign has a mistake and was left out of the night: nobody was written to for it.",
    runbook: "campaigns-left-out",
  });
  alarms.alarm("MailNotWritten", {
    metric: alarms.told("MailNotWritten", notify),
    when: { atLeast: 1 },
    impact: "A template does not fit some customers: they were not written to.",
    runbook: "mail-not-written",
  });
  alarms.alarm("MailNotTaken", {
    metric: alarms.sumOf([notify, close].map((fn) => alarms.told("MailNotTaken", fn))),
    when: { atLeast: 1 },
    impact: "The mail service took no mail of the night, or no more: marketing has its files, customers have no mail.",
    runbook: "mail-not-taken",
  });
  alarms.alarm("NightFailed", {
    metric: machine.metricFailed(sumOver(fiveMinutes)),
    when: { atLeast: 1 },
    impact: "The night failed: marketing may see yesterday's files, and mail has not gone out.",
    runbook: "night-failed",
  });
  alarms.alarm("NightTimedOut", {
    metric: machine.metricTimedOut(sumOver(fiveMinutes)),
    when: { atLeast: 1 },
    impact: "The night ran for six hours and was stopped.",
    runbook: "night-timed-out",
  });
  // A day, the hour that a change of the clock can add, and one to run in.
  alarms.didNotRun("NightDidNotRun", machine, 26, {
    impact: "No night has succeeded for more than a day (a new stack says so until its first night).",
    runbook: "night-did-not-run",
  });
};

/** Whether what is recorded is what the shop has. */
const watchComparison = (alarms: Alarms, compare: RouseFunction<"compare-with-shop">): void => {
  alarms.alarm("OrdersDiffer", {
    metric: alarms.told(comparisonMetrics.differ, compare),
    when: { atLeast: 1 },
    impact: "More orders than comparison.alarmShare are not as the shop has them: webhooks may be getting lost.",
    runbook: "orders-differ",
  });
  alarms.alarm("ShopNotCompared", {
    metric: alarms
      .sumOf([alarms.told(comparisonMetrics.notCompared, compare), compare.metricErrors(sumOver(fiveMinutes))])
      .with({ period: Duration.days(1) }),
    when: { atLeast: 1 },
    // A shop that was down for a night is told of in its report.
    periods: 3,
    impact: "For three nights orders could not be compared with the shop: what its webhooks lose is lost.",
    runbook: "shop-not-compared",
  });
};
