import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

export type RunbookAlarmProps = {
  metric: IMetric;
  /** The values at which the alarm goes off. */
  when: { atLeast: number } | { below: number };
  /** Periods in a row; one unless set. */
  periods?: number;
  /** What silence of the metric means; all is well unless set. */
  missing?: TreatMissingData;
  /** What is hurt while this lasts, in a sentence. */
  impact: string;
  /** Heading of the section of `docs/runbook.md` that says what to do, as its anchor. */
  runbook: string;
  topic: ITopic;
};

/** An alarm that says what is at stake and where to read on, and tells the operators when it starts and when it ends. */
export const runbookAlarm = (scope: Construct, id: string, props: RunbookAlarmProps): Alarm => {
  const alarm = new Alarm(scope, id, {
    metric: props.metric,
    ...limit(props.when),
    evaluationPeriods: props.periods ?? 1,
    treatMissingData: props.missing ?? TreatMissingData.NOT_BREACHING,
    alarmDescription: `${props.impact} What to do: docs/runbook.md#${props.runbook}`,
  });
  const action = new SnsAction(props.topic);
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
  return alarm;
};

const limit = (when: RunbookAlarmProps["when"]) =>
  "below" in when
    ? { threshold: when.below, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD }
    : { threshold: when.atLeast, comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD };
