import { Stack } from "aws-cdk-lib";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { type HandedChannel, handedChannelSchema } from "../shared/model/channel.ts";
import type { Settings } from "../shared/model/settings.ts";
import { generatedSecret } from "./generated-secret.ts";

/**
 * One secret for each channel whose messages are posted: the shop's own where the settings name one; else it is made here, and the
 * receiver is given its value.
 */
export class OutboxSecrets extends Construct {
  private readonly secrets: ReadonlyMap<HandedChannel, Pick<Secret, "secretArn" | "grantRead">>;

  constructor(scope: Construct, id: string, { outbox }: Settings) {
    super(scope, id);
    this.secrets = new Map(
      handedChannelSchema.options.flatMap((channel) => {
        const receiver = outbox[channel];
        return receiver ? [[channel, this.ofChannel(channel, receiver.secretName)] as const] : [];
      }),
    );
  }

  /** Channel to secret ARN, as JSON: the value of `OUTBOX_SECRETS`. */
  get arns(): string {
    const arns = [...this.secrets].map(([channel, secret]) => [channel, secret.secretArn] as const);
    return Stack.of(this).toJsonString(Object.fromEntries(arns));
  }

  /** Read what messages are signed with. */
  grantSign(grantee: IGrantable) {
    for (const secret of this.secrets.values()) secret.grantRead(grantee);
  }

  private ofChannel(channel: HandedChannel, secretName: string | undefined) {
    const id = `${channel.charAt(0).toUpperCase()}${channel.slice(1)}`;
    if (secretName !== undefined) return Secret.fromSecretNameV2(this, id, secretName);
    return generatedSecret(this, id, {
      description: `Signs the messages that are posted for ${channel}: {"current", "previous"?}`,
      key: "current",
      // A key in base64, as Standard Webhooks has them.
      alphabet: "hex",
      length: 64,
    });
  }
}
