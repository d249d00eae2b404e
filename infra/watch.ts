import type { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { alarmTopic } from "./alarm-topic.ts";
import { Alarms } from "./alarms.ts";
import { RouseDashboard } from "./dashboard.ts";
import { watchNight } from "./watch-night.ts";
import { watchApi, watchReputation, watchSources } from "./watch-outside.ts";
import { watchPost } from "./watch-post.ts";
import type { WatchProps } from "./watch-props.ts";
import { watchSweep } from "./watch-sweep.ts";
import { watchFunctions, watchQueues } from "./watch-work.ts";

/** Alarms, each with its section of the runbook, the topic they go to, and a dashboard. */
export class Watch extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    this.topic = alarmTopic(this, "Alarms", props.settings.alarms.recipients);
    const alarms = new Alarms(this, this.topic);
    watchQueues(alarms, props);
    watchFunctions(alarms, props);
    watchNight(alarms, props.night);
    watchPost(alarms, props.post);
    watchSweep(alarms, props.sweep);
    watchApi(alarms, props.publicApi);
    watchSources(alarms, props);
    watchReputation(alarms, props.mail);
    new RouseDashboard(this, "Dashboard", { ...props, alarms: alarms.all });
  }
}
