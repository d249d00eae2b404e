import { Duration } from "aws-cdk-lib";
import { type Alarm, MathExpression, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { FunctionName } from "../shared/model/environment.ts";
import { webhookSourceSchema } from "../shared/model/order.ts";
import type { Settings } from "../shared/model/settings.ts";
import { alarmTopic } from "./alarm-topic.ts";
import { RouseDashboard } from "./dashboard.ts";
import type { Intake } from "./intake.ts";
import type { Mail } from "./mail.ts";
import type { Night } from "./night.ts";
import type { PublicApi } from "./public-api.ts";
import { metricsNamespace, type RouseFunction } from "./rouse-function.ts";
import { type RunbookAlarmProps, runbookAlarm } from "./runbook-alarm.ts";

export type WatchProps = { settings: Settings; intake: Intake; mail: Mail; publicApi: PublicApi; night: Night };

const sumOver = (period: Duration) => ({ statistic: Stats.SUM, period });
const fiveMinutes = Duration.minutes(5);

/** Alarms, each with its section of the runbook, the topic they go to, and a dashboard. */
export class Watch extends Construct {
  readonly topic: Topic;
  private readonly alarms: Alarm[] = [];

  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    this.topic = alarmTopic(this, "Alarms", props.settings.alarms.recipients);
    this.watchQueues(props);
    this.watchFunctions(props);
    this.watchNight(props.night);
    this.watchApi(props.publicApi);
    this.watchSources(props);
    this.watchReputation(props.mail);
    new RouseDashboard(this, "Dashboard", { ...props, alarms: this.alarms });
  }

  private watchQueues({ intake, mail, night }: WatchProps) {
    this.deadLetters("OrdersDeadLetters", intake.ordersDeadLetters, {
      impact: "Orders could not be recorded and wait in the dead-letter queue; after 14 days they are gone.",
      runbook: "orders-dead-letters",
    });
    // Longer than the half hour after which a message that failed once comes again.
    this.late("OrdersLate", intake.orders, Duration.hours(1), {
      impact: "Orders wait an hour to be recorded: tonight's tiers may miss them.",
      runbook: "orders-late",
    });
    this.deadLetters("MailEventsDeadLetters", mail.eventsDeadLetters, {
      impact: "Bounces or complaints could not be recorded: those addresses may be mailed again.",
      runbook: "mail-events-dead-letters",
    });
    this.late("MailEventsLate", mail.events, Duration.minutes(15), {
      impact: "Bounces and complaints wait a quarter of an hour to be recorded.",
      runbook: "mail-events-late",
    });
    this.deadLetters("NightDidNotStart", night.missedStarts, {
      impact: "The schedule could not start the night: marketing sees yesterday's files.",
      runbook: "night-did-not-start",
    });
  }

  private watchFunctions({ intake, mail, publicApi, night }: WatchProps) {
    const doors = [intake.receive, intake.record, mail.record, publicApi.unsubscribe, publicApi.openReport];
    for (const fn of doors) {
      this.alarm(`${fn.home.node.id}Errors`, {
        metric: fn.metricErrors(sumOver(fiveMinutes)),
        when: { atLeast: 1 },
        periods: 3,
        impact: `${fn.home.node.id} has been failing for a quarter of an hour.`,
        runbook: "function-errors",
      });
    }
    this.throttles(
      "DoorThrottles",
      doors,
      "Webhooks or mail events are turned away or wait, because too many functions run at once.",
    );
    this.throttles(
      "NightThrottles",
      Object.values(night.functions.steps),
      "The night waits, because too many functions run at once.",
    );
  }

  private watchNight({ machine, functions }: Night) {
    this.alarm("CampaignsLeftOut", {
      metric: new Metric({
        namespace: metricsNamespace(this),
        metricName: "CampaignsLeftOut",
        dimensionsMap: { service: functions.steps.plan.serviceName },
        ...sumOver(fiveMinutes),
      }),
      when: { atLeast: 1 },
      impact: "A campaign has a mistake and was left out of the night: nobody was written to for it.",
      runbook: "campaigns-left-out",
    });
    this.alarm("MailNotTaken", {
      metric: this.sumOf([functions.steps.notify, functions.steps.close].map((fn) => this.mailNotTaken(fn))),
      when: { atLeast: 1 },
      impact:
        "The mail service took no mail of the night, or no more: marketing has its files, customers have no mail.",
      runbook: "mail-not-taken",
    });
    this.alarm("NightFailed", {
      metric: machine.metricFailed(sumOver(fiveMinutes)),
      when: { atLeast: 1 },
      impact: "The night failed: marketing may see yesterday's files, and mail has not gone out.",
      runbook: "night-failed",
    });
    this.alarm("NightTimedOut", {
      metric: machine.metricTimedOut(sumOver(fiveMinutes)),
      when: { atLeast: 1 },
      impact: "The night ran for six hours and was stopped.",
      runbook: "night-timed-out",
    });
    this.alarm("NightDidNotRun", {
      metric: machine.metricSucceeded(sumOver(Duration.hours(1))),
      when: { below: 1 },
      // A day, the hour that a change of the clock can add, and one to run in.
      periods: 26,
      missing: TreatMissingData.BREACHING,
      impact: "No night has succeeded for more than a day (a new stack says so until its first night).",
      runbook: "night-did-not-run",
    });
  }

  private watchApi(publicApi: PublicApi) {
    this.alarm("ApiServerErrors", {
      metric: publicApi.api.metricServerError(sumOver(fiveMinutes)),
      when: { atLeast: 1 },
      impact: "A webhook was answered with 5xx. Shopify comes again; WooCommerce never does.",
      runbook: "api-server-errors",
    });
    this.alarm("RequestsThrottled", {
      metric: publicApi.metricThrottled(),
      when: { atLeast: 1 },
      impact: "Requests were turned away because too many came at once. WooCommerce never sends a webhook again.",
      runbook: "requests-throttled",
    });
  }

  /** Whether the shop gets through: what it sends is taken, and it sends at all. */
  private watchSources({ intake, settings }: WatchProps) {
    this.alarm("WebhooksRefused", {
      metric: intake.metricRefused(),
      // One may be a stranger's; WooCommerce gives a webhook up after five in a row.
      when: { atLeast: 3 },
      impact: "Webhooks are turned away: a wrong secret, or a shape that is not known. Those orders are not in.",
      runbook: "webhooks-refused",
    });
    for (const source of webhookSourceSchema.options) {
      const silentDays = settings.sources[source]?.silentDays ?? 0;
      if (silentDays === 0) continue;
      this.alarm(`${source.charAt(0).toUpperCase()}${source.slice(1)}Silent`, {
        metric: intake.metricAccepted(source),
        when: { below: 1 },
        periods: silentDays,
        missing: TreatMissingData.BREACHING,
        impact: `No webhook of ${source} was accepted for ${silentDays} days (a new stack says so until its first one).`,
        runbook: "source-silent",
      });
    }
  }

  /** Below the mail service's own lines (5 % and 0.1 % bring a review), so that there is time to act. */
  private watchReputation(mail: Mail) {
    this.alarm("BounceRate", {
      metric: mail.metricReputation("BounceRate"),
      when: { atLeast: 0.04 },
      impact: "Four mails in a hundred bounce; at five the mail service reviews the account, at ten it stops it.",
      runbook: "bounce-rate",
    });
    this.alarm("ComplaintRate", {
      metric: mail.metricReputation("ComplaintRate"),
      when: { atLeast: 0.0008 },
      impact: "Eight in ten thousand complain; at ten the mail service reviews the account, at fifty it stops it.",
      runbook: "complaint-rate",
    });
  }

  private deadLetters(id: string, queue: Queue, words: Pick<RunbookAlarmProps, "impact" | "runbook">) {
    const metric = queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: fiveMinutes });
    this.alarm(id, { metric, when: { atLeast: 1 }, ...words });
  }

  private late(id: string, queue: Queue, after: Duration, words: Pick<RunbookAlarmProps, "impact" | "runbook">) {
    const metric = queue.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM, period: fiveMinutes });
    this.alarm(id, { metric, when: { atLeast: after.toSeconds() }, ...words });
  }

  private mailNotTaken({ serviceName }: RouseFunction<FunctionName>): Metric {
    const dimensionsMap = { service: serviceName };
    const namespace = metricsNamespace(this);
    return new Metric({ namespace, metricName: "MailNotTaken", dimensionsMap, ...sumOver(fiveMinutes) });
  }

  private sumOf(metrics: readonly Metric[], label?: string): MathExpression {
    const named = metrics.map((metric, index) => [`m${index}`, metric] as const);
    return new MathExpression({
      // A function that has nothing to tell has no data, and the sum with it would be none either.
      expression: named.map(([name]) => `FILL(${name}, 0)`).join(" + "),
      usingMetrics: Object.fromEntries(named),
      ...(label !== undefined && { label }),
      period: fiveMinutes,
    });
  }

  private throttles(id: string, functions: readonly LambdaFunction[], impact: string) {
    const metric = this.sumOf(
      functions.map((fn) => fn.metricThrottles(sumOver(fiveMinutes))),
      "Throttles",
    );
    this.alarm(id, { metric, when: { atLeast: 1 }, periods: 3, impact, runbook: "function-throttles" });
  }

  private alarm(id: string, props: Omit<RunbookAlarmProps, "topic">) {
    this.alarms.push(runbookAlarm(this, id, { ...props, topic: this.topic }));
  }
}
