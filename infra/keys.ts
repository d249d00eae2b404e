import { RemovalPolicy } from "aws-cdk-lib";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { generatedSecret } from "./generated-secret.ts";

/**
 * The deployment's own keys, in a secret named `<prefix>/keys`: without them no suppression would be found again, so they
 * outlive the stack as the tables do. While a secret of that name is there, or waits for its deletion, no stack can begin
 * with new ones.
 */
export class Keys extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, prefix: string) {
    super(scope, id);
    this.secret = generatedSecret(this, "Keys", {
      description: "Keys of keyed hashes and of links. Never rotate `generated`: see the runbook",
      secretName: `${prefix}/keys`,
      key: "generated",
      length: 64,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  grantRead(grantee: IGrantable) {
    this.secret.grantRead(grantee);
  }
}
