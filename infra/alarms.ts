import { Duration } from "aws-cdk-lib";
import { type Alarm, MathExpression, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import type { FunctionName } from "../shared/model/environment.ts";
import { metricsNamespace, type RouseFunction } from "./rouse-function.ts";
import { type RunbookAlarmProps, runbookAlarm } from "./runbook-alarm.ts";

type Words = Pick<RunbookAlarmProps, "impact" | "runbook">;

export const sumOver = (period: Duration) => ({ statistic: Stats.SUM, period });
export const fiveMinutes = Duration.minutes(5);

/** The alarms of one construct, of the kinds that come up more than once; all go to one topic. */
export class Alarms {
  readonly scope: Construct;
  private readonly topic: ITopic;
  private readonly made: Alarm[] = [];

  constructor(scope: Construct, topic: ITopic) {
    this.scope = scope;
    this.topic = topic;
  }

  get all(): readonly Alarm[] {
    return this.made;
  }

  alarm(id: string, props: Omit<RunbookAlarmProps, "topic">) {
    this.made.push(runbookAlarm(this.scope, id, { ...props, topic: this.topic }));
  }

  deadLetters(id: string, queue: Queue, words: Words) {
    const metric = queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: fiveMinutes });
    this.alarm(id, { metric, when: { atLeast: 1 }, ...words });
  }

  /** A machine that has not succeeded for so many hours, whatever kept it from that. */
  didNotRun(id: string, machine: StateMachine, hours: number, words: Words) {
    const metric = machine.metricSucceeded(sumOver(Duration.hours(1)));
    this.alarm(id, { metric, when: { below: 1 }, periods: hours, missing: TreatMissingData.BREACHING, ...words });
  }

  late(id: string, queue: Queue, after: Duration, words: Words) {
    const metric = queue.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM, period: fiveMinutes });
    this.alarm(id, { metric, when: { atLeast: after.toSeconds() }, ...words });
  }

  /** What a function tells of its own work, within five minutes. */
  told(metricName: string, { serviceName }: RouseFunction<FunctionName>): Metric {
    const dimensionsMap = { service: serviceName };
    const namespace = metricsNamespace(this.scope);
    return new Metric({ namespace, metricName, dimensionsMap, ...sumOver(fiveMinutes) });
  }

  sumOf(metrics: readonly Metric[], label?: string): MathExpression {
    const named = metrics.map((metric, index) => [`m${index}`, metric] as const);
    return new MathExpression({
      // A function that has nothing to tell has no data, and the sum with it would be none either.
      expression: named.map(([name]) => `FILL(${name}, 0)`).join(" + "),
      usingMetrics: Object.fromEntries(named),
      ...(label !== undefined && { label }),
      period: fiveMinutes,
    });
  }

  throttles(id: string, functions: readonly LambdaFunction[], impact: string) {
    const metric = this.sumOf(
      functions.map((fn) => fn.metricThrottles(sumOver(fiveMinutes))),
      "Throttles",
    );
    this.alarm(id, { metric, when: { atLeast: 1 }, periods: 3, impact, runbook: "function-throttles" });
  }
}
