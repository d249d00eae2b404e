import { arn } from "../place.ts";

/** What the running system knows and the template does not. */
export type Addresses = {
  /** Base of the HTTP API, without a trailing slash. */
  apiUrl: () => string;
  queueUrl: (name: string) => string;
};

/** One resource: its physical name, and where the system that it lies in answers. */
type Named = { name: string; addresses: Addresses };
type Answer = (named: Named) => string;

/** What `Ref` and `Fn::GetAtt` answer for resources of one type. */
export type ResourceKind = { ref: Answer; attributes: Readonly<Record<string, Answer>> };

const ownName: Answer = ({ name }) => name;

/** Known by its name; its ARN is an attribute. */
const byName = (arnOf: Answer, attributes: ResourceKind["attributes"] = {}): ResourceKind => ({
  ref: ownName,
  attributes: { Arn: arnOf, ...attributes },
});
/** Known by its ARN. */
const byArn = (arnOf: Answer): ResourceKind => ({ ref: arnOf, attributes: { Arn: arnOf } });
const nameOnly: ResourceKind = { ref: ownName, attributes: {} };

const queueUrl: Answer = ({ name, addresses }) => addresses.queueUrl(name);
const table = byName(({ name }) => arn("dynamodb", `table/${name}`));

/** Three records that a domain's owner would enter, of tokens that sign nothing: no mail leaves this machine. */
const dkimTokens = Object.fromEntries(
  [1, 2, 3].flatMap((token): [string, Answer][] => [
    [`DkimDNSTokenName${token}`, ({ name }) => `local${token}._domainkey.${name}`],
    [`DkimDNSTokenValue${token}`, () => `local${token}.dkim.amazonses.com`],
  ]),
);

/**
 * Every type of resource that a template may hold here. The second half does nothing on one machine and is known all the same,
 * because others refer to it: nobody is kept out by a role, and nothing sends alarms.
 */
const kinds: ReadonlyMap<string, ResourceKind> = new Map([
  [
    "AWS::ApiGatewayV2::Api",
    { ref: ownName, attributes: { ApiEndpoint: ({ addresses }: Named) => addresses.apiUrl() } },
  ],
  ["AWS::ApiGatewayV2::ApiMapping", nameOnly],
  [
    "AWS::ApiGatewayV2::DomainName",
    // Nobody is sent there: the links in mail of this machine lead to this machine.
    { ref: ownName, attributes: { RegionalDomainName: ({ name }: Named) => `${name.toLowerCase()}.local` } },
  ],
  ["AWS::ApiGatewayV2::Integration", nameOnly],
  ["AWS::ApiGatewayV2::Route", nameOnly],
  ["AWS::DynamoDB::Table", table],
  ["AWS::DynamoDB::GlobalTable", table],
  ["AWS::Lambda::EventSourceMapping", nameOnly],
  ["AWS::Lambda::Function", byName(({ name }) => arn("lambda", `function:${name}`))],
  ["AWS::S3::Bucket", byName(({ name }) => arn("s3", name))],
  ["AWS::SES::ConfigurationSet", nameOnly],
  ["AWS::SES::ConfigurationSetEventDestination", nameOnly],
  ["AWS::SES::EmailIdentity", { ref: ownName, attributes: dkimTokens }],
  ["AWS::SNS::Subscription", nameOnly],
  ["AWS::SNS::Topic", byArn(({ name }) => arn("sns", name))],
  [
    "AWS::SQS::Queue",
    {
      ref: queueUrl,
      attributes: { Arn: ({ name }: Named) => arn("sqs", name), QueueName: ownName, QueueUrl: queueUrl },
    },
  ],
  ["AWS::Scheduler::Schedule", nameOnly],
  ["AWS::SecretsManager::Secret", byArn(({ name }) => arn("secretsmanager", `secret:${name}`))],
  ["AWS::StepFunctions::StateMachine", byArn(({ name }) => arn("states", `stateMachine:${name}`))],
  ["AWS::ApiGatewayV2::Stage", nameOnly],
  ["AWS::CloudWatch::Alarm", byName(({ name }) => arn("cloudwatch", `alarm:${name}`))],
  ["AWS::CloudWatch::Dashboard", nameOnly],
  ["AWS::IAM::Policy", nameOnly],
  ["AWS::IAM::Role", byName(({ name }) => arn("iam", `role/${name}`))],
  ["AWS::Lambda::Permission", nameOnly],
  ["AWS::Logs::LogGroup", byName(({ name }) => arn("logs", `log-group:${name}`))],
  ["AWS::Logs::MetricFilter", nameOnly],
  ["AWS::S3::BucketPolicy", nameOnly],
  ["AWS::SNS::TopicPolicy", nameOnly],
  ["AWS::SQS::QueuePolicy", nameOnly],
]);

/** @throws for a type without a counterpart on this machine: left out without a word, it would be missed only on AWS */
export const kindOf = (type: string): ResourceKind => {
  const kind = kinds.get(type);
  if (!kind) throw new Error(`the embedded system has no counterpart of ${type}`);
  return kind;
};
