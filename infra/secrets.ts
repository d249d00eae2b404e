import { RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { type WebhookSource, webhookSourceSchema } from "../shared/model/order.ts";
import type { Settings } from "../shared/model/settings.ts";

type SourceSecret = Pick<Secret, "secretArn" | "grantRead">;

/**
 * The deployment's own keys, and one signing secret for each source that the settings name.
 * A source's secret is the shop's own where the settings name one; else it is made here, with a value that serves
 * for sources that take ours (WooCommerce, Standard Webhooks) and that an operator replaces where the source dictates it (Shopify).
 */
export class Secrets extends Construct {
  readonly keys: Secret;
  private readonly sources: ReadonlyMap<WebhookSource, SourceSecret>;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.keys = this.generated("Keys", "Keys of keyed hashes and of links. Never rotate `generated`: see the runbook", {
      key: "generated",
      length: 64,
    });
    // Without it no suppression would be found again: it outlives the stack, as the tables do.
    this.keys.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.sources = new Map(
      webhookSourceSchema.options.flatMap((source) => {
        const setting = settings.sources[source];
        return setting ? [[source, this.ofSource(source, setting.secretName)] as const] : [];
      }),
    );
  }

  /** Source name to secret ARN, as JSON: the value of `SOURCE_SECRETS`. */
  get sourceArns(): string {
    return Stack.of(this).toJsonString(
      Object.fromEntries([...this.sources].map(([source, secret]) => [source, secret.secretArn])),
    );
  }

  /** Read the deployment's keys. */
  grantKeys(grantee: IGrantable) {
    this.keys.grantRead(grantee);
  }

  /** Read what every source signs with. */
  grantVerify(grantee: IGrantable) {
    for (const secret of this.sources.values()) secret.grantRead(grantee);
  }

  private ofSource(source: WebhookSource, secretName: string | undefined): SourceSecret {
    const id = `${source.charAt(0).toUpperCase()}${source.slice(1)}`;
    if (secretName !== undefined) return Secret.fromSecretNameV2(this, id, secretName);
    return this.generated(id, `Signs the webhooks of ${source}: {"current", "previous"?}`, {
      key: "current",
      length: 32,
    });
  }

  private generated(id: string, description: string, { key, length }: { key: string; length: number }) {
    const secret = new Secret(this, id, {
      description,
      generateSecretString: {
        secretStringTemplate: "{}",
        generateStringKey: key,
        excludePunctuation: true,
        passwordLength: length,
      },
    });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "A secret shared with a shop system changes when that system changes it (two may be active), and identityKey must never change.",
    });
    return secret;
  }
}
