import { Duration } from "aws-cdk-lib";
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { webhookSourceSchema } from "../shared/model/order.ts";
import { doorsOf } from "./doors.ts";
import type { Intake } from "./intake.ts";
import type { Mail } from "./mail.ts";
import type { Night } from "./night.ts";
import type { Post } from "./post.ts";
import type { PublicApi } from "./public-api.ts";
import { metricsNamespace } from "./rouse-function.ts";

export type RouseDashboardProps = {
  intake: Intake;
  mail: Mail;
  publicApi: PublicApi;
  night: Night;
  post: Post;
  alarms: readonly Alarm[];
};

const third = 8;
const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
  new GraphWidget({ title, left, right, width: third, leftYAxis: { min: 0 } });

/** One page that follows an order from the door to the mail: requests, queues, functions, night, reputation. */
export class RouseDashboard extends Construct {
  constructor(scope: Construct, id: string, { intake, mail, publicApi, night, post, alarms }: RouseDashboardProps) {
    super(scope, id);
    const doors = doorsOf({ intake, mail, publicApi });
    new Dashboard(this, "Page", {
      defaultInterval: Duration.days(7),
      widgets: [
        [new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms], width: 3 * third, height: 3 })],
        [
          requests(publicApi),
          waiting("Orders", intake.orders, intake.ordersDeadLetters),
          waiting("Mail events", mail.events, mail.eventsDeadLetters),
        ],
        [
          failures("At the doors", doors),
          durations("At the doors", doors),
          durations("In the night", Object.values(night.functions.steps)),
        ],
        [nights(night), hours(post), sendings()],
        [reputation(mail)],
        [
          cameBack(this, "MailBounced", "Bounced by campaign"),
          cameBack(this, "MailComplained", "Complained of by campaign"),
        ],
        [webhooks(intake, publicApi)],
      ],
    });
  }
}

const requests = ({ api }: PublicApi) =>
  graph(
    "Requests",
    [api.metricCount(), api.metricClientError(), api.metricServerError()],
    [api.metricLatency({ statistic: Stats.percentile(99), label: "Latency p99 (ms)" })],
  );

const webhooks = (intake: Intake, publicApi: PublicApi) =>
  graph(
    "Webhooks taken by source, and turned away",
    webhookSourceSchema.options.map((source) =>
      intake.metricAccepted(source).with({ period: Duration.hours(1), label: source }),
    ),
    [intake.metricRefused(), publicApi.metricThrottled()],
  );

const waiting = (title: string, queue: Queue, deadLetters: Queue) =>
  graph(
    title,
    [
      queue.metricApproximateNumberOfMessagesVisible({ label: "Waiting" }),
      deadLetters.metricApproximateNumberOfMessagesVisible({ label: "Dead letters" }),
    ],
    [queue.metricApproximateAgeOfOldestMessage({ label: "Oldest (s)" })],
  );

const failures = (where: string, functions: readonly LambdaFunction[]) =>
  graph(
    `Errors: ${where}`,
    functions.map((fn) => fn.metricErrors()),
    functions.map((fn) => fn.metricThrottles()),
  );

const durations = (where: string, functions: readonly LambdaFunction[]) =>
  graph(
    `Duration (ms, longest): ${where}`,
    functions.map((fn) => fn.metricDuration({ statistic: Stats.MAXIMUM })),
  );

const nights = ({ machine }: Night) =>
  graph(
    "Nights",
    [machine.metricSucceeded(), machine.metricFailed(), machine.metricTimedOut()],
    [machine.metricTime()],
  );

const hours = ({ machine }: Post) =>
  graph(
    "Hours of the post",
    [machine.metricSucceeded(), machine.metricFailed(), machine.metricTimedOut()],
    [machine.metricTime({ statistic: Stats.MAXIMUM })],
  );

/** Campaigns come and go without a deployment, so their lines are looked for. */
const cameBack = (scope: Construct, metricName: string, title: string) => {
  const ofCampaigns = `{${metricsNamespace(scope)},campaign,service} MetricName="${metricName}"`;
  const period = Duration.days(1);
  return graph(title, [
    new MathExpression({
      expression: `SEARCH('${ofCampaigns}', 'Sum', ${period.toSeconds()})`,
      usingMetrics: {},
      label: "",
      period,
    }),
  ]);
};

const ses = (metricName: string) =>
  new Metric({ namespace: "AWS/SES", metricName, statistic: Stats.SUM, period: Duration.hours(1) });

const sendings = () => graph("Mail of this account", ["Send", "Delivery", "Bounce", "Complaint"].map(ses));

const reputation = (mail: Mail) =>
  graph("Reputation", [mail.metricReputation("BounceRate")], [mail.metricReputation("ComplaintRate")]);
