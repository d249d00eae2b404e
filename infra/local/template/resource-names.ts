import { accountId, arn, partition, region } from "../place.ts";
import type { Scope } from "./intrinsics.ts";
import type { Resource, Template } from "./read-template.ts";

/** What the running system knows and the template does not. */
export type Addresses = {
  /** Base of the HTTP API, without a trailing slash. */
  apiUrl: () => string;
  queueUrl: (name: string) => string;
};

/** A resource's physical name: the logical id, in the form its service allows; a name that the template gives wins. */
export const physicalName = (logicalId: string, { Type, Properties }: Resource): string => {
  const given = [Properties.EmailIdentity, Properties.Name].find((name) => typeof name === "string");
  if (Type.startsWith("AWS::SES::") && given) return given;
  return Type === "AWS::S3::Bucket" ? logicalId.toLowerCase() : logicalId;
};

const arnOf = (logicalId: string, resource: Resource): string => {
  const name = physicalName(logicalId, resource);
  const service = (resource.Type.split("::")[1] ?? "").toLowerCase();
  const forms: Readonly<Record<string, string>> = {
    "AWS::S3::Bucket": arn("s3", name),
    "AWS::SQS::Queue": arn("sqs", name),
    "AWS::SNS::Topic": arn("sns", name),
    "AWS::DynamoDB::Table": arn("dynamodb", `table/${name}`),
    "AWS::DynamoDB::GlobalTable": arn("dynamodb", `table/${name}`),
    "AWS::Lambda::Function": arn("lambda", `function:${name}`),
    "AWS::StepFunctions::StateMachine": arn("states", `stateMachine:${name}`),
    "AWS::SecretsManager::Secret": arn("secretsmanager", `secret:${name}`),
  };
  return forms[resource.Type] ?? arn(service, name);
};

const arnTypes = new Set([
  "AWS::SNS::Topic",
  "AWS::StepFunctions::StateMachine",
  "AWS::SecretsManager::Secret",
  "AWS::SNS::Subscription",
]);

const pseudoParameters: ReadonlyMap<string, string> = new Map([
  ["AWS::AccountId", accountId],
  ["AWS::Region", region],
  ["AWS::Partition", partition],
  ["AWS::URLSuffix", "amazonaws.com"],
  ["AWS::StackId", arn("cloudformation", "stack/local")],
]);

const find = (template: Template, logicalId: string): Resource => {
  const resource = template.resources.get(logicalId);
  if (!resource) throw new Error(`the template refers to ${logicalId}, which is not in it`);
  return resource;
};

/** How references in `template` read on this machine. Every name is stable, so that kept data finds its owner again. */
export const createScope = (template: Template, addresses: Addresses): Scope => ({
  ref: (name) => {
    const pseudo = name === "AWS::StackName" ? template.stackName : pseudoParameters.get(name);
    if (pseudo !== undefined) return pseudo;
    if (template.parameters.has(name)) return template.parameters.get(name);
    const resource = find(template, name);
    if (resource.Type === "AWS::SQS::Queue") return addresses.queueUrl(physicalName(name, resource));
    return arnTypes.has(resource.Type) ? arnOf(name, resource) : physicalName(name, resource);
  },
  attribute: (logicalId, name) => {
    const resource = find(template, logicalId);
    if (/Arn$|^Id$|^TopicARN$/.test(name)) return arnOf(logicalId, resource);
    if (name === "ApiEndpoint") return addresses.apiUrl();
    if (name === "QueueUrl") return addresses.queueUrl(physicalName(logicalId, resource));
    if (/Name$|Id$/.test(name)) return physicalName(logicalId, resource);
    throw new Error(`the embedded system knows no ${name} of ${resource.Type}`);
  },
  // `HttpApi.url` is put together from the API's id: on this machine it is an address that answers.
  rewrite: (text) =>
    text.replaceAll(/https:\/\/[\w-]+\.execute-api\.[\w.-]+?amazonaws\.com/g, () => addresses.apiUrl()),
});
