import { Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";

/** Where alarms go: a topic that CloudWatch of this account may publish to, over TLS, and the operators' addresses on it. */
export const alarmTopic = (scope: Construct, id: string, recipients: readonly string[]): Topic => {
  const topic = new Topic(scope, id, { enforceSSL: true });
  // A policy of our own takes the place of the default one, which let CloudWatch in.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
  );
  for (const address of recipients) topic.addSubscription(new EmailSubscription(address));
  return topic;
};
