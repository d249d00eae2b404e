import { CfnOutput, CrossStackReferences, ReferenceStrength, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Settings } from "../shared/model/settings.ts";
import { type StackOutputs, stackOutputDescription, stackOutputsSchema } from "../shared/model/stack-outputs.ts";
import { settingsMetadata, settingsMetadataKey } from "../shared/model/template-settings.ts";
import type { Bundles } from "./bundle.ts";
import { Intake } from "./intake.ts";
import type { KeptStack } from "./kept-stack.ts";
import { Mail } from "./mail.ts";
import { Night } from "./night.ts";
import { OutboxSecrets } from "./outbox-secrets.ts";
import { Post } from "./post.ts";
import { PublicApi } from "./public-api.ts";
import { SourceSecrets } from "./source-secrets.ts";
import { Sweep } from "./sweep.ts";
import { Watch } from "./watch.ts";

export type RouseStackProps = StackProps & { settings: Settings; bundles: Bundles; kept: KeptStack };

/** One shop's Rouse, all of it that can be made again: one construct for each thing it can do. */
export class RouseStack extends Stack {
  constructor(scope: Construct, id: string, { settings, bundles, kept, ...props }: RouseStackProps) {
    super(scope, id, { description: "Rouse: wakes a shop's sleeping customers", ...props });
    // By export and import: CloudFormation lets go of nothing kept while this stack works with it.
    CrossStackReferences.of(this).consume(ReferenceStrength.STRONG);
    // What `rouse --stack` goes by: the settings in force, not those of the clone it is called in.
    this.addMetadata(settingsMetadataKey, settingsMetadata(settings));
    const { customerData, files, keys, api } = kept;
    const sourceSecrets = new SourceSecrets(this, "Secrets", settings);
    const shared = { bundles, customerData, files, keys, settings };
    const intake = new Intake(this, "Intake", {
      ...shared,
      sourceSecrets,
      webhooksUrl: `${api.apiEndpoint}/webhooks`,
    });
    const mail = new Mail(this, "Mail", shared);
    const publicApi = new PublicApi(this, "PublicApi", { ...shared, api, receiveWebhook: intake.receive });
    const publicUrl = settings.links?.publicUrl ?? publicApi.url;
    const outboxSecrets = new OutboxSecrets(this, "OutboxSecrets", settings);
    const night = new Night(this, "Night", { ...shared, intake, mail, sourceSecrets, outboxSecrets, publicUrl });
    const post = new Post(this, "Post", { ...shared, steps: night.functions.steps });
    const sweep = new Sweep(this, "Sweep", shared);
    const watch = new Watch(this, "Watch", { settings, intake, mail, publicApi, night, post, sweep });

    this.output({
      ApiUrl: publicApi.url,
      CustomersTable: customerData.customers.tableName,
      OrdersTable: customerData.orders.tableName,
      IdentitiesTable: customerData.identities.tableName,
      MessagesTable: customerData.messages.tableName,
      SuppressionsTable: customerData.suppressions.tableName,
      DataBucket: files.data.bucketName,
      MarketingBucket: files.marketing.bucketName,
      OrdersQueueUrl: intake.orders.queueUrl,
      OrdersDeadLetterQueueUrl: intake.ordersDeadLetters.queueUrl,
      MailEventsQueueUrl: mail.events.queueUrl,
      MailEventsDeadLetterQueueUrl: mail.eventsDeadLetters.queueUrl,
      NightArn: night.machine.stateMachineArn,
      PostArn: post.machine.stateMachineArn,
      SweepArn: sweep.machine.stateMachineArn,
      KeysSecretArn: keys.secret.secretArn,
      SourceSecrets: sourceSecrets.arns,
      ConfigurationSet: mail.configurationSet.configurationSetName,
      AlarmTopicArn: watch.topic.topicArn,
    });
  }

  /** Every output of the contract: one forgotten does not compile. */
  private output(outputs: StackOutputs) {
    for (const name of stackOutputsSchema.keyof().options) {
      new CfnOutput(this, name, { value: outputs[name], description: stackOutputDescription(name) });
    }
  }
}
