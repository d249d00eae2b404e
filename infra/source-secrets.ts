import { Stack } from "aws-cdk-lib";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { fetchedSources, type WebhookSource, webhookSourceSchema } from "../shared/model/order.ts";
import type { Settings } from "../shared/model/settings.ts";
import { generatedSecret } from "./generated-secret.ts";

type SourceSecret = Pick<Secret, "secretArn" | "grantRead">;

/**
 * One signing secret for each source that the settings name: the shop's own where they name one; else it is made here,
 * with a value that serves for sources that take ours (WooCommerce, Standard Webhooks) and that an operator replaces where
 * the source dictates it (Shopify).
 */
export class SourceSecrets extends Construct {
  private readonly secrets: ReadonlyMap<WebhookSource, SourceSecret>;
  private readonly comparedSources: readonly WebhookSource[];

  constructor(scope: Construct, id: string, { sources, comparison }: Settings) {
    super(scope, id);
    this.comparedSources = comparison.sources;
    this.secrets = new Map(
      webhookSourceSchema.options.flatMap((source) => {
        const setting = sources[source];
        return setting ? [[source, this.ofSource(source, setting.secretName)] as const] : [];
      }),
    );
  }

  /** Source name to secret ARN, as JSON: the value of `SOURCE_SECRETS` where webhooks of every source are verified. */
  get arns(): string {
    return this.arnsOf(this.secrets);
  }

  /** The same for sources whose orders are fetched. */
  get fetchArns(): string {
    return this.arnsOf(this.of(fetchedSources));
  }

  /** The same for sources that nights compare with. */
  get compareArns(): string {
    return this.arnsOf(this.of(this.comparedSources));
  }

  /** Read what every source signs with. */
  grantVerify(grantee: IGrantable) {
    for (const secret of this.secrets.values()) secret.grantRead(grantee);
  }

  /** Read what orders are asked for with, of sources that only name them. */
  grantFetch(grantee: IGrantable) {
    for (const [, secret] of this.of(fetchedSources)) secret.grantRead(grantee);
  }

  /** Read what shops are asked with, of sources that nights compare with. */
  grantCompare(grantee: IGrantable) {
    for (const [, secret] of this.of(this.comparedSources)) secret.grantRead(grantee);
  }

  private of(sources: readonly WebhookSource[]): readonly (readonly [WebhookSource, SourceSecret])[] {
    return [...this.secrets].filter(([source]) => sources.includes(source));
  }

  private arnsOf(secrets: Iterable<readonly [WebhookSource, SourceSecret]>): string {
    return Stack.of(this).toJsonString(
      Object.fromEntries([...secrets].map(([source, secret]) => [source, secret.secretArn])),
    );
  }

  private ofSource(source: WebhookSource, secretName: string | undefined): SourceSecret {
    const id = `${source.charAt(0).toUpperCase()}${source.slice(1)}`;
    if (secretName !== undefined) return Secret.fromSecretNameV2(this, id, secretName);
    return generatedSecret(this, id, {
      description: `Signs the webhooks of ${source}: {"current", "previous"?}`,
      key: "current",
      // To some a key is text, to others base64 or hexadecimal: this is each of them.
      alphabet: "hex",
      length: 64,
    });
  }
}
