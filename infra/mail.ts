import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  type IEmailIdentity,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import { Topic } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Settings } from "../shared/model/settings.ts";
import { workersOf } from "../shared/model/workers.ts";
import type { Bundles } from "./bundle.ts";
import type { CustomerData } from "./customer-data.ts";
import { queueWithDeadLetters } from "./dead-letter-queue.ts";
import type { Keys } from "./keys.ts";
import { RouseFunction } from "./rouse-function.ts";

export type MailProps = { bundles: Bundles; customerData: CustomerData; keys: Keys; settings: Settings };

const workerTimeout = Duration.seconds(30);

/** Mail out through one configuration set; what became of it comes back by SNS and a queue. No opens or clicks are tracked. */
export class Mail extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly events: Queue;
  readonly eventsDeadLetters: Queue;
  readonly record: RouseFunction<"record-mail-events">;
  private readonly identity: IEmailIdentity;
  private readonly senderAddress: string;

  constructor(scope: Construct, id: string, props: MailProps) {
    super(scope, id);
    this.senderAddress = props.settings.mail.sender.email;
    this.configurationSet = new ConfigurationSet(this, "Sending", {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.identity = this.senderIdentity(props.settings.mail.identity);
    const { queue, deadLetters } = queueWithDeadLetters(this, "Events", workerTimeout);
    this.events = queue;
    this.eventsDeadLetters = deadLetters;
    this.sendEventsToQueue();
    this.record = this.recorder(props);
  }

  /** Send as the shop's sender, through the configuration set, and as nobody else. */
  grantSend(grantee: IGrantable) {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["ses:SendRawEmail"],
        resources: [this.identity.emailIdentityArn, this.configurationSetArn],
        conditions: { StringEquals: { "ses:FromAddress": this.senderAddress } },
      }),
    );
  }

  /** Know how many mails a second the account may send. */
  grantReadQuota(grantee: IGrantable) {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ["ses:GetSendQuota"], resources: ["*"] }),
    );
  }

  /** Share of this configuration set's mail that bounced or was complained of, as the mail service reckons it. */
  metricReputation(rate: "BounceRate" | "ComplaintRate"): Metric {
    return new Metric({
      namespace: "AWS/SES",
      metricName: `Reputation.${rate}`,
      dimensionsMap: { "ses:configuration-set": this.configurationSet.configurationSetName },
      statistic: Stats.AVERAGE,
      period: Duration.hours(1),
    });
  }

  private get configurationSetArn() {
    return Stack.of(this).formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: this.configurationSet.configurationSetName,
    });
  }

  /** A domain by default: DKIM and DMARC are set up for domains. The example address stands for "not decided yet". */
  private senderIdentity(kind: Settings["mail"]["identity"]): IEmailIdentity {
    const domain = this.senderAddress.slice(this.senderAddress.lastIndexOf("@") + 1);
    if (kind === "existing" || domain === "example.com") {
      return EmailIdentity.fromEmailIdentityName(this, "Sender", domain);
    }
    const identity = new EmailIdentity(this, "Sender", {
      identity: kind === "address" ? Identity.email(this.senderAddress) : Identity.domain(domain),
      configurationSet: this.configurationSet,
    });
    if (kind === "domain") this.tellDnsRecords(identity);
    return identity;
  }

  /** The domain counts as verified, and its mail is signed, once these records stand in its DNS. */
  private tellDnsRecords({ dkimRecords }: EmailIdentity) {
    for (const [index, { name, value }] of dkimRecords.entries()) {
      new CfnOutput(Stack.of(this), `DkimRecord${index + 1}`, {
        value: `${name} CNAME ${value}`,
        description: `Enter this record in the DNS of the sender's domain: all three verify it and sign its mail`,
      });
    }
  }

  private sendEventsToQueue() {
    const topic = new Topic(this, "EventsTopic", { enforceSSL: true });
    topic.addSubscription(
      new SqsSubscription(this.events, { rawMessageDelivery: true, deadLetterQueue: this.eventsDeadLetters }),
    );
    this.configurationSet.addEventDestination("EventsToTopic", {
      destination: EventDestination.snsTopic(topic),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
  }

  private recorder({ bundles, customerData, keys, settings }: MailProps) {
    const { mailEvents: maxConcurrency } = workersOf(settings.lambda.concurrency);
    const record = new RouseFunction(this, "record-mail-events", {
      bundles,
      description: "Settles messages by the mail service's events; bounces and complaints suppress",
      environment: {
        MESSAGES_TABLE: customerData.messages.tableName,
        SUPPRESSIONS_TABLE: customerData.suppressions.tableName,
        KEYS_SECRET_ARN: keys.secret.secretArn,
      },
      memoryMiB: 256,
      timeout: workerTimeout,
    });
    customerData.grantSettle(record);
    customerData.grantSuppress(record);
    keys.grantRead(record);
    record.addEventSource(
      new SqsEventSource(this.events, { batchSize: 10, maxConcurrency, reportBatchItemFailures: true }),
    );
    return record;
  }
}
