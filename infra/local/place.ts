import { devNull } from "node:os";

/** Where the embedded system says it is: the account and region in every ARN it makes. */
export const accountId = "000000000000";
export const region = "us-east-1";
export const partition = "aws";

export const arn = (service: string, resource: string) =>
  `arn:${partition}:${service}:${service === "s3" ? "" : region}:${service === "s3" ? "" : accountId}:${resource}`;

/** The SDK's own names for one endpoint per service (its service ids in upper case). */
const endpointVariables = {
  dynamodb: "AWS_ENDPOINT_URL_DYNAMODB",
  s3: "AWS_ENDPOINT_URL_S3",
  sqs: "AWS_ENDPOINT_URL_SQS",
  sns: "AWS_ENDPOINT_URL_SNS",
  ses: "AWS_ENDPOINT_URL_SES",
  secrets: "AWS_ENDPOINT_URL_SECRETS_MANAGER",
  states: "AWS_ENDPOINT_URL_SFN",
} as const;
type ServiceName = keyof typeof endpointVariables;
export type Endpoints = Readonly<Record<ServiceName, string>>;

/**
 * Keys that open nothing: the engines accept any, the SDK wants some. The operator's own settings of AWS are not read:
 * a profile may name other endpoints, roles and keys; nor is a machine's metadata service asked.
 */
const credentials = {
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: "true",
} as const;

/** The environment that leads an SDK client to the embedded system. */
export const clientEnvironment = (endpoints: Partial<Endpoints>): Record<string, string> => {
  const urls = Object.entries(endpointVariables).flatMap(([service, variable]) => {
    const url = Object.entries(endpoints).find(([name]) => name === service)?.[1];
    return url ? [[variable, url]] : [];
  });
  return { ...credentials, ...Object.fromEntries(urls) };
};
