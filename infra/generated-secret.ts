import { Validations } from "aws-cdk-lib";
import { Secret, type SecretProps } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";

export type GeneratedSecretProps = Pick<SecretProps, "description" | "secretName" | "removalPolicy"> & {
  /** Field of the secret's JSON that holds the generated value. */
  key: string;
  length: number;
  /** Which characters it is drawn from; letters and figures unless set. */
  alphabet?: "hex";
};

/** A secret whose value is drawn when it is made, and does not change by itself. */
export const generatedSecret = (
  scope: Construct,
  id: string,
  { key, length, alphabet, ...props }: GeneratedSecretProps,
) => {
  const secret = new Secret(scope, id, {
    ...props,
    generateSecretString: {
      secretStringTemplate: "{}",
      generateStringKey: key,
      excludePunctuation: true,
      ...(alphabet === "hex" && { excludeUppercase: true, excludeCharacters: "ghijklmnopqrstuvwxyz" }),
      passwordLength: length,
    },
  });
  Validations.of(secret).acknowledge({
    id: "AwsSolutions-SMG4",
    reason:
      "A secret shared with a shop system changes when that system changes it (two may be active), and identityKey must never change.",
  });
  return secret;
};
