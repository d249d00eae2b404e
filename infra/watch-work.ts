import { Duration } from "aws-cdk-lib";
import { type Alarms, fiveMinutes, sumOver } from "./alarms.ts";
import { doorsOf } from "./doors.ts";
import type { WatchProps } from "./watch-props.ts";

/** Whether what came in is worked on, and in time. */
export const watchQueues = (alarms: Alarms, { intake, mail, night }: WatchProps): void => {
  alarms.deadLetters("OrdersDeadLetters", intake.ordersDeadLetters, {
    impact: "Orders could not be recorded and wait in the dead-letter queue; after 14 days they are gone.",
    runbook: "orders-dead-letters",
  });
  // Longer than the half hour after which a message that failed once comes again.
  alarms.late("OrdersLate", intake.orders, Duration.hours(1), {
    impact: "Orders wait an hour to be recorded: tonight's tiers may miss them.",
    runbook: "orders-late",
  });
  alarms.deadLetters("MailEventsDeadLetters", mail.eventsDeadLetters, {
    impact: "Bounces or complaints could not be recorded: those addresses may be mailed again.",
    runbook: "mail-events-dead-letters",
  });
  alarms.late("MailEventsLate", mail.events, Duration.minutes(15), {
    impact: "Bounces and complaints wait a quarter of an hour to be recorded.",
    runbook: "mail-events-late",
  });
  alarms.deadLetters("NightDidNotStart", night.missedStarts, {
    impact: "The schedule could not start the night: marketing sees yesterday's files.",
    runbook: "night-did-not-start",
  });
};

/** Whether functions work, and are not held back. */
export const watchFunctions = (alarms: Alarms, { intake, mail, publicApi, night, post }: WatchProps): void => {
  const doors = doorsOf({ intake, mail, publicApi });
  for (const fn of doors) {
    alarms.alarm(`${fn.home.node.id}Errors`, {
      metric: fn.metricErrors(sumOver(fiveMinutes)),
      when: { atLeast: 1 },
      periods: 3,
      impact: `${fn.home.node.id} has been failing for a quarter of an hour.`,
      runbook: "function-errors",
    });
  }
  alarms.throttles(
    "DoorThrottles",
    doors,
    "Webhooks or mail events are turned away or wait, because too many functions run at once.",
  );
  alarms.throttles(
    "NightThrottles",
    [...Object.values(night.functions.steps), post.open],
    "The night or its post waits, because too many functions run at once.",
  );
};
