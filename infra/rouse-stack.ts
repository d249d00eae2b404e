import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Settings } from "../shared/model/settings.ts";
import { type StackOutputs, stackOutputDescription, stackOutputsSchema } from "../shared/model/stack-outputs.ts";
import { settingsMetadata, settingsMetadataKey } from "../shared/model/template-settings.ts";
import type { Bundles } from "./bundle.ts";
import { CustomerData } from "./customer-data.ts";
import { Files } from "./files.ts";
import { Intake } from "./intake.ts";
import { Mail } from "./mail.ts";
import { Night } from "./night.ts";
import { PublicApi } from "./public-api.ts";
import { Secrets } from "./secrets.ts";
import { Watch } from "./watch.ts";

export type RouseStackProps = StackProps & { settings: Settings; bundles: Bundles };

/** One shop's Rouse, whole: one construct for each thing it can do. */
export class RouseStack extends Stack {
  constructor(scope: Construct, id: string, { settings, bundles, ...props }: RouseStackProps) {
    super(scope, id, { description: "Rouse: wakes a shop's sleeping customers", ...props });
    // What `rouse --stack` goes by: the settings in force, not those of the clone it is called in.
    this.addMetadata(settingsMetadataKey, settingsMetadata(settings));
    const customerData = new CustomerData(this, "CustomerData");
    const files = new Files(this, "Files");
    const secrets = new Secrets(this, "Secrets", settings);
    const shared = { bundles, customerData, files, secrets, settings };
    const intake = new Intake(this, "Intake", shared);
    const mail = new Mail(this, "Mail", shared);
    const publicApi = new PublicApi(this, "PublicApi", { ...shared, receiveWebhook: intake.receive });
    const night = new Night(this, "Night", { ...shared, intake, mail, publicUrl: publicApi.url });
    const watch = new Watch(this, "Watch", { settings, intake, mail, publicApi, night });

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
      KeysSecretArn: secrets.keys.secretArn,
      SourceSecrets: secrets.sourceArns,
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
